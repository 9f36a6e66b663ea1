"""flaskcheck finds what will break, leak secrets or lose data when you deploy a Flask app."""

__version__ = "0.1.0"
