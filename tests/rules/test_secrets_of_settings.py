"""A secret that a setting has is one, however it came there."""

from __future__ import annotations

import pytest
from checking import FLASK, check

WEB = {"Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    "code",
    [
        'app.config["MAIL_PASSWORD"] = "kqzl hhfk pqwe mnbv"\n',
        'app.config.update(MAIL_PASSWORD="kqzl hhfk pqwe mnbv")\n',
        'code = "kqzl hhfk pqwe mnbv"\napp.config["MAIL_PASSWORD"] = code\n',
        'code = "hunter27secret"\napp.config.from_mapping(MAIL_PASSWORD=code)\n',
        'code = "hunter27secret"\nclass Live:\n    MAIL_PASSWORD = code\napp.config.from_object(Live)\n',
    ],
)
def test_a_password_of_a_setting(code: str) -> None:
    assert len(check("hard-coded-credentials", {"app.py": FLASK + code, **WEB})) == 1


@pytest.mark.parametrize(
    "code",
    [
        'import os\ncode = os.environ["CODE"]\napp.config["MAIL_PASSWORD"] = code\n',
        'code = "password"\napp.config["MAIL_PASSWORD"] = code\n',
        'code = "hunter27secret"\nclass Testing:\n    MAIL_PASSWORD = code\n',
        'app.config.update(LOGIN_PASSWORD_FIELD="password", MAIL_PASSWORD=None, SECURITY_PASSWORD_HASH="bcrypt")\n',
        'code = "hunter27secret"\nif app.testing:\n    app.config["MAIL_PASSWORD"] = code\n',
    ],
)
def test_no_password_of_production(code: str) -> None:
    assert check("hard-coded-credentials", {"app.py": FLASK + code, **WEB}) == []


@pytest.mark.parametrize(
    ("variables", "told"), [("", ["warning"]), ("    environment:\n      MAIL_CODE: ${MAIL_CODE}\n", [])]
)
def test_what_a_helper_falls_back_to(variables: str, told: list[str]) -> None:
    code = (
        "import os\n\ndef setting(name, default):\n    return os.environ.get(name, default)\n\n"
        'app.config["MAIL_PASSWORD"] = setting("MAIL_CODE", "hunter27secret")\n'
    )
    compose = f"services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 app:app\n{variables}"
    image = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n"
    found = check("hard-coded-credentials", {"app.py": FLASK + code, "compose.yaml": compose, "Dockerfile": image})
    assert [problem[2] for problem in found] == told
