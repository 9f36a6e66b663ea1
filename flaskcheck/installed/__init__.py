"""What a build installs and what that provides.

An answer may be that it cannot be determined.
"""
