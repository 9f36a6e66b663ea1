"""What keeps commands from running.

Each module knows one kind of reason; ``found`` asks all of them for one deployment.
"""
