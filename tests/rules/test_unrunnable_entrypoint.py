"""Scripts without a first line: what a shell starts it reads by itself, what the system starts it cannot."""

from __future__ import annotations

import pytest

from tests.checking import check

APP = "from flask import Flask\napp = Flask(__name__)\n"
HEAD = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n"
SCRIPT = 'set -e\nexec "$@"\n'
SERVER = '["gunicorn", "-b", "0.0.0.0:8000", "app:app"]'


def told(dockerfile: str, script: str = SCRIPT, **more: str) -> list[tuple[str, int, str]]:
    files: dict[str, str | bytes] = {"app.py": APP, "Dockerfile": HEAD + dockerfile, "start.sh": script, **more}
    return check("unrunnable-entrypoint", files, modes={"start.sh": "100755"})


@pytest.mark.parametrize(
    "dockerfile",
    [
        f'ENTRYPOINT ["/app/start.sh"]\nCMD {SERVER}\n',
        f'ENTRYPOINT ["./start.sh"]\nCMD {SERVER}\n',
        'CMD ["/app/start.sh", "gunicorn", "app:app"]\n',
        f'COPY start.sh /usr/local/bin/\nENTRYPOINT ["start.sh"]\nCMD {SERVER}\n',
    ],
)
def test_the_system_cannot_start_a_script_without_a_first_line(dockerfile: str) -> None:
    assert told(dockerfile) == [("start.sh", 0, "error")]


@pytest.mark.parametrize(
    ("dockerfile", "script"),
    [
        (f'ENTRYPOINT ["/app/start.sh"]\nCMD {SERVER}\n', f"#!/bin/sh\n{SCRIPT}"),
        (f'ENTRYPOINT ["sh", "/app/start.sh"]\nCMD {SERVER}\n', SCRIPT),
        ("CMD ./start.sh gunicorn app:app\n", SCRIPT),
        ('CMD ["sh", "-c", "./start.sh gunicorn app:app"]\n', SCRIPT),
        (f'ENTRYPOINT ["tini", "--", "/app/start.sh"]\nCMD {SERVER}\n', SCRIPT),
        (f'ENTRYPOINT ["/app/start.sh"]\nCMD {SERVER}\n', ""),
    ],
)
def test_a_shell_reads_a_script_without_a_first_line(dockerfile: str, script: str) -> None:
    assert told(dockerfile, script) == []
