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
        ("WorkingDirectory=__HOME_OF_SHOP__\n", []),
        ("WorkingDirectory=@prefix@/shop\n", []),
        ("EnvironmentFile=-__CONFIG__/shop.env\n", []),
        ("ExecStartPre=@bindir@/flask db upgrade\n", []),
        ("ExecStartPre=-__VENV__/bin/flask db upgrade\n", []),
        ("WorkingDirectory=__pycache__/shop\n", [3]),
        ("ExecStartPre=@venv/bin/flask db upgrade\n", [3]),
    ],
)
def test_lines(lines: str, found: list[int]) -> None:
    unit = f"[Service]\n{START}{lines}"
    assert [line for _, line, _ in check("broken-unit", {"app.py": FLASK, "deploy/shop.service": unit})] == found


def test_a_template_is_left_alone() -> None:
    unit = f"[Service]\n{START}environment=A={{{{ a }}}}\n"
    assert check("broken-unit", {"app.py": FLASK, "deploy/shop.service": unit}) == []


FILLED = {"app.py": FLASK, "deploy/shop.service": "[Service]\nExecStart=PLACE/bin/gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("script", "count"),
    [
        ("sed s,PLACE,/srv/shop, deploy/shop.service > /etc/systemd/system/shop.service\n", 0),
        (
            "sed -e s,PLACE,/srv/shop, \\\n    -e s,USER,me, \\\n    deploy/shop.service | sudo tee /etc/systemd/system/shop.service\n",
            0,
        ),
        ("sed -i s,PLACE,/srv/shop, deploy/shop.service\n", 0),
        ("sed s,a,b, other.txt > /tmp/other\ncp deploy/shop.service /etc/systemd/system/\n", 1),
        ("sed -n 1,3p deploy/shop.service\n", 1),
        ("sed s,a,b, deploy/shop.service 2>/dev/null\n", 1),
    ],
)
def test_units_that_a_script_fills_in(script: str, count: int) -> None:
    """Only what is written elsewhere, or in place, is filled in; a script that prints or copies the unit changes nothing."""
    assert len(check("broken-unit", {**FILLED, "install.sh": f"#!/bin/sh\n{script}"})) == count
