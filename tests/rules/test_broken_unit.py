"""Units that systemd refuses or misreads, and look-alikes."""

from __future__ import annotations

import pytest
from checking import FLASK, check

START = "ExecStart=/srv/shop/venv/bin/gunicorn app:app\n"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("environment=A=b\n", [3]),
        ("workingdirectory=/srv\n", [3]),
        ("Enviroment=A=b\n", [3]),
        ("EnviromentFile=/etc/shop.env\n", [3]),
        ("WorkingDirectory=srv/shop\n", [3]),
        ('WorkingDirectory="/srv/shop"\n', [3]),
        ("WorkingDirectory=~/shop\n", [3]),
        ("EnvironmentFile=.env\n", [3]),
        ("Environment=TITLE=My shop\n", [3]),
        ("ExecStartPre=source venv/bin/activate\n", [3]),
        ("ExecStartPre=venv/bin/flask db upgrade\n", [3]),
        ("ExecStartPre=/usr/bin/flask db upgrade && echo done\n", [3]),
        ("Environment=A=b\nEnvironment='C=d e' F=g\n", []),
        ("WorkingDirectory=%h/shop\n", []),
        ("WorkingDirectory=~\n", []),
        ("WorkingDirectory=<your folder>\n", []),
        ("EnvironmentFile=-/etc/shop.env\n", []),
        ("ExecStartPre=-/bin/bash -c 'cd /srv && ls'\n", []),
        ("ExecStartPre=flask db upgrade\n", []),
        ("LimitNOFILE=4096\nStandardOutput=journal\nEnvironmentFile=\n", []),
        ("X-Environment=A\n", []),
        ("[Unit]\nenvironment=A=b\n", []),
    ],
)
def test_lines(lines: str, found: list[int]) -> None:
    unit = f"[Service]\n{START}{lines}"
    assert [line for _, line, _ in check("broken-unit", {"app.py": FLASK, "deploy/shop.service": unit})] == found


def test_a_template_is_left_alone() -> None:
    unit = f"[Service]\n{START}environment=A={{{{ a }}}}\n"
    assert check("broken-unit", {"app.py": FLASK, "deploy/shop.service": unit}) == []
