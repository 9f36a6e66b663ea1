"""The pages that an application renders: whether Jinja compiles them, and which endpoints they link to.

Nothing of it is looked for before a rule asks.
"""
