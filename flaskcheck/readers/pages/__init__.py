"""Templates, scripts and style sheets: which templates, static files and addresses they name.

What a visitor's browser gets is told by ``application``.
"""
