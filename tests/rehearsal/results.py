"""``rules/rehearsed.json``: which examples were seen to do what their pages say, when, and with which versions. Only the rig writes it."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from flaskcheck.findings import rehearsed
from tests.rehearsal.pages import Page
from tests.rehearsal.player import Outcome

FILE = Path(rehearsed.FILE)


def note(page: Page, outcome: Outcome) -> None:
    """Write down what was seen today of a page; what was not played again stays."""
    rows = json.loads(FILE.read_text()) if FILE.exists() else {}
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    versions = {name: outcome.versions[name] for name in rehearsed.TITLES if name in outcome.versions}
    row = {"digest": page.example.digest, "date": today, "versions": versions}
    rows.setdefault(page.rule.name, {})[page.example.title] = row
    FILE.write_text(json.dumps(rows, indent=1, sort_keys=True) + "\n")
