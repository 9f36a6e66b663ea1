"""What a terminal shows: what was understood, blocks of findings, excerpts, colours and widths.

The formats that people read are made of it.
"""
