"""The rules, one file a rule: ``<name_with_underscores>.py`` is the rule ``<name-with-dashes>``.

To write one:

1. Make a file with the rule's name. Its docstring is the rule's page: a summary sentence, what happens in production, how to fix it, then ``## Bad`` and ``## Good`` examples. Each
   example is a small repository, a fenced block a file with its path behind the language; ``# <-`` marks a line that must be reported. The examples are
   the tests: ``pytest tests/test_rules.py`` runs them all.
2. Write ``check(project)`` under ``@rule(family=…, severity=…)`` and yield a ``Problem`` for each mistake. Ask the project (``flaskcheck/project.py``); never open a file, and
   never decide by yourself what is production.

Nothing else has to be touched.
"""
