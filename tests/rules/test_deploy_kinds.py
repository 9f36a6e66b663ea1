"""Variables that no shell expands, migrations written by a deployment, virtual environments in git, hash methods, several package managers."""

from __future__ import annotations

import pytest
from checking import FLASK, check

PROJECT = {"app.py": FLASK, "requirements.txt": "flask==3.1.3\ngunicorn==23.0.0\nflask-migrate\n"}
IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"


@pytest.mark.parametrize(
    ("command", "severities"),
    [
        ('CMD ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"]', ["error"]),
        ('CMD ["gunicorn", "--bind=0.0.0.0:${PORT:-8000}", "app:app"]', ["error"]),
        ('ENTRYPOINT ["gunicorn"]\nCMD ["-w", "$WORKERS", "app:app"]', ["error"]),
        ('CMD ["gunicorn", "--access-logfile", "$LOG", "app:app"]', ["warning"]),
        ('CMD ["gunicorn", "-p", "$PIDFILE", "app:app"]', ["warning"]),  # a file of that name
        ('CMD ["python", "app.py", "-p", "$PORT"]', ["warning"]),
        ('CMD ["python", "-c", "print(\'$HOME\')"]', []),
        ('ENTRYPOINT ["./start.sh"]\nCMD ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"]', []),
        ('CMD ["sh", "-c", "gunicorn -b 0.0.0.0:$PORT app:app"]', []),
        ('CMD ["/bin/bash", "-lc", "exec gunicorn -b :${PORT} app:app"]', []),
        ("CMD gunicorn -b 0.0.0.0:$PORT app:app", []),
        ('CMD ["powershell", "-Command", "waitress-serve --port=$env:PORT app:app"]', []),
        ('CMD ["pwsh", "-command", "waitress-serve --port=$Env:PORT app:app"]', []),
        ('CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]', []),
        ('CMD ["gunicorn", "--access-logformat", "%(h)s $ %(r)s", "app:app"]', []),
    ],
)
def test_unexpanded_variables(command: str, severities: list[str]) -> None:
    files = {**PROJECT, "start.sh": "eval exec $@\n", "Dockerfile": f"{IMAGE}{command}\n"}
    found = check("unexpanded-variable", files)
    assert [severity for _, _, severity in found] == severities


MODELS = FLASK + (
    "from flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n"
    "app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql+psycopg2://db.example.com/shop'\n"
    "db = SQLAlchemy(app)\n"
    "class Plant(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
)
TABLE = (
    "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'aaaa'\ndown_revision = None\n"
    "def upgrade():\n    op.create_table('plant', sa.Column('id', sa.Integer(), primary_key=True))\n"
)


