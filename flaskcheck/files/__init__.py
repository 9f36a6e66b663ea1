"""Which files a repository holds, their bytes, what git knows of them, and where they are once deployed.

It knows no format.
"""
