"""Running the rules and judging what they say: problems of one cause, ignore comments, the baseline, the configuration.

It knows no rule by name.
"""
