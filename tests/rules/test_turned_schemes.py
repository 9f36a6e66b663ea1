"""Code that makes the old scheme of PostgreSQL of the right one: the two texts of a replacement are swapped."""

from __future__ import annotations

import pytest
from checking import check, problems

CODE = "import os\n\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\n{code}\ndb = SQLAlchemy(app)\n"
REQUIREMENTS = "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.44\npsycopg2-binary==2.9.10\ngunicorn==23.0.0\n"
SET = "app.config['SQLALCHEMY_DATABASE_URI'] = "


def files(code: str, requirements: str = REQUIREMENTS) -> dict[str, str | bytes]:
    return {"app.py": CODE.format(code=code), "requirements.txt": requirements, "Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (SET + "os.environ['DATABASE_URL'].replace('postgresql://', 'postgres://', 1)", 7),
        (SET + "os.getenv('DB_URI', 'sqlite:///a.db').replace('postgresql', 'postgres')", 7),
        ("url = os.environ['PG_URL']\nif url.startswith('postgresql://'):\n    url = url.replace('postgresql://', 'postgres://')\n" + SET + "url", 10),
        (SET + "os.environ['DB_URI'].replace('postgres://', 'postgresql://', 1)", 0),
        (SET + "os.environ['DB_URI'].replace('postgresql://', 'postgresql+psycopg2://', 1)", 0),
        (SET + "os.environ['DB_URI'].replace('postgresql://', 'postgres://', 1).replace('postgres://', 'postgresql://')", 0),
        ("app.config['OTHER'] = os.environ['DB_URI'].replace('postgresql://', 'postgres://', 1)\n" + SET + "os.environ['DB_URI']", 0),
    ],
)  # fmt: skip
def test_swapped(code: str, line: int) -> None:
    found = [(at, severity) for _, at, severity in check("legacy-postgres-scheme", files(code)) if severity == "error"]
    assert found == ([(line, "error")] if line else [])


def test_sqlalchemy_took_it_until_1_4() -> None:
    code = SET + "os.environ['DB_URI'].replace('postgresql://', 'postgres://', 1)"
    old = "Flask==1.1.4\nFlask-SQLAlchemy==2.5.1\nSQLAlchemy==1.3.24\npsycopg2-binary==2.9.10\ngunicorn==20.1.0\n"
    assert check("legacy-postgres-scheme", files(code, old)) == []


def test_the_two_are_swapped_again() -> None:
    code = SET + 'os.environ["DB_URI"].replace("postgresql://", "postgres://", 1)'
    [problem] = problems("legacy-postgres-scheme", files(code))
    assert problem.fix is not None
