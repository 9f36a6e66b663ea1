"""Chains and nestings by the thousand: each is followed by a loop or to a bound, and what stands beside it is found all the same."""

from __future__ import annotations

import os
import subprocess

import pytest
from checking import check

from flaskcheck.files.discover import discover
from flaskcheck.files.reading import read
from flaskcheck.files.tree import MemoryTree
from tests.growth import checked

APP = 'from flask import Flask\napp = Flask(__name__)\napp.secret_key = "kept-here-4711-aaaa"\n'
FOUND = [("app.py", 3, "error")]
MANY = 1200
FROM = "FROM python:3.12 AS s0\nCOPY . .\n"


def nested(begin, inner, end):
    return begin * MANY + inner + end * MANY


CHAINS = {
    "stages": {"Dockerfile": FROM + "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(MANY)) + "CMD gunicorn app:app"},
    "stages that copy": {
        "Dockerfile": FROM
        + "".join(f"FROM python:3.12 AS s{n + 1}\nCOPY --from=s{n} / /\n" for n in range(200))
        + "CMD gunicorn app:app"
    },
    "stages that mount": {
        "Dockerfile": FROM
        + "".join(f"FROM python:3.12 AS s{n + 1}\nRUN --mount=from=s{n},target=/s cp -r /s /d\n" for n in range(60))
        + "CMD gunicorn app:app"
    },
    "defaults of a build": {"Dockerfile": FROM + f"ENV A={nested('${A:-', 'x', '}')}\nCMD gunicorn app:app"},
    "defaults of a shell": {"Procfile": f"web: gunicorn -b :{nested('${A:-', '80', '}')} app:app"},
    "defaults of compose": {
        "compose.yaml": f"services: {{web: {{build: ., command: 'gunicorn {nested('${A:-', 'x', '}')} app:app'}}}}"
    },
    "requirements": {
        "requirements.txt": "flask\n-r r0.txt",
        **{f"r{n}.txt": f"x{n}\n-r r{n + 1}.txt" for n in range(MANY)},
    },
    "constraints": {
        "requirements.txt": "flask\n-c r0.txt",
        **{f"r{n}.txt": f"x{n}\n-c r{n + 1}.txt" for n in range(MANY)},
    },
    "projects": {
        "requirements.txt": "flask\n-e ./p0",
        **{
            f"p{n}/pyproject.toml": f"[project]\nname='p{n}'\nversion='1'\ndependencies=['p @ file:../p{n + 1}']"
            for n in range(400)
        },
    },
    "a dotted target": {"Procfile": f"web: gunicorn {'a.' * MANY}b:app & gunicorn app:app"},
    "a dotted import": {"more.py": f"import {'a.' * MANY}b\nfrom {'.' * MANY} import c"},
    "folders": {f"{'d/' * MANY}requirements.txt": "x", f"{'d/' * MANY}Dockerfile": FROM},
}


@pytest.mark.parametrize("files", CHAINS.values(), ids=CHAINS)
def test_nothing_is_lost_by_a_chain(files):
    assert check("hard-coded-secret-key", {"requirements.txt": "flask", **files, "app.py": APP}) == FOUND


def test_a_chain_of_requirements_is_followed_to_its_end():
    chain = {f"r{n}.txt": f"-r r{n + 1}.txt" for n in range(MANY)}
    files = {"Procfile": "web: gunicorn app:app", "requirements.txt": "flask\n-r r0.txt", **chain, "app.py": APP}
    assert check("missing-wsgi-server", {**files, f"r{MANY}.txt": "click"}) != []
    assert check("missing-wsgi-server", {**files, f"r{MANY}.txt": "gunicorn"}) == []


def test_a_chain_of_stages_is_followed_to_its_end():
    stages = "".join(f"FROM s{n} AS s{n + 1}\n" for n in range(60))
    image = {"Dockerfile": FROM + "{}" + stages + "CMD gunicorn app:app", "app.py": APP, "requirements.txt": "flask"}
    dockerfile = image["Dockerfile"]
    assert check("missing-wsgi-server", {**image, "Dockerfile": dockerfile.format("RUN pip install flask\n")}) != []
    installed = dockerfile.format("RUN pip install flask gunicorn\n")
    assert check("missing-wsgi-server", {**image, "Dockerfile": installed}) == []


def test_a_file_that_is_nested_too_deep_is_a_note():
    def endless(source):
        return endless(source)

    tree = MemoryTree({"a\n.yml": "x", "b": "y"})
    assert read(tree, "a\n.yml", endless) is None
    assert tree.notes == ["a\\n.yml: nested too deep, not read"]
    assert read(tree, "b", lambda source: source.text) == "y"


def test_what_fails_in_one_file_is_told_and_nothing_else_is_lost(monkeypatch):
    from flaskcheck.hosts import procfile

    def broken(source):
        raise ValueError("a defect")

    monkeypatch.setattr(procfile, "read", broken)
    report = checked({"Procfile": "web: gunicorn app:app", "app.py": APP, "requirements.txt": "flask=1\n"})
    assert [(c.rule, c.error) for c in report.crashes] == [("reader of Procfile", "ValueError: a defect")]
    assert "invalid-requirement" in {finding.rule for finding in report.findings}


def test_a_folder_deeper_than_a_path_can_be_is_listed(tmp_path):
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(MANY):
        os.mkdir("inner", dir_fd=here)
        inner = os.open("inner", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("x.py", os.O_CREAT, dir_fd=here))
    os.close(here)
    (tmp_path / "app.py").write_text(APP)
    try:
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        subprocess.run(["git", "add", "-A"], cwd=tmp_path, check=True)
        assert "app.py" in discover(str(tmp_path)).files
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "inner")], check=True)
