"""What an expression is: a constant, a text, something from a library, or unknown.

It follows names, calls and classes through the modules that ``code`` finds.
"""
