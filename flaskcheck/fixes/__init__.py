"""Which fixes of a report hold, and what the files become by them.

Each is tried in memory first: it is dropped where a file can no longer be read, its own finding stays or another appears.
"""
