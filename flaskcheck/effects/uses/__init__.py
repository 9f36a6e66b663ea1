"""What production does with libraries whose work the number, the life and the surroundings of its processes decide about.

Nothing of it is looked for before a rule asks.
"""
