"""Values that have a name of their own: in migrations, for hashes, for addresses."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom werkzeug.security import generate_password_hash\napp = Flask(__name__)\n"
URI = "app.config['SQLALCHEMY_DATABASE_URI'] = {}\ndb = SQLAlchemy(app)\n"
POSTGRES = "'postgresql+psycopg2://shop@db/' + os.environ['NAME']"
USER = "class User(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    password = db.Column(db.String(128))\n"
REVISION = "from alembic import op\nimport sqlalchemy as sa\nrevision = {!r}\ndown_revision = {!r}\ndef upgrade():\n{}"
FIRST = REVISION.format(
    "aaaa1111",
    None,
    "    op.create_table('user', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(9)))\n",
)
BASE: dict[str, str | bytes] = {
    "requirements.txt": "flask\nflask-sqlalchemy\ngunicorn\npsycopg2-binary\n",
    "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
    "migrations/env.py": "from alembic import context\n",
    "migrations/versions/1.py": FIRST,
}


def migrated(rule: str, body: str, uri: str = POSTGRES, code: str = "") -> list[str]:
    second = REVISION.format("bbbb2222", "aaaa1111", body)
    files = {**BASE, "app.py": HEAD + URI.format(uri) + code, "migrations/versions/2.py": second}
    return [severity for *_, severity in check(rule, files)]


@pytest.mark.parametrize(
    ("rule", "body", "found"),
    [
        ("not-null-without-default", "    c = sa.Column('age', sa.Integer(), nullable=False)\n    op.add_column('user', c)\n", ["warning"]),
        ("not-null-without-default", "    c = sa.Column('age', sa.Integer())\n    op.add_column('user', c)\n", []),
        ("not-null-without-default", "    c = sa.Column('a', sa.Integer(), nullable=False)\n    c = sa.Column('a', sa.Integer())\n    op.add_column('user', c)\n", []),
        ("not-null-without-default", "    op.alter_column('user', 'name', nullable=False)\n", ["info"]),
        ("not-null-without-default", "    op.execute(\"UPDATE user SET name = ''\")\n    op.alter_column('user', 'name', nullable=False)\n", []),
        ("not-null-without-default", "    op.alter_column('user', 'name', nullable=True)\n", []),
        ("enum-without-type", "    kind = sa.Enum('a', name='kind')\n    op.add_column('user', sa.Column('k', kind))\n", ["error"]),
        ("enum-without-type", "    kind = sa.Enum('a', name='kind')\n    kind.create(op.get_bind())\n    op.add_column('user', sa.Column('k', kind))\n", []),
        ("sqlite-only-migration", "    op.get_bind().execute(sa.text('PRAGMA foreign_keys=OFF'))\n", ["error"]),
        ("sqlite-only-migration", "    conn = op.get_bind()\n    conn.execute(sa.text('PRAGMA foreign_keys=OFF'))\n", ["error"]),
        ("sqlite-only-migration", "    SQL = 'PRAGMA foreign_keys=OFF'\n    op.execute(SQL)\n", ["error"]),
        ("sqlite-only-migration", "    conn = other()\n    conn.execute(sa.text('PRAGMA foreign_keys=OFF'))\n", []),
    ],
)  # fmt: skip
def test_migrations(rule: str, body: str, found: list[str]) -> None:
    assert migrated(rule, body) == found


BATCH = (
    "    with op.batch_alter_table('user') as batch_op:\n        batch_op.create_unique_constraint(None, ['name'])\n"
)


@pytest.mark.parametrize(
    ("body", "uri", "code", "found"),
    [
        (BATCH, "'sqlite:////data/shop.db'", "", ["error"]),
        (BATCH.replace("unique_constraint(None, ['name'])", "foreign_key(None, 'pet', ['a'], ['id'])"), "'sqlite:////data/shop.db'", "", ["error"]),
        (BATCH, POSTGRES, "", []),
        (BATCH, "'sqlite:////data/shop.db'", "naming_convention = {}\n", []),
        (BATCH.replace("None", "'uq_name'"), "'sqlite:////data/shop.db'", "", []),
        (BATCH, "os.environ['DATABASE_URL']", "", []),
    ],
)  # fmt: skip
def test_a_constraint_that_is_copied(body: str, uri: str, code: str, found: list[str]) -> None:
    assert migrated("unnamed-constraint", body, uri, code) == found


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("    hashed = generate_password_hash('x')\n    db.session.add(User(password=hashed))\n", 1),
        ("    hashed = generate_password_hash('x')\n    user = User()\n    user.password = hashed\n", 1),
        ("    hashed = generate_password_hash('x')\n    hashed = hashed[:60]\n    db.session.add(User(password=hashed))\n", 0),
        ("    hashed = other('x')\n    db.session.add(User(password=hashed))\n", 0),
    ],
)  # fmt: skip
def test_hashes(page: str, found: int) -> None:
    code = HEAD + URI.format(POSTGRES) + USER + f"@app.post('/')\ndef page():\n{page}    return ''\n"
    assert len(check("password-column-too-short", {**BASE, "app.py": code})) == found


@pytest.mark.parametrize(
    ("method", "found"),
    [("METHOD", 1), ("'md' + '5'", 1), ("'scrypt'", 0), ("OTHER", 0), ("KEPT", 0)],
)
def test_methods(method: str, found: int) -> None:
    names = "METHOD = 'sha256'\nKEPT = 'pbkdf2:sha256'\nOTHER = os.environ['M']\n"
    code = HEAD + names + f"@app.post('/')\ndef page():\n    return generate_password_hash('x', method={method})\n"
    assert len(check("removed-hash-method", {**BASE, "app.py": code})) == found


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("flask db stamp head", ["error"]),
        ("flask db stamp head && flask db upgrade", ["error"]),
        ("alembic stamp head", ["error"]),
        ("test -f first || flask db stamp head", []),
        ("flask db stamp aaaa1111", []),
        ("flask db upgrade", []),
    ],
)
def test_stamps(command: str, found: list[str]) -> None:
    files = {**BASE, "app.py": HEAD + URI.format(POSTGRES), "Procfile": f"release: {command}\nweb: gunicorn app:app\n"}
    assert [severity for *_, severity in check("autogenerate-on-deploy", files)] == found


PLAIN = "from sqlalchemy import URL, create_engine\n"


@pytest.mark.parametrize(
    ("rule", "code", "found"),
    [
        ("sqlite-in-production", PLAIN + URI.format("URL.create('sqlite', database='shop.db')"), 1),
        ("sqlite-in-production", PLAIN + URI.format("URL.create(drivername='sqlite', database='shop.db')"), 1),
        ("sqlite-in-production", PLAIN + URI.format("URL.create('postgresql', host='db', database='shop')"), 0),
        ("sqlite-in-production", PLAIN + URI.format("URL.create(os.environ['DIALECT'], database='shop.db')"), 0),
        ("sqlite-in-production", "from pony.orm import Database\nstore = Database('sqlite', 'shop.db')\n", 1),
        ("sqlite-in-production", "from pony.orm import Database\nstore = Database()\nstore.bind(provider='sqlite', filename='shop.db')\n", 1),
        ("sqlite-in-production", "from pony.orm import Database\nstore = Database()\nstore.bind(provider='postgres', host='db')\n", 0),
        ("missing-database-driver", PLAIN + URI.format("URL.create('mysql+pymysql', 'u', 'p', 'db.example.com', 3306, 'shop')"), 1),
        ("sqlite-fallback", "url = os.environ.get('DATABASE_URL')\n" + URI.format("url if url else 'sqlite:///x.db'"), 1),
        ("sqlite-fallback", "url = os.environ.get('DATABASE_URL')\n" + URI.format("'sqlite:///x.db' if url is None else url"), 1),
        ("sqlite-fallback", "url = os.environ.get('DATABASE_URL')\n" + URI.format("'sqlite:///x.db' if not url else url"), 1),
        ("sqlite-fallback", "url = os.environ.get('DATABASE_URL')\n" + URI.format("url if url else 'postgresql://a@b.example.com/c'"), 0),
        ("hard-coded-secret-key", "app.secret_key = 'hunter2-abc-def'.encode()\n", 1),
        ("hard-coded-secret-key", "app.secret_key = os.environ['KEY'].encode()\n", 0),
    ],
)  # fmt: skip
def test_addresses_and_keys(rule: str, code: str, found: int) -> None:
    files = {**BASE, "Procfile": "web: gunicorn app:app\n", "app.py": HEAD + code}
    assert len(check(rule, files)) == found


OWN = "from flask import g\nimport sqlite3\ndef store():\n{}@app.post('/')\ndef page():\n    store().execute('INSERT INTO a VALUES (1)')\n    store().commit()\n    return ''\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("    if 'db' not in g:\n        g.db = sqlite3.connect('shop.db')\n    return g.db\n", 1),
        ("    if not hasattr(g, 'db'):\n        g.db = sqlite3.connect('shop.db')\n    return g.db\n", 1),
        ("    db = getattr(g, '_db', None)\n    if db is None:\n        db = g._db = sqlite3.connect('shop.db')\n    return db\n", 1),
        ("    if os.environ.get('LOCAL') == '1':\n        return sqlite3.connect('shop.db')\n    return other()\n", 0),
    ],
)  # fmt: skip
def test_a_connection_that_a_request_keeps(body: str, found: int) -> None:
    files = {**BASE, "Procfile": "web: gunicorn app:app\n", "app.py": HEAD + OWN.format(body)}
    assert len(check("sqlite-in-production", files)) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("engine = create_engine(os.environ['DATABASE_URL'])\n", 1),
        ("def make():\n    return create_engine(os.environ['DATABASE_URL'])\nengine = make()\n", 1),
        ("engine = create_engine(os.environ['DATABASE_URL'].replace('postgres://', 'postgresql://', 1))\n", 0),
        ("url = os.environ['DATABASE_URL']\nif url.startswith('postgres://'):\n    url = url.replace('postgres://', 'postgresql://', 1)\nengine = create_engine(url)\n", 0),
        ("engine = create_engine('postgres://u@db.example.com/shop')\n", 1),
    ],
)  # fmt: skip
def test_engines(code: str, found: int) -> None:
    files = {**BASE, "Procfile": "web: gunicorn app:app\n", "app.json": '{"addons": ["heroku-postgresql"]}'}
    assert len(check("legacy-postgres-scheme", {**files, "app.py": HEAD + PLAIN + code})) == found
