"""flaskcheck reads a Flask repository and tells what will break, leak or lose data when it is deployed."""

__version__ = "0.1.0"
