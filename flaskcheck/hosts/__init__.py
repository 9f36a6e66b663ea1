"""Each host: what it gives and takes away, which files are its and what they declare.

One file a host; ``index`` finds the file's reader by its name.
"""
