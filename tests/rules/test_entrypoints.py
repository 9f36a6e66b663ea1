"""What a command that a host gives becomes under the ENTRYPOINT of an image: its arguments, or all that runs."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

START = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n"


def files(dockerfile: str, **others: str) -> dict[str, str | bytes]:
    return {
        "app.py": FLASK,
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
        "Dockerfile": START + dockerfile,
        **others,
    }


def compose(*lines: str) -> dict[str, str]:
    return {"compose.yaml": "services:\n  web:\n    build: .\n" + "".join(f"    {line}\n" for line in lines)}


def fly(text: str) -> dict[str, str]:
    return {"fly.toml": 'app = "x"\n' + text}


def programs(found: dict[str, str | bytes], *phases: str) -> list[str]:
    """What the one deployment runs in some phases, with its arguments."""
    (deployment,) = Project(MemoryTree(found)).deployments
    return [" ".join((i.program, *i.arguments)) for i in deployment.commands.programs(*phases)]


@pytest.mark.parametrize(
    ("dockerfile", "others", "phase", "run"),
    [
        (
            'ENTRYPOINT ["gunicorn", "app:app"]\n',
            compose("command: -b 0.0.0.0:80"),
            "start",
            ["gunicorn app:app -b 0.0.0.0:80"],
        ),
        (
            'ENTRYPOINT ["gunicorn"]\nCMD ["x:y"]\n',
            compose('command: ["-w", "2", "app:app"]'),
            "start",
            ["gunicorn -w 2 app:app"],
        ),
        ('ENTRYPOINT ["gunicorn", "app:app"]\n', compose("command: []"), "start", ["gunicorn app:app"]),
        ("ENTRYPOINT gunicorn app:app\n", compose("command: flask run"), "start", ["gunicorn app:app"]),
        ('ENTRYPOINT ["tini", "--"]\n', fly('[processes]\nweb = "gunicorn app:app"\n'), "start", ["gunicorn app:app"]),
        (
            'ENTRYPOINT ["gunicorn"]\n',
            fly("[processes]\nweb = \"app:app -n 'my app'\"\n"),
            "start",
            ["gunicorn app:app -n my app"],
        ),
        (
            'ENTRYPOINT ["python"]\nCMD ["app.py"]\n',
            fly('[deploy]\nrelease_command = "seed.py"\n'),
            "release",
            ["python seed.py"],
        ),
        (
            'ENTRYPOINT ["gunicorn"]\n',
            fly('[experimental]\ncmd = ["-w", "2", "app:app"]\n'),
            "start",
            ["gunicorn -w 2 app:app"],
        ),
        (
            'ENTRYPOINT ["sh", "run.sh"]\n',
            {
                **compose("command: serve app:app"),
                "run.sh": 'kind=$1; shift\n[ $kind = serve ] && exec gunicorn "$@"\n',
            },
            "start",
            ["sh run.sh serve app:app", "gunicorn app:app"],
        ),
    ],
)
def test_a_command_becomes_arguments(dockerfile: str, others: dict[str, str], phase: str, run: list[str]) -> None:
    assert programs(files(dockerfile, **others), phase) == run


@pytest.mark.parametrize(
    "others",
    [
        compose("entrypoint: gunicorn", "command: app:app"),
        compose('entrypoint: ""', "command: gunicorn app:app"),
        {"railway.toml": '[build]\nbuilder = "DOCKERFILE"\n[deploy]\nstartCommand = "gunicorn app:app"\n'},
        {"render.yaml": "services:\n- type: web\n  runtime: docker\n  dockerCommand: gunicorn app:app\n"},
        fly('[processes]\nweb = "gunicorn app:app"\n[experimental]\nentrypoint = ["tini"]\n'),
    ],
)
def test_a_command_may_replace_the_entrypoint(others: dict[str, str]) -> None:
    with_entrypoint = files('ENTRYPOINT ["python", "-m", "flask"]\n', **others)
    assert programs(with_entrypoint, "start") == programs(files("", **others), "start") == ["gunicorn app:app"]


SCRIPT = '#!/bin/sh\nexport FLASK_DEBUG=1\nexec "$@"\n'


@pytest.mark.parametrize(
    ("others", "found"),
    [
        (fly('[processes]\nweb = "gunicorn -b 0.0.0.0:8080 app:app"\n'), ["boot/up"]),
        (compose("command: [gunicorn, 'app:app']"), ["boot/up"]),
        (compose("command: [gunicorn, 'app:app']", "entrypoint: []"), []),
    ],
)
def test_what_the_entrypoint_exports_holds(others: dict[str, str], found: list[str]) -> None:
    told = check("debug-environment", files('ENTRYPOINT ["/app/boot/up"]\n', **others, **{"boot/up": SCRIPT}))
    assert [path for path, _, _ in told] == found
