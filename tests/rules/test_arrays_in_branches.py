"""Arrays of a shell to which a branch adds: the elements that all branches begin with are known."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = 'FROM python:3.13-slim\nWORKDIR /a\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["bash", "go.sh"]\n'


def told(script: str, rule: str = "unresolved-app") -> list[int]:
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": IMAGE, "go.sh": f"#!/bin/bash\nset -e\n{script}\n"}
    return [line for path, line, _ in check(rule, files) if path == "go.sh"]


@pytest.mark.parametrize(
    "script",
    [
        'cmd=(gunicorn -b :8000)\n[[ -n "$RELOAD" ]] && cmd+=(--reload)\nexec "${cmd[@]}" wep:app',
        'cmd=(gunicorn -b :8000)\nif [ "$A" = 1 ]; then cmd+=(--reload); else cmd+=(--preload); fi\ncmd+=(wep:app)\nexec "${cmd[@]}"',
        'more=()\nif [ -n "$A" ]; then more+=(--reload); fi\nexec gunicorn "${more[@]}" wep:app',
        'more=(-w 2)\ncase "$A" in 1) more+=(--reload) ;; esac\nexec gunicorn "${more[@]}" wep:app',
    ],
)
def test_what_all_branches_begin_with(script: str) -> None:
    assert len(told(script)) == 1
    assert told(script.replace("wep:app", "app:app")) == []


def test_another_program_in_a_branch_is_unknown() -> None:
    script = 'cmd=(gunicorn wep:app)\nif [ -n "$A" ]; then cmd=(python other.py); fi\nexec "${cmd[@]}"'
    assert told(script) == []


def test_options_before_the_branch_count() -> None:
    script = 'cmd=(gunicorn --bind 127.0.0.1:8000)\nif [ -n "$A" ]; then cmd+=(--reload); fi\nexec "${cmd[@]}" app:app'
    assert len(told(script, "loopback-bind")) == 1
