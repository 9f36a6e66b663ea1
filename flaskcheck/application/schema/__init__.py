"""The tables of a database as migrations make them, operation by operation, and as models describe them.

Nothing of it is looked for before a rule asks.
"""
