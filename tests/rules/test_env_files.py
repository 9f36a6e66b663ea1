"""Files of variables that nothing keeps out of git, and databases that are in it."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

REQUIREMENTS = "Flask==3.1.2\ngunicorn==23.0.0\npython-dotenv==1.2.1\n"
SECRET = "SECRET_KEY=9f2c4e7a1b8d4f60a3c5\n"
BACKEND = "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: cd backend && pip install flask\n  startCommand: cd backend && gunicorn app:app\n"
COMPOSE = "services:\n  web:\n    build: .\n    env_file: {}\n"
IMAGE = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from dotenv import load_dotenv\nload_dotenv()\n", ".env"),
        ("from dotenv import load_dotenv\nload_dotenv('.env.live')\n", ".env.live"),
        ("import pathlib\nfrom dotenv import load_dotenv\nload_dotenv(pathlib.Path(__file__).parent / '.env.local')\n", ".env.local"),
        ("from environs import Env\nenv = Env()\nenv.read_env()\n", ".env"),
        ("import environ\nenviron.Env.read_env()\n", ".env"),
        ("from decouple import config\nKEY = config('KEY')\n", ".env"),
        ("import decouple\nKEY = decouple.config('KEY', default='')\n", ".env"),
        ("from pydantic_settings import BaseSettings, SettingsConfigDict\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_file='live.env')\n", "live.env"),
        ("from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    class Config:\n        env_file = '.env'\n", ".env"),
        ("from starlette.config import Config\nconfig = Config('.env')\n", ".env"),
    ],
)  # fmt: skip
def test_code_that_reads_one(text: str, name: str) -> None:
    files = {"app.py": text + FLASK, "requirements.txt": REQUIREMENTS, "Procfile": "web: gunicorn app:app\n"}
    assert len(check("unignored-env-file", {**files, ".gitignore": "venv/\n"})) == 1
    assert check("unignored-env-file", {**files, ".gitignore": f"{name}\n"}) == []
    assert check("unignored-env-file", files, git=False) == []


@pytest.mark.parametrize("written", ["{name}  # secrets", "/{name} # mine", "{name} #"])
def test_git_knows_no_comment_behind_a_name(written: str) -> None:
    line = written.format(name=".env")
    files = {"app.py": FLASK, "requirements.txt": REQUIREMENTS, ".env": SECRET, ".gitignore": f"venv/\n{line}\n"}
    [problem] = problems("unignored-env-file", files, untracked=[".env"])
    assert (problem.place.path, problem.place.line) == (".gitignore", 2)
    assert "ignores nothing" in problem.message


def test_a_file_with_secrets_that_lies_there() -> None:
    files = {"app.py": FLASK, "requirements.txt": REQUIREMENTS, ".env": SECRET}
    assert check("unignored-env-file", files, untracked=[".env"]) == [(".env", 0, "warning")]
    assert check("unignored-env-file", files, ignored=[".env"]) == check("unignored-env-file", files) == []
    example = {**files, ".env": "PORT=8000\n", ".env.example": SECRET}
    assert check("unignored-env-file", example, untracked=[".env", ".env.example"]) == []
    assert check("unignored-env-file", {**files, "web/.env": "VITE_KEY=abc\n"}, untracked=["web/.env"]) == []


def test_the_folder_is_that_of_the_command_and_of_the_file_that_asks() -> None:
    text = "from dotenv import load_dotenv\nload_dotenv('.env')\n" + FLASK
    files = {"backend/app.py": text, "render.yaml": BACKEND, ".gitignore": "venv/\n"}
    assert len(check("unignored-env-file", files)) == 1
    for path in ("backend/.env", ".env"):
        assert check("unignored-env-file", {**files, ".gitignore": f"/{path}\n"}) == []
    assert len(check("unignored-env-file", {**files, ".gitignore": "/frontend/.env\n"})) == 1


@pytest.mark.parametrize("name", ["mail.env", "./config/live.env", ".env.production"])
def test_the_file_of_a_container(name: str) -> None:
    path = name.removeprefix("./")
    files = {"app.py": FLASK, "compose.yaml": COMPOSE.format(name), "Dockerfile": IMAGE, ".gitignore": "venv/\n"}
    [problem] = problems("unignored-env-file", files)
    assert path in problem.message
    assert check("env-file-in-image", files) == [("Dockerfile", 3, "warning")]
    assert check("unignored-env-file", {**files, ".gitignore": f"{path}\n"}) == []
    assert check("env-file-in-image", {**files, ".dockerignore": f"{path}\n"}) == []
    assert check("env-file-in-image", {**files, "Dockerfile": IMAGE.replace("COPY . .", "COPY app.py .")}) == []


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (["data/PG_VERSION", "data/global/pg_control"], "data/PG_VERSION"),
        (["PG_VERSION", "base/1/1259"], "PG_VERSION"),
        (["mysql/ibdata1", "mysql/shop/user.ibd"], "mysql/ibdata1"),
        (["redis/dump.rdb"], "redis/dump.rdb"),
        (["mongo/WiredTiger.wt"], "mongo/WiredTiger.wt"),
        (["data/PG_VERSION", "data/notes.txt"], ""),
        (["tests/data/PG_VERSION", "tests/data/base/1/1259"], ""),
    ],
)
def test_the_data_of_a_server(files: list[str], place: str) -> None:
    whole = {"app.py": FLASK, **dict.fromkeys(files, "16\n")}
    assert [path for path, _, _ in check("committed-database", whole)] == ([place] if place else [])
    assert (
        check("committed-database", whole, ignored=files) == check("committed-database", whole, untracked=files) == []
    )


DEVELOPERS = "services:\n  web:\n    build: .\n    command: gunicorn app:app\n    env_file: {0}\n"


@pytest.mark.parametrize(
    ("path", "text", "severity"),
    [
        ("config/development/app.env", "DEBUG=true\nSESSION_SECRET=6eeJKEyFYx863mELaYBULYxW0XuBZqtLthdJRA\n", "warning"),
        ("config/dev/app.env", "SITE=http://localhost:8080\nAPP_SECRET_KEY=6eeJKEyFYx863mELaYBULYxW0X\n", "warning"),
        ("config/development/app.env", "SESSION_SECRET=6eeJKEyFYx863mELaYBULYxW0XuBZqtLthdJRA\n", "warning"),
        ("config/live/app.env", "DEBUG=true\nSESSION_SECRET=6eeJKEyFYx863mELaYBULYxW0XuBZqtLthdJRA\n", "error"),
        ("config/development/app.env", "DEBUG=true\nSTRIPE_KEY=sk_live_" + "4eC39HqLyjWDarjtT1zdp7dcEc39Hq\n", "error"),
    ],
)  # fmt: skip
def test_a_developers_file_that_compose_reads(path: str, text: str, severity: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK, "Dockerfile": "FROM python:3.13\nCOPY app.py .\nRUN pip install flask gunicorn\n",
        "compose.yaml": DEVELOPERS.format(path), path: text,
    }  # fmt: skip
    assert [s for _, _, s in check("committed-env-file", files)] == [severity]


LOADS = "from dotenv import load_dotenv\nload_dotenv()\n"
IMAGE = {
    "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn python-dotenv\nCMD gunicorn app:app\n"
}


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        ({}, "error"),
        (IMAGE, "warning"),
        ({**IMAGE, "app.py": LOADS + FLASK}, "error"),
        ({"compose.yaml": DEVELOPERS.format(".env"), **IMAGE}, "error"),
        ({**IMAGE, ".env": "SESSION_SECRET=lamps-and-more\n"}, "error"),
        ({**IMAGE, ".env": "FLASK_DEBUG=1\nSESSION_SECRET=6eeJKEyFYx863mELaYBULYxW0XuBZqtLthdJRA\n"}, "error"),
    ],
)
def test_a_developers_env_that_no_deployment_reads(files: dict[str, str], severity: str) -> None:
    every: dict[str, str | bytes] = {".env": "FLASK_DEBUG=1\nSESSION_SECRET=lamps-and-more\n", "app.py": FLASK, **files}
    assert [s for _, _, s in check("committed-env-file", every)] == [severity]


@pytest.mark.parametrize(
    ("host", "services", "severity"),
    [
        ("postgres", "services:\n  postgres:\n    image: postgres:17\n    env_file: .env.services\n", "warning"),
        ("localhost", "", "warning"),
        ("db.example.com", "services:\n  postgres:\n    image: postgres:17\n    env_file: .env.services\n", "error"),
        ("postgres", "", "error"),
    ],
)
def test_the_password_of_a_container_beside_no_application(host: str, services: str, severity: str) -> None:
    files: dict[str, str | bytes] = {
        "thing/app.py": FLASK,
        ".env.services": f"POSTGRES_HOST={host}\nPOSTGRES_PASSWORD=pguser9password\n",
        "compose.yaml": services or "services: {}\n",
    }
    assert [s for _, _, s in check("committed-env-file", files)] == [severity]


@pytest.mark.parametrize(("password", "severity"), [("shop", "warning"), ("9f2c4e7a1b8d4f60", "error")])
def test_a_developers_file_in_the_image(password: str, severity: str) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK, "Dockerfile": "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\n",
        "compose.yaml": DEVELOPERS.format(".env.dev"), ".env.dev": f"DATABASE_URL=postgresql://shop:{password}@db/shop\n",
    }  # fmt: skip
    assert [s for _, _, s in check("env-file-in-image", files)] == [severity]


LOADING = "from dotenv import load_dotenv\nload_dotenv()\nfrom flask import Flask\napp = Flask(__name__)\n"


@pytest.mark.parametrize(
    ("code", "name", "text", "flask", "severities"),
    [
        (LOADING, ".env", "FLASK_ENV=development\n", "1.1.4", ["error"]),
        (LOADING, ".env", "FLASK_ENV=development\n", "2.2.5", ["error"]),
        (LOADING, ".env", "FLASK_ENV=production\n", "1.1.4", []),
        (LOADING, ".env", "FLASK_ENV=development\n", "3.1.0", []),
        (LOADING, ".flaskenv", "FLASK_ENV=development\n", "1.1.4", []),
        (LOADING, ".env.example", "FLASK_ENV=development\n", "1.1.4", []),
        (FLASK, ".env", "FLASK_ENV=development\n", "1.1.4", []),
    ],
)
def test_a_file_that_turns_debug_mode_on_in_an_old_flask(
    code: str, name: str, text: str, flask: str, severities: list[str]
) -> None:
    needs = f"flask=={flask}\npython-dotenv==1.0.0\ngunicorn==20.1.0\n"
    files: dict[str, str | bytes] = {
        "app.py": code, name: text, "requirements.txt": needs, "Procfile": "web: gunicorn app:app\n",
    }  # fmt: skip
    assert [s for *_, s in check("removed-flask-env", files)] == severities


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("POSTGRES_USER=shopdb\nPOSTGRES_PASSWORD=shopdb\n", "warning"),
        ("MYSQL_USERNAME=clerk\nMYSQL_PASSWORD=clerk\n", "warning"),
        ("DB_USER=till\nDB_PASS=till\n", "warning"),
        ("POSTGRES_USER=shopdb\nPOSTGRES_PASSWORD=k29dkf83\n", "error"),
        ("MAIL_USER=shopdb\nPOSTGRES_PASSWORD=shopdb\n", "error"),
        ("POSTGRES_USER=\nPOSTGRES_PASSWORD=shopdb\n", "error"),
        ("POSTGRES_USER=shopdb\nPOSTGRES_PASSWORD=shopdb\nMAIL_TOKEN=k29dkf83lq0\n", "error"),
    ],
)
def test_a_password_that_is_called_like_its_user(text: str, severity: str) -> None:
    assert [found[2] for found in check("committed-env-file", {"app.py": FLASK, "deploy/db.env": text})] == [severity]


IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n{cmd}\n"


@pytest.mark.parametrize(
    ("cmd", "needs", "more", "is_told"),
    [
        ("CMD flask db upgrade && gunicorn app:app", REQUIREMENTS, {}, True),
        (
            'ENTRYPOINT ["./boot.sh"]',
            REQUIREMENTS,
            {"boot.sh": "#!/bin/sh\nflask db upgrade\nexec gunicorn app:app\n"},
            True,
        ),
        ("RUN flask db upgrade\nCMD gunicorn app:app", REQUIREMENTS, {}, True),
        ("CMD python -m flask init-db && gunicorn app:app", REQUIREMENTS, {}, True),
        ("CMD gunicorn app:app", REQUIREMENTS, {}, False),
        ("CMD flask db upgrade && gunicorn app:app", "Flask==3.1.2\ngunicorn==23.0.0\n", {}, False),
        ("CMD flask db upgrade && gunicorn app:app", REQUIREMENTS, {".dockerignore": ".env\n"}, False),
        ("CMD alembic upgrade head && gunicorn app:app", REQUIREMENTS, {}, False),
    ],
)
def test_a_flask_command_loads_the_file_itself(cmd: str, needs: str, more: dict[str, str], is_told: bool) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "requirements.txt": needs,
        "Dockerfile": IMAGE.format(cmd=cmd),
        **more,
    }
    assert bool(check("env-file-in-image", files)) is is_told


KEYS = "AWS_ACCESS_KEY_ID={0}\nAWS_SECRET_ACCESS_KEY={1}\n"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (KEYS.format("any-access-key", "any-other-key") + "AWS_ENDPOINT_URL=http://localhost:4566\n", "info"),
        (KEYS.format("minio-admin", "minio-admin-77") + "AWS_S3_ENDPOINT=https://s3.localhost.localstack.cloud:4566\n", "info"),
        ("export S3_ENDPOINT_URL=http://host.docker.internal:9000\n" + "S3_SECRET_KEY=storage4711\n", "info"),
        (KEYS.format("any-access-key", "any-other-key") + "AWS_ENDPOINT_URL_S3=http://localstack:4566/\n", "info"),
        (KEYS.format("any-access-key", "any-other-key"), "error"),
        (KEYS.format("any-access-key", "any-other-key") + "AWS_ENDPOINT_URL=https://s3.eu-west-2.amazonaws.com\n", "error"),
        (KEYS.format("any-access-key", "any-other-key") + "MAIL_ENDPOINT=http://localhost:1025\n", "error"),
        (KEYS.format("AKIA" + "Q7ZK2M4XW8RT5LPB", "any-other-key") + "AWS_ENDPOINT_URL=http://localhost:4566\n", "error"),
    ],
)  # fmt: skip
def test_keys_for_what_stands_in_for_a_cloud(text: str, severity: str) -> None:
    files = {"app.py": FLASK, "storage.env": text}
    assert [s for _, _, s in check("committed-env-file", files)] == [severity]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("MYSQL_DATABASE=orchard\nMYSQL_PASSWORD=orchard\nMYSQL_ROOT_PASSWORD=orchard\n", "warning"),
        ("POSTGRES_DB=orchard\nPOSTGRES_USER=admin\nPOSTGRES_PASSWORD=orchard\n", "warning"),
        ("DB_NAME=orchard\nDB_PASSWORD=orchard\n", "warning"),
        ("MARIADB_DATABASE=orchard\nMARIADB_ROOT_PASSWORD=orchard\n", "warning"),
        ("MYSQL_DATABASE=orchard\nMYSQL_PASSWORD=orchard4711\n", "error"),
        ("REDIS_NAME=orchard\nMYSQL_PASSWORD=orchard\n", "error"),
    ],
)
def test_a_password_that_is_the_name_of_the_database(text: str, severity: str) -> None:
    files = {"app.py": FLASK, "database.env": text}
    assert [s for _, _, s in check("committed-env-file", files)] == [severity]


OPENS = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///{}'\ndb = SQLAlchemy(app)\n"


@pytest.mark.parametrize(
    ("path", "opened", "is_told"),
    [
        ("instance/test.db", "test.db", True),
        ("instance/testing.sqlite3", "testing.sqlite3", True),
        ("test_shop.db", "shop.db", False),
        ("instance/test.db", "shop.db", False),
        ("tests/test.db", "test.db", False),
        ("instance/shop.db.backup", "shop.db", True),
        ("old/SHOP.sqlite.bak", "shop.db", True),
        ("shop.db3.old", "shop.db", True),
        ("shop.conf.bak", "shop.db", False),
        ("tests/shop.db.bak", "shop.db", False),
    ],
)
def test_the_databases_that_production_opens_and_their_copies(path: str, opened: str, is_told: bool) -> None:
    files = {"app.py": OPENS.format(opened), path: b"SQLite format 3\0"}
    found = problems("committed-database", files)
    assert [p.place.path for p in found] == ([path] if is_told else [])
    assert all(("overwrites" in p.message) is not path.endswith((".backup", ".bak", ".old")) for p in found)
    assert check("committed-database", {**files, path: b"-- a dump\n"}) == []


@pytest.mark.parametrize(
    "name", ["env.j2", ".env.jinja2", "shop.env.erb", "deploy/.env.mustache", "roles/web/templates/env.j2"]
)
def test_what_a_tool_fills_in_is_no_file_of_variables(name: str) -> None:
    assert check("committed-env-file", {"app.py": FLASK, name: "SECRET_KEY={{ vault_key }}\nSHOP=1\n"}) == []
    assert check("committed-env-file", {"app.py": FLASK, ".env": "SECRET_KEY=9f2c4e7a1b8d4f60a3c5\n"})
    key = "SECRET=" + "sk_live_" + "51H8x2eZvKYlo2C0aBcDeFgHiJ\n"
    assert check("committed-env-file", {"app.py": FLASK, name: key}) == [(name, 0, "error")]


@pytest.mark.parametrize("name", [".env.enc", ".env.prod.kms", "deploy/.env.sealed", ".env"])
def test_encrypted_files_give_nothing_away(name: str) -> None:
    sealed = b"\x01\x02\x03\x00x\x00\xfa\n$\x00KEY=\xfe\xff\x07\n\x00\xb1=\x99\x00\n"
    assert check("committed-env-file", {"app.py": FLASK, name: sealed}) == []
    assert check("committed-env-file", {"app.py": FLASK, name: "SECRET_KEY=9f2c4e7a1b8d4f60a3c5\n"})
    assert check("committed-env-file", {"app.py": FLASK, name: "SECRET_KEY=9f2c4e7a1b8d4f60a3c5\n".encode("utf-16")})


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        ({}, ".env is copied into the image: "),
        ({"untracked": [".env"]}, ".env is copied into the image: "),
        ({"ignored": [".env"]}, ".env is copied into the image: "),
        (None, "A .env that is there when it is built is copied into the image: "),
    ],
)
def test_a_file_that_nobody_has_seen_is_not_said_to_be_there(options: dict[str, list[str]] | None, begins: str) -> None:
    image = (
        "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn python-dotenv\nCMD gunicorn app:app\n"
    )
    files: dict[str, str | bytes] = {"app.py": LOADING, "Dockerfile": image, ".gitignore": "*.pyc\n"}
    given = {**files, ".env": "SHOP_PASSWORD=q8ZkT3vLx0\n"} if options is not None else files
    [problem] = problems("env-file-in-image", given, **(options or {}))
    assert problem.message.startswith(begins)
    assert problem.place.line == 3
