"""The command line: options, what is to be done, results kept between runs, and the commands beside the check.

Everything else is imported from here, and nothing imports it.
"""
