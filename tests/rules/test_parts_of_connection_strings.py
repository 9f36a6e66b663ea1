"""Passwords in connection strings, and those of accounts that the application makes."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import engine, registry
from flaskcheck.findings.config import Config

PROCFILE = {"Procfile": "web: gunicorn app:app\n"}


def _found(body: str, **files: str) -> list[tuple[str, int, str]]:
    more = {f"{name}.py": text for name, text in files.items()}
    return check("hard-coded-credentials", {"app.py": FLASK + body, **more, **PROCFILE})


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Driver={ODBC Driver 18 for SQL Server};Server=db.shop.example;Uid=shop;Pwd=Tr0ub4dor-9;", "11 characters"),
        ("AccountName=shopfiles;AccountKey=q8Zt3Vw1Xy5Lm7Np2Rs4Kd6Hf9Jb0Gc==;EndpointSuffix=shop.example", "33 characters"),
        ("Server=db.shop.example; Database=shop; User Id=shop; Password=Tr0ub4dor-9", "11 characters"),
        ("DRIVER={0};SERVER={1};DATABASE={2}", ""),
        ("Server=db.shop.example;Database=shop;Trusted_Connection=yes", ""),
        ("Server=db.shop.example;Uid=shop;Pwd={password}", ""),
    ],
)  # fmt: skip
def test_a_connection_string_is_secret_for_its_password_alone(text: str, secret: str) -> None:
    found = problems("hard-coded-credentials", {"app.py": f"{FLASK}CONNECTION_STRING = '{text}'\n", **PROCFILE})
    assert [secret in each.message for each in found] == ([True] if secret else [])


def test_one_that_is_put_together_without_a_password() -> None:
    assert _found("CONNECTION_STRING = 'DRIVER={0};SERVER=' + '{1}' + ';DATABASE=' + '{2}'\n") == []


PEOPLE = "PEOPLE = [{'name': 'Ada', 'password': 'Ada-1815!x'}]\n"
MODEL = (
    "from werkzeug.security import generate_password_hash\n"
    "class Person:\n    def set_password(self, password):\n        self.hashed = generate_password_hash(password)\n"
)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (MODEL + PEOPLE + "def fill():\n    for row in PEOPLE:\n        Person().set_password(row['password'])\n", 0),
        (MODEL + PEOPLE + "def fill():\n    for row in PEOPLE:\n        Person().set_password(row.get('password'))\n", 0),
        (MODEL + PEOPLE + "def fill():\n    return [generate_password_hash(r['password']) for r in PEOPLE]\n", 0),
        (MODEL + PEOPLE + "def fill(mail):\n    for row in PEOPLE:\n        mail.login(row['name'], row['password'])\n", 1),
        (PEOPLE, 1),
    ],
)  # fmt: skip
def test_passwords_of_accounts_that_the_application_makes(body: str, found: int) -> None:
    assert len(_found(body)) == found


COMPOSE = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n    environment: {DATABASE_URL: 'postgresql://shop:x@db/shop'}\n  db:\n    image: postgres:17\n"


def test_a_driver_that_two_deployments_lack_is_one_mistake() -> None:
    """One declares its address, the other may be given one."""
    code = "import os\nfrom flask_sqlalchemy import SQLAlchemy\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\ndb = SQLAlchemy(app)\n"
    files: dict[str, str | bytes] = {
        "app.py": FLASK + code,
        "requirements.txt": "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.44\ngunicorn==23.0.0\n",
        "compose.yaml": COMPOSE,
        "Dockerfile": 'FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "-b", "0.0.0.0", "app:app"]\n',
        **PROCFILE,
    }
    report = engine.check(MemoryTree(files), registry.load(["missing-database-driver"]), Config())
    assert [(finding.place.path, finding.severity) for finding in report.findings] == [("requirements.txt", "error")]


READS = "import os\nfrom dotenv import load_dotenv\nload_dotenv()\nfrom flask_sqlalchemy import SQLAlchemy\napp.config['SQLALCHEMY_DATABASE_URI'] = os.getenv('SHOP_DB', 'sqlite:///shop.db')\ndb = SQLAlchemy(app)\n"


@pytest.mark.parametrize(
    ("text", "ignored", "found"),
    [
        ("SHOP_DB=postgresql+psycopg2://shop:x@localhost/shop\n", (), ["warning"]),
        ("SHOP_DB=mysql://shop:x@localhost/shop\n", (), ["warning"]),
        ("SHOP_DB=sqlite:///shop.db\n", (), []),
        ("OTHER_DB=postgresql+psycopg2://shop:x@localhost/shop\n", (), []),
        ("SHOP_DB=mysql://shop:x@localhost/shop\n", (".env",), []),
    ],
)
def test_a_developers_env_file_in_git_shows_what_the_address_will_look_like(
    text: str, ignored: tuple[str, ...], found: list[str]
) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK + READS,
        ".env": text,
        "requirements.txt": "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.44\ngunicorn==23.0.0\npython-dotenv==1.2.1\n",
        "render.yaml": "services:\n  - type: web\n    name: shop\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n    disk: {name: data, mountPath: /data}\n",
    }
    assert [each[2] for each in check("missing-database-driver", files, ignored=ignored)] == found


QUERY = "@app.get('/')\ndef home():\n    return str(connection())\n"
STRING = "host=db.shop.example user=shop dbname=shop password=Tr0ub4dor-9 sslmode=require"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"import psycopg2\ndef connection():\n    return psycopg2.connect('{STRING}')\n{QUERY}", 5),
        ("import psycopg2\nclass Shop:\n    __host = 'db.shop.example'\n    __key = 'Tr0ub4dor-9'\n    @staticmethod\n    def connection():\n        return psycopg2.connect(f'host={Shop.__host} user=shop password={Shop.__key}')\nconnection = Shop.connection\n" + QUERY, 6),
        ("from psycopg import connect\nWORD = 'Tr0ub4dor-9'\ndef connection():\n    return connect(\"host=db.shop.example user=shop password='%s'\" % WORD)\n" + QUERY, 4),
        ("import psycopg2\nPARTS = ['host=db.shop.example', 'user=shop', 'password=Tr0ub4dor-9']\nconnection = lambda: psycopg2.connect(' '.join(PARTS))\nconnection()\n" + QUERY, 5),
        ("from psycopg_pool import ConnectionPool\npool = ConnectionPool('" + STRING + "')\ndef connection():\n    return pool\n" + QUERY, 4),
    ],
)  # fmt: skip
def test_keywords_of_libpq_that_are_put_together(body: str, line: int) -> None:
    assert check("hard-coded-credentials", {"app.py": FLASK + body, **PROCFILE}) == [("app.py", line, "error")]


@pytest.mark.parametrize(
    "string",
    [
        "'" + STRING.replace("db.shop.example", "localhost") + "'",
        "'" + STRING.replace("db.shop.example", "127.0.0.1") + "'",
        "'" + STRING.replace("db.shop.example", "db") + "'",
        "'" + STRING.replace("Tr0ub4dor-9", "your-password") + "'",
        "'" + STRING.replace(" password=Tr0ub4dor-9", "") + "'",
        "f\"" + STRING.replace("Tr0ub4dor-9", "{os.environ['PGPASSWORD']}") + "\"",
        "'" + STRING.replace("password=Tr0ub4dor-9", "passwordless=Tr0ub4dor-9") + "'",
    ],
)  # fmt: skip
def test_keywords_of_libpq_that_give_nothing_away(string: str) -> None:
    body = f"import os\nimport psycopg2\ndef connection():\n    return psycopg2.connect({string})\n{QUERY}"
    assert check("hard-coded-credentials", {"app.py": FLASK + body, **PROCFILE}) == []
