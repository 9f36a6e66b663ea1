"""What is true without looking at any repository: libraries, distributions, versions, base images, the shapes of addresses and secrets.

It is asked with names and texts, never with files.
"""
