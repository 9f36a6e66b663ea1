"""Writes ``flaskcheck/hosts/compose_spec.py`` from Compose's own schema: ``python docs/compose_spec.py CLONE-OF-compose-spec/compose-go``."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "flaskcheck" / "hosts" / "compose_spec.py"
LEFT_OUT = ("$schema", "$id", "$comment", "title", "description", "deprecated", "default", "uniqueItems")
HEAD = '''"""The schema by which Docker Compose refuses a file: ``schema/compose-spec.json`` of compose-spec/compose-go (Apache-2.0, The Compose Specification Authors), without
its descriptions. Written by ``python docs/compose_spec.py``."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# fmt: off
SCHEMA: dict[str, Any] = '''


def without_prose(value: object, is_names: bool = False) -> object:
    """A part of the schema without what refuses nothing; ``is_names`` for a mapping whose keys are names of properties."""
    if isinstance(value, list):
        return [without_prose(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {k: v for k, v in value.items() if is_names or k not in LEFT_OUT}
    return {
        k: without_prose(v, not is_names and k in ("properties", "patternProperties", "$defs")) for k, v in kept.items()
    }


if __name__ == "__main__":
    schema = json.loads((Path(sys.argv[1]) / "schema" / "compose-spec.json").read_text(encoding="utf-8"))
    text = textwrap.fill(
        repr(without_prose(schema)).replace("'", '"'), 118, break_long_words=False, break_on_hyphens=False
    )
    TARGET.write_text(f"{HEAD}{text}\n", encoding="utf-8")
