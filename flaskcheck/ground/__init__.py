"""What everything else is made of: records, places in files, words, limits, errors, the cache's folder.

It knows nothing of Flask, of hosts or of any file's format.
"""
