"""What the text of a command runs, through shells, scripts, wrappers and make.

Nothing is executed: values are known, unknown or one of several.
"""
