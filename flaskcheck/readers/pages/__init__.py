"""Templates, scripts and style sheets: which templates, static files and addresses they name.

``application`` says what a visitor's browser gets.
"""
