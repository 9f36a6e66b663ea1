"""The lines that set flaskcheck up elsewhere: what the README shows and ``flaskcheck init`` writes, said once."""

from __future__ import annotations

from flaskcheck.ground.about import REPOSITORY, TAG, URL

HOOK = f"""\
  - repo: {URL}
    rev: {TAG}
    hooks:
      - id: flaskcheck
"""
"""An entry of ``repos:`` in ``.pre-commit-config.yaml``."""

PRE_COMMIT_CONFIG = f"repos:\n{HOOK}"
"""A whole ``.pre-commit-config.yaml``."""

GIT_HOOK = """\
#!/bin/sh
exec flaskcheck --staged --quiet --allow-no-app
"""
"""A whole ``.git/hooks/pre-commit``, for those who do without pre-commit; it must be executable."""

WORKFLOW_PATH = ".github/workflows/flaskcheck.yml"

WORKFLOW = f"""\
name: flaskcheck
on: [push, pull_request]
permissions:
  contents: read
jobs:
  flaskcheck:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: {REPOSITORY}@{TAG}
"""
"""A whole workflow file for ``WORKFLOW_PATH``."""

GITLAB = f"""\
include:
  - remote: https://raw.githubusercontent.com/{REPOSITORY}/{TAG}/templates/flaskcheck.yml
"""
"""What a ``.gitlab-ci.yml`` needs."""
