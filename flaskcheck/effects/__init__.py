"""What running something does: what an import, a start-up, a command or a request reads, writes and deletes.

It follows calls through the modules of the application.
"""
