"""Writes the schema of the configuration, with today's rules, families and hosts: ``python docs/schemas.py``. A test compares, and holds it against what flaskcheck takes and refuses.

The form is SchemaStore's (draft 7, ``x-taplo`` for editors that complete TOML): https://www.schemastore.org.
"""

from __future__ import annotations

import json
from pathlib import Path

from flaskcheck.command.init import KEYS
from flaskcheck.findings.names import UNUSED_IGNORE, builtin_names
from flaskcheck.ground.about import REPOSITORY
from flaskcheck.ground.errors import FAIL_ON
from flaskcheck.hosts.index import MODULES
from flaskcheck.hosts.stated import DATABASES
from flaskcheck.rule import FAMILIES, SEVERITIES

FOLDER = Path(__file__).parent / "schemas"
CONFIGURATION = FOLDER / "flaskcheck.schema.json"
RAW = f"https://raw.githubusercontent.com/{REPOSITORY}/main/docs/schemas/"


def one_or_many(kind: dict[str, object]) -> dict[str, object]:
    """A value, or a list of such values."""
    return {"oneOf": [kind, {"type": "array", "items": kind}]}


TEXT = {"type": "string"}
TEXTS = one_or_many(TEXT)
NAME = {"anyOf": [{"$ref": "#/definitions/name"}, {"type": "string", "description": "A plugin's rule."}]}
NAMES = one_or_many(NAME)
DEPLOY: dict[str, object] = {
    "host": {"description": "The host.", "enum": sorted(MODULES)},
    "root": {"description": "The folder that is deployed, relative to this file.", **TEXT},
    "build": {"description": "The build command, or several.", **TEXTS},
    "release": {"description": "What runs once, before the new version takes traffic.", **TEXTS},
    "start": {"description": "The start command, or several.", **TEXTS},
    "python": {"description": "The version of Python.", "type": ["string", "number"]},
    "variables": {
        "description": "The variables that the host sets: names, NAME=value, or a table; true where the host holds the value.",
        "oneOf": [
            TEXT,
            {"type": "array", "items": TEXT},
            {"type": "object", "additionalProperties": {"type": ["string", "boolean", "integer", "number"]}},
        ],
    },
    "database": {"description": "The databases that the host provides.", **one_or_many({"enum": sorted(DATABASES)})},
}
TYPES: dict[str, dict[str, object]] = {
    "select": NAMES,
    "ignore": NAMES,
    "exclude": TEXTS,
    "per-file-ignores": {"type": "object", "additionalProperties": NAMES},
    "fail-on": {"enum": list(FAIL_ON)},
    "min-severity": {"enum": list(SEVERITIES)},
    "preview": {"type": "boolean"},
    "host": one_or_many({"enum": sorted(MODULES)}),
    "baseline": TEXT,
    "root": TEXTS,
    "deploy": one_or_many({"type": "object", "additionalProperties": False, "properties": DEPLOY}),
    "severity": {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}},
    "allow": {"type": "object", "additionalProperties": TEXTS},
    "required-version": TEXT,
    "extend": TEXT,
}


def schema() -> dict[str, object]:
    """The schema of ``flaskcheck.toml``, which is that of ``[tool.flaskcheck]`` in pyproject.toml, too."""
    names = sorted({*builtin_names(), UNUSED_IGNORE, *FAMILIES})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{RAW}{CONFIGURATION.name}",
        "title": "Configuration of flaskcheck",
        "description": "The keys of flaskcheck.toml, and of [tool.flaskcheck] in pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {"description": text, **TYPES[key]} for key, _, text in KEYS},
        "definitions": {"name": {"description": "A rule or a family of rules.", "enum": names}},
    }


if __name__ == "__main__":
    CONFIGURATION.write_text(json.dumps(schema(), indent=2) + "\n", encoding="utf-8")
