"""How secrets are written in lines, commands and messages: what leads to one, what holds several, what programs take in a form of their own.

``known.hiding`` alone asks this; it knows nothing of what is found.
"""
