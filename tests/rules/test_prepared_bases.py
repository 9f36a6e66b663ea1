"""Images that run instructions of their own with the code of those built on them, patterns that look like addresses, accounts that each server has."""

from __future__ import annotations

import pytest
from checking import FLASK, check

CODE = FLASK + "import requests\n"
SPEC = "services:\n  web:\n    build: ./web\n    command: gunicorn -b :5000 manage:app\n    ports: ['5000:5000']\n"


@pytest.mark.parametrize("rule", ["undeclared-import", "missing-wsgi-server", "impossible-command", "unresolved-app"])
@pytest.mark.parametrize(
    "base",
    [
        "python:3.4-onbuild",
        "python:onbuild",
        "docker.io/library/python:3.6-onbuild",
        "pypy:3-onbuild",
        "acme/flask-onbuild",
    ],
)
def test_onbuild_images(base: str, rule: str) -> None:
    files: dict[str, str | bytes] = {
        "web/manage.py": CODE,
        "web/requirements.txt": "flask\nrequests\ngunicorn\n",
        "web/Dockerfile": f"FROM {base}\n",
        "docker-compose.yml": SPEC,
    }
    assert not check(rule, files)


def test_an_image_without_triggers_holds_nothing() -> None:
    files: dict[str, str | bytes] = {
        "web/manage.py": CODE,
        "web/requirements.txt": "flask\nrequests\ngunicorn\n",
        "web/Dockerfile": "FROM python:3.12\nWORKDIR /usr/src/app\n",
        "docker-compose.yml": SPEC,
    }
    assert check("missing-wsgi-server", files)


def test_what_an_onbuild_image_installs_is_all_there_is() -> None:
    files: dict[str, str | bytes] = {
        "web/manage.py": CODE,
        "web/requirements.txt": "flask==3.0.0\ngunicorn==23.0.0\n",
        "web/Dockerfile": "FROM python:3.6-onbuild\n",
        "docker-compose.yml": SPEC,
    }
    assert check("undeclared-import", files) == [("web/manage.py", 3, "error")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('re.compile(r"mysql://(.+?)(?::(.+?))?@(.+?):(\\d+)")', 0),
        ('re.compile(r"^amqp://([^:]+):([^@]+)@(.*)$")', 0),
        ('re.match(r"(?P<scheme>[a-z]+)://(?P<user>.*):(?P<password>.*)@(?P<host>.*)", url)', 0),
        ('"amqp://guest:guest@%(HOST)s:5672/" % os.environ', 0),
        ('f"amqp://guest:guest@{host}:5672/"', 0),
        ('"postgresql://postgres:postgres@{}/shop".format(host)', 0),
        ('"amqp://guest:guest@rabbit:5672/"', 0),
        ('"amqp://guest:guest@mq.acme.io:5672/"', 1),
        ('f"amqp://guest:h7Gs92kLq@{host}:5672/"', 1),
        ('"postgresql://shop:h7Gs92kLq@db.acme.io/shop"', 1),
    ],
)
def test_patterns_and_accounts_that_each_server_has(text: str, found: int) -> None:
    code = f"import os, re\n{FLASK}host = os.environ['HOST']\nurl = ''\nADDRESS = {text}\n"
    files: dict[str, str | bytes] = {
        "app.py": code,
        "requirements.txt": "flask\ngunicorn\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("hard-coded-credentials", files)) == found


@pytest.mark.parametrize(
    ("python", "severities"),
    [("3.6.12", []), ("3.8.20", []), ("3.9.21", ["error"]), ("3.12.1", ["error"]), ("", ["error"])],
)
def test_an_egg_fragment_with_a_version(python: str, severities: list[str]) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "requirements.txt": "flask\ngit+https://github.com/acme/shop.git@1.0#egg=shop==1.0\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    if python:
        files[".python-version"] = f"{python}\n"
    assert [severity for _, _, severity in check("invalid-requirement", files)] == severities


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("yourauthservicepassword", "placeholder-value"),
        ("yoursecret", "placeholder-value"),
        ("yourmailpasswd", "placeholder-value"),
        ("yourTwitterApikey", "placeholder-value"),
        ("yonder7Gs92kLq", "plain-secret"),
    ],
)
def test_words_run_together(value: str, rule: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": f"{FLASK}import os\nPASSWORD = os.environ['SMTP_PASSWORD']\n",
        "requirements.txt": "flask\ngunicorn\n",
        "manifest.yml": f"applications:\n- name: shop\n  command: gunicorn app:app\n  env:\n    SMTP_PASSWORD: {value}\n",
    }
    assert [bool(check(name, files)) for name in ("placeholder-value", "plain-secret")] == [
        rule == "placeholder-value",
        rule == "plain-secret",
    ]
