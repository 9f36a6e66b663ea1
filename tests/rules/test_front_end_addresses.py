"""Addresses in the scripts of front ends: those that are only shown, and how the build gives them another."""

from __future__ import annotations

import json

import pytest
from checking import FLASK, check, problems

FETCH = 'export const load = () => fetch("http://localhost:8000/api");\n'
PROCFILE = "web: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("manifest", "written"),
    [
        ({"devDependencies": {"vite": "5"}, "dependencies": {"react": "18"}}, "import.meta.env.VITE_"),
        ({"dependencies": {"react-scripts": "5"}}, "process.env.REACT_APP_"),
        ({"dependencies": {"next": "15", "react": "18"}}, "process.env.NEXT_PUBLIC_"),
        ({"devDependencies": {"@vue/cli-service": "5"}}, "process.env.VUE_APP_"),
        ({"devDependencies": {"rollup": "4"}}, "the environment of the build"),
    ],
)
def test_the_tool_of_a_front_end_says_how_it_reads_a_variable(manifest: dict[str, object], written: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "Procfile": PROCFILE,
        "web/package.json": json.dumps(manifest),
        "web/src/api.js": FETCH,
    }
    [found] = problems("loopback-link", files)
    assert written in found.help
    handed_out = {"app.py": FLASK, "Procfile": PROCFILE, "static/api.js": FETCH}
    assert [p.help for p in problems("loopback-link", handed_out)] == ["Use a relative address such as /cookies."]


@pytest.mark.parametrize(
    ("script", "is_told"),
    [
        ('const F = [{help: "http://localhost:1/a", "label": "http://localhost:1"}];', False),
        ("input.placeholder = 'http://127.0.0.1:9000/';", False),
        ('input.setAttribute("title", "http://localhost:9000/");', False),
        ('const F = () => <Input placeholder="http://localhost:1" helperText={"http://localhost:1"} />;', False),
        ('const F = {label: "x", url: "http://localhost:1/a"};', True),
        ('const F = {label: "x"}; fetch("http://localhost:1/a");', True),
        ('const helpAddress = "http://localhost:1/a";', True),
        ('open(label, "http://localhost:1/a");', True),
    ],
)
def test_what_is_shown_is_not_called(script: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "Procfile": PROCFILE, "static/a.js": f"{script}\n"}
    assert bool(check("loopback-link", files)) is is_told
