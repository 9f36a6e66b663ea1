"""Tables of names, each with the source it was made from.

They hold data and no code.
"""
