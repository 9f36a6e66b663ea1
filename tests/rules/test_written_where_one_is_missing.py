"""Settings that start-up writes only where a variable is missing, and URLs that code rewrites."""

from __future__ import annotations

import pytest
from checking import check, problems

HEAD = "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\n"
NEEDS = "flask==3.1.0\nflask-sqlalchemy==3.1.1\nSQLAlchemy==2.0.40\ngunicorn==23.0.0\npsycopg2-binary==2.9.10\n"


def files(code: str, needs: str = NEEDS) -> dict[str, str | bytes]:
    text = f"{HEAD}{code}\ndb = SQLAlchemy(app)\n"
    return {"app.py": text, "requirements.txt": needs, "Procfile": "web: gunicorn app:app\n"}


def either(test: str, first: str, second: str) -> str:
    return f"url = os.environ.get('DB_URL')\nif {test}:\n    {first}\nelse:\n    {second}\n"


OURS, SPARE = "app.config['SQLALCHEMY_DATABASE_URI'] = url", "app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///a.db'"


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (either("url", OURS, SPARE), True),
        (either("not url", SPARE, OURS), True),
        (either("url is None", SPARE, OURS), True),
        (either("url and url.startswith('postgresql://')", OURS, SPARE), True),
        (either("'DB_URL' in os.environ", OURS, SPARE), True),
        (f"def set_up(app):\n    url = os.getenv('DB_URL')\n    if url:\n        {OURS}\n    else:\n        {SPARE}\nset_up(app)", True),
        (either("url", OURS, "raise RuntimeError('DB_URL')"), False),
        (either("os.environ.get('FLASK_ENV') == 'development'", SPARE, OURS), False),
        (either("url == 'memory'", SPARE, OURS), False),
    ],
)  # fmt: skip
def test_a_database_that_is_chosen_where_a_variable_is_missing(code: str, is_told: bool) -> None:
    assert [severity for *_, severity in check("sqlite-fallback", files(code))] == ["warning"] * is_told


@pytest.mark.parametrize(
    ("test", "is_told"),
    [("os.environ.get('KEY')", True), ("'KEY' in os.environ", True), ("not os.environ.get('NO_KEY')", False), ("app.testing", False)],
)  # fmt: skip
def test_a_key_that_is_written_where_a_variable_is_missing(test: str, is_told: bool) -> None:
    code = f"if {test}:\n    app.secret_key = os.environ['KEY']\nelse:\n    app.secret_key = 'pa55-it-on'\n"
    assert bool(check("fallback-secret-key", files(code))) is is_told
    assert not is_told or not check("hard-coded-secret-key", files(code))


REWRITTEN = "url = os.environ.get('DB_URL')\nif url:\n    {0}\n    app.config['SQLALCHEMY_DATABASE_URI'] = url\n"
PSYCOPG = "url = url.replace('postgresql://', 'postgresql+psycopg://', 1)"


@pytest.mark.parametrize(
    ("line", "needs", "is_told"),
    [
        (PSYCOPG, "", True),
        (f"if url.startswith('postgresql://'):\n        {PSYCOPG}", "", True),
        ("url = url.replace('mysql://', 'mysql+pymysql://')", "", True),
        ("url = 'postgresql+asyncpg' + url[url.index(':'):]", "", False),
        (PSYCOPG, "psycopg[binary]==3.2.9\n", False),
        ("url = url.replace('postgres://', 'postgresql://', 1)", "", False),
        ("url = url.replace('postgresql://', 'postgresql+psycopg2://', 1)", "", False),
        ("url = url.replace('mysql://', 'mysql+pymysql://')", "PyMySQL==1.1.1\n", False),
    ],
)
def test_a_driver_that_code_writes_into_the_url(line: str, needs: str, is_told: bool) -> None:
    found = check("missing-database-driver", files(REWRITTEN.format(line), NEEDS + needs))
    assert [severity for *_, severity in found] == ["warning"] * is_told


@pytest.mark.parametrize("sqlalchemy", ["2.0.40", "2.1.0"])
def test_who_writes_the_driver_is_not_told_to_write_it(sqlalchemy: str) -> None:
    needs = NEEDS.replace("2.0.40", sqlalchemy)
    [found] = problems("missing-database-driver", files(REWRITTEN.format(PSYCOPG), needs))
    assert "psycopg2" not in found.message
    assert found.help.startswith("Add psycopg")
    assert "SQLAlchemy<" not in found.help
