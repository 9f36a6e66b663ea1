"""Python source as facts: statements, expressions, definitions, reads of the environment.

Each file is parsed once, and broken files are read as far as they go.
"""
