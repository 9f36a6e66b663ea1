"""What a program starts and where it listens: WSGI servers and development servers with their options, configuration files and targets.

Each server is read as its own documentation says.
"""
