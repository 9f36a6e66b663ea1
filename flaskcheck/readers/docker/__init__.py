"""Dockerfiles and ``.dockerignore`` as BuildKit reads them.

``images`` says what an image then holds.
"""
