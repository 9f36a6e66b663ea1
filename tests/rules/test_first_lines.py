"""The first line of a script says what reads it, through ``env`` and its options too."""

from __future__ import annotations

import pytest
from checking import FLASK, check

DOCKERFILE = 'FROM python:3.13-alpine\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["./start.sh"]\n'


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("#!/bin/bash", ["error"]),
        ("#! /bin/bash -eu", ["error"]),
        ("#!/usr/bin/env bash", ["error"]),
        ("#!/bin/env bash", ["error"]),
        ("#!/usr/bin/env -S bash -e", ["error"]),
        ("#!/usr/bin/env -S LC_ALL=C bash -e", ["error"]),
        ("#!/bin/sh", []),
        ("#!/usr/bin/env sh", []),
        ("#!/usr/bin/env -S sh -e", []),
        ("#!/bin/env sh", []),
        ("#!/usr/bin/env", []),
        ("#!", []),
        ("", []),
    ],
)
def test_shells(first: str, found: list[str]) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "Dockerfile": DOCKERFILE,
        "start.sh": f"{first}\nexec gunicorn app:app --bind 0.0.0.0:8000\n",
    }
    assert [s for _, _, s in check("command-not-installed", files, modes={"start.sh": "100755"})] == found


SEED = "from app import db, Lamp\ndb.session.add(Lamp())\n"
APP = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nclass Lamp(db.Model):\n    pass\n"


@pytest.mark.parametrize("folder", ["", "shop/", "services/shop/"])
def test_what_runs_once_is_no_seed_of_every_deploy(folder: str) -> None:
    files: dict[str, str | bytes] = {
        f"{folder}app.py": APP,
        f"{folder}seed.py": SEED,
        f"{folder}Procfile": "web: gunicorn app:app\n",
        f"{folder}app.json": '{"name": "lamps", "scripts": {"postdeploy": "python seed.py"}}',
    }
    assert check("seed-on-every-start", files) == []
    again = {**files, f"{folder}Procfile": "release: python seed.py\nweb: gunicorn app:app\n"}
    assert [s for _, _, s in check("seed-on-every-start", again)] == ["warning"]
