"""What a reader types to mend a mistake: in the form of the place where it is written, and with the tools that the project uses.

It proposes only what was found to work in this repository.
"""
