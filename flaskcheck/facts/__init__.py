"""What can stand in a file, as plain records: expressions, requirements, services, Dockerfiles, pages.

They say what is written and nothing of what it means.
"""

from flaskcheck.facts.python import Module

__all__ = ["Module"]
