"""The rules in preview: they run only with ``--preview``, or ``preview = true``. A rule becomes stable in a minor version, when its file moves one folder up; nothing else changes."""
