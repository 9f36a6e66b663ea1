"""YAML, JSON and TOML as trees of nodes that know where they stand.

The readers of hosts and of dependency files walk these trees.
"""
