"""The published schemas of hosts: the data's head, what is refused (held against jsonschema), and in whose words."""

from __future__ import annotations

import copy
import datetime
import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from flaskcheck.files.source import Source
from flaskcheck.hosts import github_workflow, schema, vercel

FILES = sorted(Path(schema.FOLDER).glob("*.json"))
GOOD: dict[str, Any] = {
    "builds": [{"src": "api/index.py", "use": "@vercel/python", "config": {"maxLambdaSize": "15mb"}}],
    "routes": [
        {"src": "/static/(.*)", "dest": "/static/$1"},
        {"handle": "filesystem"},
        {"src": "/(.*)", "dest": "api"},
    ],
    "headers": [{"source": "/(.*)", "headers": [{"key": "X-Frame-Options", "value": "DENY"}]}],
    "redirects": [{"source": "/old", "destination": "/new", "permanent": True, "statusCode": 308}],
    "rewrites": [{"source": "/(.*)", "destination": "/api/index", "has": [{"type": "host", "value": "shop.example"}]}],
    "cleanUrls": True,
    "trailingSlash": False,
}
FUNCTIONS = {"functions": {"api/index.py": {"memory": 1024, "maxDuration": 60, "includeFiles": "texts/**"}}}
WORKFLOW = """\
name: deploy
on:
  push:
    branches: main
jobs:
  web:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: true
    steps:
      - uses: actions/checkout@v4
      - uses: akhileshns/heroku-deploy@v3.13.15
        with:
          heroku_app_name: shop
"""


TOP = ("Invalid vercel.json - should NOT", '"functions"')
"""What is said beside the schema: of keys at the top, and of functions beside builds."""


def _vercel(document: object) -> list[tuple[str, str]]:
    file = vercel.read(Source("vercel.json", json.dumps(document, indent=1).encode()))
    return [(error.kind, error.message) for error in file.errors]


def _workflow(text: str) -> list[tuple[str, str, int]]:
    file = github_workflow.read(Source(".github/workflows/deploy.yml", text.encode()))
    return [(error.kind, error.message, error.place.line) for error in file.errors]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_says_where_it_comes_from(file: Path) -> None:
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["licence"] == "Apache-2.0"
    assert document["source"]
    assert document["version"]
    assert datetime.date.fromisoformat(document["date"]).year >= 2026
    jsonschema.Draft202012Validator.check_schema(document["schema"])


def test_there_are_three() -> None:
    assert [file.stem for file in FILES] == ["compose", "github_workflow", "vercel"]


@pytest.mark.parametrize("document", [GOOD, FUNCTIONS, {}], ids=["routes", "functions", "empty"])
def test_a_good_file_of_vercel_is_taken(document: object) -> None:
    assert _vercel(document) == []


@pytest.mark.parametrize(
    ("document", "kind", "message"),
    [  # the messages are those of getPrettyError of @vercel/build-utils 14.21.1
        ({"rewrites": [{"src": "/a", "destination": "/b"}]}, "unknown-key", "`rewrites[0]` should NOT have additional property `src`; did you mean 'source'?"),
        ({"rewrites": [{"source": "/a"}]}, "missing-key", "`rewrites[0]` missing required property `destination`"),
        ({"functions": {"api/a.py": {"memory": 20000}}}, "wrong-type", "`functions['api/a.py'].memory` should be <= 10240"),
        ({"functions": {"api/a.py": {"memory": 1}}}, "wrong-type", "`functions['api/a.py'].memory` should be >= 128"),
        ({"functions": {"api/a.py": {"architecture": "mips"}}}, "unknown-value", "`functions['api/a.py'].architecture` should be equal to one of the allowed values: x86_64, arm64"),
        ({"cleanUrls": "yes"}, "wrong-type", "`cleanUrls` should be boolean"),
        ({"builds": {}}, "wrong-type", "`builds` should be array"),
        ({"rewrites": [{"source": "/a", "destination": "/b", "colour": 1}]}, "unknown-value", "`rewrites[0]` should NOT have additional property `colour`"),
    ],
)  # fmt: skip
def test_vercel_refuses_in_its_own_words(document: object, kind: str, message: str) -> None:
    assert (kind, f"Invalid vercel.json - {message}") in _vercel(document)


def _mutated(document: Any, chance: random.Random) -> Any:
    """A copy with one value changed, one key renamed, or one key left out."""
    changed = copy.deepcopy(document)
    holder: Any = changed
    while True:
        key = chance.choice(sorted(holder) if isinstance(holder, dict) else range(len(holder)))
        if isinstance(holder[key], (dict, list)) and holder[key] and chance.random() < 0.8:
            holder = holder[key]
            continue
        kind = chance.randrange(3)
        if kind == 0 or isinstance(holder, list):
            holder[key] = chance.choice(["text", 7, True, [], {}, ["text"], {"key": 7}, -1, 99999])
        elif kind == 1:
            holder[f"{key}s"] = holder.pop(key)
        else:
            del holder[key]
        return changed


@pytest.mark.parametrize("seed", range(300))
def test_what_is_refused_its_schema_refuses(seed: int) -> None:
    """And the other way round, but for keywords that are not read."""
    chance = random.Random(seed)
    document = _mutated(chance.choice([GOOD, FUNCTIONS]), chance)
    rows = json.loads(FILES[2].read_text(encoding="utf-8"))["schema"]
    errors = list(jsonschema.Draft202012Validator(rows).iter_errors(document))
    ours = [message for _, message in _vercel(document) if not message.startswith(TOP)]
    if ours:
        assert errors, (document, ours)
    read = {"additionalProperties", "type", "required", "enum", "minimum", "maximum"}
    if any(error.validator in read for error in errors):
        assert ours, (document, errors[0].message)


def test_a_workflow_that_runs_is_taken() -> None:
    """Its ``branches`` is no list and its ``strategy`` has no ``matrix``: SchemaStore's schema forbids both, GitHub takes them."""
    assert _workflow(WORKFLOW) == []


@pytest.mark.parametrize(
    ("written", "instead", "message", "line"),
    [
        ("    runs-on:", "    run-on:", "Unexpected value 'run-on' in jobs.web; did you mean 'runs-on'?", 7),
        ("      - uses: actions/checkout@v4", "      - use: actions/checkout@v4", "Unexpected value 'use' in jobs.web.steps.0; did you mean 'uses'?", 11),
        ("  push:", "  pushed:", "Unexpected value 'pushed' in on; did you mean 'push'?", 3),
        ("name: deploy", "name: deploy\nenviroment: x", "Unexpected value 'enviroment' in the workflow", 2),
    ],
)  # fmt: skip
def test_a_workflow_that_deploys_is_read_as_github_does(written: str, instead: str, message: str, line: int) -> None:
    found = _workflow(WORKFLOW.replace(written, instead))
    assert [(kind, at) for kind, text, at in found if text.startswith(message)] == [("unknown-value", line)], found


def test_a_workflow_that_deploys_nothing_is_not_judged() -> None:
    assert _workflow("jobs:\n  test:\n    run-on: x\n    steps:\n      - run: pytest\n") == []


def test_a_called_workflow_needs_no_machine() -> None:
    assert (
        _workflow(f"{WORKFLOW}  notes:\n    uses: ./.github/workflows/notes.yml\n    with:\n      name: shop\n") == []
    )
