"""What says nothing is shown, and what looks like it and may be a secret stays hidden."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.shown import Shown
from flaskcheck.ground.place import Place
from flaskcheck.known import hiding

URI = 'app.config["SQLALCHEMY_DATABASE_URI"] = '


@pytest.mark.parametrize(
    "line",
    [
        URI + "f\"sqlite:///{Path(basedir) / 'flaskr.db'}\"",
        URI + "f\"sqlite:///{Path(basedir).joinpath('shop.sqlite3')}\"",
        URI + "f'sqlite:///{os.path.join(BASE_DIR, \"data/app.db\")}'",
        URI + 'f"sqlite:///{Path(__file__).parent}/app.db"',
        URI + 'f"postgresql://{user}:{quote(password)}@{host}/shop"',
    ],
)
def test_code_in_a_formatted_text_is_shown(line: str) -> None:
    assert Shown(MemoryTree({"app.py": f"{line}\n"})).line(Place("app.py", 1)) == line


@pytest.mark.parametrize(
    "line",
    [
        URI + "f\"mysql://root:{'swordfish'}@db/shop\"",
        URI + 'f"mysql://root:swordfish{suffix(1)}@db/shop"',
        URI + "f\"mysql://root:{get('DB_PASSWORD', 'swordfish')}@db/shop\"",
        URI + '"mysql://root:{swordfish(1)}@db/shop"',
        "PASSWORD = f\"{str('swordfish')}\"",
    ],
)
def test_a_secret_in_it_stays_hidden(line: str) -> None:
    assert "swordfish" not in Shown(MemoryTree({"app.py": f"{line}\n"})).line(Place("app.py", 1))


@pytest.mark.parametrize("value", ["change_me", "changeme", "CHANGE-ME", "replace_me", "placeholder"])
def test_a_request_for_another_value_is_shown(value: str) -> None:
    shown = Shown(MemoryTree({"app.py": f'SECRET_KEY = "{value}"\n'}))
    shown.mark(Place("app.py", 1))
    assert value in shown.line(Place("app.py", 1))


@pytest.mark.parametrize("value", ["change_me1", "changemeplease", "password", "swordfish", "place.holder.x"])
def test_a_value_that_only_looks_like_one_is_not(value: str) -> None:
    shown = Shown(MemoryTree({"app.py": f'SECRET_KEY = "{value}"\n'}))
    shown.mark(Place("app.py", 1))
    assert value not in shown.line(Place("app.py", 1))


@pytest.mark.parametrize(
    "command",
    [
        'pip install "file:///src#egg=lemur[dev]"',
        "pip install -e git+https://github.com/ada/shop.git@main#egg=shop[dev,tests]",
        "apt-get install -y xmlsec1 imagemagick6 libpq-dev g++",
        "apk add --no-cache gcc7 postgresql14-client",
        "find . -name cache -exec rm {} \\;",
        '["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]',
    ],
)
def test_names_of_packages_and_signs_are_shown(command: str) -> None:
    assert hiding.shown(command) == command


@pytest.mark.parametrize(
    "command",
    [
        "apt-get install -y curl && mysql -uroot -phunter2",
        "apt-get install -y curl; echo hunter2 | passwd",
        "apk add curl --password=hunter2",
        "deploy hunter2",
        "pip install https://ada:hunter2@pypi.example.com/simple",
    ],
)
def test_what_stands_beside_them_is_not(command: str) -> None:
    assert "hunter2" not in hiding.shown(command)


def test_names_of_the_database_are_shown() -> None:
    """Revisions, tables and columns stand where names do; what else a migration holds is no name."""
    code = (
        "down_revision = '0a1b2c3d4e5f'\n"
        "batch_op.add_column(sa.Column('risk_level', sa.String(50), nullable=False))\n"
        "down_revision = 'correct-horse-battery'\n"
    )
    shown = Shown(MemoryTree({"migrations/a.py": code}))
    assert "'0a1b2c3d4e5f'" in shown.line(Place("migrations/a.py", 1))
    assert "sa.Column('risk_level'" in shown.line(Place("migrations/a.py", 2))
    assert "horse" not in shown.line(Place("migrations/a.py", 3))


@pytest.mark.parametrize(
    "line",
    [
        'return render_template("page1.html")',
        'return render_template("shop/step2/list_3.html", x=1)',
        "batch_op.create_foreign_key(None, 'users', ['lecturer_id'], ['id'])",
        "op.create_unique_constraint('uq_a', 'users', ['lecturer_id', 'mail'])",
        "sa.ForeignKeyConstraint(['lecturer_id'], ['users.id'])",
    ],
)
def test_names_of_pages_and_of_columns_are_shown(line: str) -> None:
    assert Shown(MemoryTree({"app.py": f"{line}\n"})).line(Place("app.py", 1)) == line


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ('token = "page1.html"', "page1"),
        ('return render_template("Xk9dPq2LmZ.html")', "Xk9dPq2LmZ"),
        ("batch_op.create_foreign_key(None, 'users', ['Xk9dPq2LmZ77'])", "Xk9dPq2LmZ77"),
        ("sign(key, create_index('a'), 'swordfish')", "swordfish"),
    ],
)
def test_what_stands_in_their_place_stays_hidden(line: str, secret: str) -> None:
    assert secret not in Shown(MemoryTree({"app.py": f"{line}\n"})).line(Place("app.py", 1))


@pytest.mark.parametrize(
    "line",
    ["return redirect(url_for('download_file', name=filename))", "return url_for('about_us')", "x = {'X-API-Key': 1}"],
)
def test_names_of_endpoints_and_headers_are_shown(line: str) -> None:
    assert Shown(MemoryTree({"app.py": f"{line}\n"})).line(Place("app.py", 1)) == line