@pytest.mark.parametrize(
    ("release", "severities"),
    [
        ("flask db migrate && flask db upgrade", ["error"]),
        ("flask --app app db migrate -m auto", ["warning"]),
        ("flask --app app db migrate -m auto && flask --app app db upgrade", ["error"]),
        ("python manage.py db migrate", ["warning"]),
        ("alembic revision --autogenerate -m x && alembic upgrade head", ["error"]),
        ("flask db init && flask db upgrade", ["warning"]),
        ("flask db upgrade", []),
        ("flask db current", []),
        ("alembic upgrade head", []),
        ("flask seed migrate", []),
    ],
)
def test_migrations_written_by_a_deployment(release: str, severities: list[str]) -> None:
    files = {
        **PROJECT,
        "app.py": MODELS,
        "manage.py": FLASK,
        "Procfile": f"release: {release}\nweb: gunicorn app:app\n",
    }
    assert [severity for _, _, severity in check("autogenerate-on-deploy", files)] == severities


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"app.py": MODELS}, "error"),
        ({"app.py": MODELS.replace("postgresql+psycopg2://db.example.com/shop", "sqlite:///shop.db")}, "warning"),
        ({"app.py": MODELS.replace("'postgresql+psycopg2://db.example.com/shop'", "os.environ.get('DB')")}, "warning"),
        ({"app.py": FLASK}, "warning"),
        ({"app.py": MODELS, "migrations/env.py": "from alembic import context\n"}, "error"),
        ({"app.py": MODELS, "migrations/env.py": "from alembic import context\n", "migrations/versions/1.py": TABLE}, "warning"),
        ({"app.py": MODELS, "migrations/env.py": "from alembic import context\n", "migrations/versions/1.py": TABLE.replace("'plant'", "'pot'")}, "error"),
        ({"app.py": MODELS, "Procfile": "release: flask db upgrade\nweb: flask db migrate && gunicorn app:app\n"}, "warning"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_migration(more: dict[str, str], severity: str) -> None:
    files = {**PROJECT, "Procfile": "release: flask db migrate && flask db upgrade\nweb: gunicorn app:app\n", **more}
    assert [found for _, _, found in check("autogenerate-on-deploy", files)] == [severity]


@pytest.mark.parametrize(
    ("paths", "count"),
    [
        (("backend/env/pyvenv.cfg", "backend/env/lib/python3.12/site-packages/flask/app.py"), 1),
        (("venv/Lib/site-packages/six.py", ".venv/pyvenv.cfg"), 2),
        (("pyvenv.cfg.md", "docs/site-packages.txt"), 0),
        (("vendor/flask/app.py",), 0),
        (("image/opt/venv/lib/python3.12/site-packages/roots/certificate.pem",), 0),
        (("overlay/env/lib/python3.11/site-packages/shop/patch.py",), 0),
        (("srv/lib/python3.12/site-packages/six-1.17.0.dist-info/METADATA",), 1),
        (("tools/env/Lib/site-packages/numpy/_core/x.pyd", "tools/env/Lib/site-packages/numpy/__init__.py"), 1),
    ],
)
def test_virtual_environments(paths: tuple[str, ...], count: int) -> None:
    assert len(check("committed-virtualenv", {**PROJECT, **dict.fromkeys(paths, "x = 1\n")})) == count


def test_heroku_refuses_one() -> None:
    files = {
        **PROJECT,
        "app.json": '{"name": "a", "buildpacks": [{"url": "heroku/python"}]}',
        "Procfile": "web: gunicorn app:app\n",
    }
    assert check("committed-virtualenv", {**files, ".venv/pyvenv.cfg": "home = /usr\n"}) == [(".venv/pyvenv.cfg", 0, "error")]  # fmt: skip
    assert check("committed-virtualenv", {**files, "venv/pyvenv.cfg": "home = /usr\n"}) == [("venv/pyvenv.cfg", 0, "error")]  # fmt: skip
    assert check("committed-virtualenv", {**files, "env/pyvenv.cfg": "home = /usr\n"}) == [("env/pyvenv.cfg", 0, "warning")]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "requirements", "count"),
    [
        ("generate_password_hash(p, method='sha256')", "flask==3.0.0\n", 1),
        ("generate_password_hash(p, 'md5')", "flask\n", 1),
        ("generate_password_hash(p, method='plain')", "flask\n", 1),
        ("generate_password_hash(p)", "flask\n", 0),
        ("generate_password_hash(p, method='scrypt:32768:8:1')", "flask\n", 0),
        ("generate_password_hash(p, 12)", "flask\n", 0),
        ("generate_password_hash(p, method=METHOD)", "flask\n", 0),
        ("generate_password_hash(p, method='sha256')", "flask==2.2.2\nwerkzeug==2.2.2\n", 0),
    ],
)
def test_hash_methods(call: str, requirements: str, count: int) -> None:
    code = f"from werkzeug.security import generate_password_hash\n{FLASK}\n@app.route('/<p>')\ndef view(p):\n    return {call}\n"
    files = {"app.py": code, "requirements.txt": f"{requirements}gunicorn\n", "Procfile": "web: gunicorn app:app\n"}
    assert len(check("removed-hash-method", files)) == count


@pytest.mark.parametrize(
    ("files", "count"),
    [
        (("poetry.lock", "uv.lock"), 1),
        (("Pipfile", "Pipfile.lock"), 0),
        (("docs/requirements.txt", "poetry.lock"), 0),
        (("requirements.txt", "requirements-dev.txt"), 0),
    ],
)
def test_package_managers(files: tuple[str, ...], count: int) -> None:
    project = {
        "app.py": FLASK,
        "app.json": '{"name": "a", "buildpacks": [{"url": "heroku/python"}]}',
        "Procfile": "web: gunicorn app:app\n",
    }
    assert len(check("several-package-managers", {**project, **dict.fromkeys(files, "")})) == count
