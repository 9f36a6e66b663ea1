"""The repository's Python: modules by name, read when first asked for, and which file an import finds.

It gives no value to anything.
"""
