"""A script that starts the development server under a test which cannot be determined, and has nothing else that serves."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD {}\n"
HEAD = f"""import os, subprocess, sys
from waitress import serve
{FLASK}

def is_ready():
    for _ in range(9):
        try:
            subprocess.check_output
            return os.stat("/mnt/ready").st_size > 0
        except OSError:
            pass
    return False

def main():
    if is_ready():
        app.run(host="0.0.0.0")

if __name__ == "__main__":
"""


def told(tail: str, command: str = "python app.py") -> list[str]:
    files: dict[str, str | bytes] = {
        "app.py": HEAD + "".join(f"    {line}\n" for line in tail.splitlines()),
        "requirements.txt": "flask\ngunicorn\nwaitress\nflask-socketio\neventlet\n",
        "Dockerfile": IMAGE.format(command),
    }
    return [severity for _, _, severity in check("development-server", files)]


@pytest.mark.parametrize(
    "tail",
    [
        'if is_ready():\n    app.run(host="0.0.0.0")\nelse:\n    print("no database")',
        "main()",
        'if os.environ.get("STAGE") == "web":\n    app.run()',
        'if len(sys.argv) > 1 and sys.argv[1] == "init":\n    print("made")\nelse:\n    app.run()',
        'while not is_ready():\n    print("waiting")\nelse:\n    app.run()',
    ],
)
def test_a_likely_development_server(tail: str) -> None:
    assert told(tail) == ["warning"]
    assert told(tail, "python -u app.py") == ["warning"]


def test_a_script_that_runs_before_it() -> None:
    tail = 'if is_ready():\n    app.run(host="0.0.0.0")'
    assert told(tail, "sh -c 'sleep 5 && python app.py init && python app.py'") == ["warning"]
    assert told(tail, "sh -c 'python app.py && gunicorn -b 0.0.0.0:80 app:app'") == []


def test_a_sure_one() -> None:
    assert told("app.run()") == ["error"]
    assert told("if not is_ready():\n    sys.exit(1)\napp.run()") == ["error"]


@pytest.mark.parametrize(
    "tail",
    [
        "if is_ready():\n    serve(app)\nelse:\n    app.run()",
        'if is_ready():\n    subprocess.run(["gunicorn", "app:app"])\nelse:\n    app.run()',
        'if is_ready():\n    os.execvp("gunicorn", ["gunicorn", "app:app"])\nelse:\n    app.run()',
        "print(is_ready())",
        "from flask_socketio import SocketIO\nsocketio = SocketIO(app)\nif is_ready():\n    socketio.run(app)",
    ],
)
def test_what_may_serve_otherwise(tail: str) -> None:
    assert told(tail) == []


def test_words_behind_the_script_may_choose() -> None:
    tail = 'if len(sys.argv) > 1 and sys.argv[1] == "work":\n    print("works")\nelse:\n    app.run()'
    assert told(tail) == ["warning"]
    assert told(tail, "python app.py work") == []
    assert told(tail, "gunicorn -b 0.0.0.0:8000 app:app") == []
