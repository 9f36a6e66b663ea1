"""The files that declare dependencies: pip's, Pipenv's, Poetry's, conda's, setuptools' and lock files.

Each becomes one ``DependencyFile``.
"""
