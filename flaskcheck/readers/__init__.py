"""How each format is written: a reader turns one file's bytes into facts, and knows no other file.

The formats that several hosts share lie here, those of one host in ``hosts``.
"""
