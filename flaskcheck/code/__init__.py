"""The repository's Python: modules by name, read when first asked for, which file an import finds, and which statements bind a name.

It gives no value to anything.
"""
