"""Services of one machine whose programs belong to another project, beside the one that serves the application."""

from __future__ import annotations

import pytest
from checking import check

MAIN = (
    "from flask import Flask\nfrom flask_socketio import SocketIO\napp = Flask(__name__)\nsocketio = SocketIO()\n\n\ndef main():\n    socketio.init_app(app)\n"
    "    socketio.run(app)\n\n\nif __name__ == '__main__':\n    main()\n"
)


def unit(home: str, command: str) -> str:
    return f"[Service]\nWorkingDirectory={home}\nExecStart={command}\n[Install]\nWantedBy=multi-user.target\n"


OWN = unit("/opt/shop", "/opt/shop/venv/bin/python main.py")
STRANGERS = {
    "a program": unit("/opt/camera", "/opt/camera/stream"),
    "with words": unit("/srv/relay/bin", "/srv/relay/bin/relay --port 9000 --quiet"),
    "a script": unit("/opt/cleaner", "/opt/cleaner/run.sh all"),
    "of someone's home": unit("/home/ann/watch", "/home/ann/watch/watchdog.sh"),
}
TWINS = {
    "its own script, which is missing": unit("/opt/shop", "/opt/shop/serve.sh"),
    "below its own folder": unit("/opt/shop/tools", "/opt/shop/tools/serve.sh"),
    "its own server": unit("/opt/shop", "/opt/shop/venv/bin/gunicorn main:app"),
}


def found(other: str) -> int:
    files = {"main.py": MAIN, "requirements.txt": "Flask==3.1.2\nFlask-SocketIO==5.5.1\ngunicorn==23.0.0\n"}
    units = {"etc/shop.service": OWN, "etc/other.service": other}
    return len(check("setup-under-main-guard", {**files, **units}))


@pytest.mark.parametrize("other", STRANGERS.values(), ids=STRANGERS)
def test_what_another_folder_of_the_machine_starts_imports_nothing_of_the_application(other: str) -> None:
    assert found(other) == 0


@pytest.mark.parametrize("other", TWINS.values(), ids=TWINS)
def test_what_is_started_from_the_same_folder_does(other: str) -> None:
    """Twins."""
    assert found(other) == 1
