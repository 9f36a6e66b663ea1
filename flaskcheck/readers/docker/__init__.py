"""Dockerfiles and ``.dockerignore`` as BuildKit reads them.

What an image then holds is told by ``images``.
"""
