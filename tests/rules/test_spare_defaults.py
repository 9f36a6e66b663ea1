"""Defaults that are not used today: the deployment declares the variable, or the file that they name lasts."""

from __future__ import annotations

import pytest
from checking import check, problems

HEAD = "import os\nfrom flask import Flask\n"
RENDER = (
    "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn shop:app\n  envVars:\n"
    "  - key: {name}\n    {how}\n"
)
GET = "os.environ.get({name!r}, {default!r})"
OR = "os.environ.get({name!r}) or {default!r}"
IF = "os.environ[{name!r}] if {name!r} in os.environ else {default!r}"


def direct(key: str, value: str) -> dict[str, str | bytes]:
    return {"shop.py": f"{HEAD}app = Flask(__name__)\napp.config[{key!r}] = {value}\n"}


def by_class(key: str, value: str) -> dict[str, str | bytes]:
    return {
        "shop.py": f"{HEAD}from settings import Config\napp = Flask(__name__)\napp.config.from_object(Config)\n",
        "settings.py": f"import os\nclass Base:\n    {key} = {value}\nclass Config(Base):\n    pass\n",
    }


def by_module(key: str, value: str) -> dict[str, str | bytes]:
    return {
        "shop.py": f"{HEAD}app = Flask(__name__)\napp.config.from_object('settings')\n",
        "settings.py": f"import os\n{key} = {value}\n",
    }


@pytest.mark.parametrize("form", [GET, OR])
@pytest.mark.parametrize("written", [direct, by_class, by_module])
@pytest.mark.parametrize(
    ("rule", "key", "name", "default"),
    [
        ("sqlite-fallback", "SQLALCHEMY_DATABASE_URI", "SHOP_DB", "sqlite:///shop.db"),
        ("fallback-secret-key", "SECRET_KEY", "SHOP_KEY", "lamps"),
    ],
)
@pytest.mark.parametrize(
    ("how", "severity"),
    [
        ("sync: false", "info"),
        ("generateValue: true", "info"),
        ("value: postgresql://db.shop.io/x", "info"),
        ("", "warning"),
    ],
)
def test_a_declared_variable(
    form: str, written, rule: str, key: str, name: str, default: str, how: str, severity: str
) -> None:  # type: ignore[no-untyped-def]
    files = written(key, form.format(name=name, default=default))
    platform = RENDER.format(name=name if how else "OTHER", how=how or "sync: false")
    assert [s for _, _, s in check(rule, {**files, "render.yaml": platform})] == [severity]


@pytest.mark.parametrize(
    "value",
    [
        "os.environ['SHOP_DB']",
        "os.environ.get('SHOP_DB')",
        "os.getenv('SHOP_DB', 'postgresql://db.shop.io/x')",
        "os.getenv('SHOP_DB', 'sqlite://')",
    ],
)
def test_no_default_of_that_kind(value: str) -> None:
    files = direct("SQLALCHEMY_DATABASE_URI", value)
    assert check("sqlite-fallback", {**files, "render.yaml": RENDER.format(name="SHOP_DB", how="sync: false")}) == []


def test_an_attached_database_declares_its_variable() -> None:
    files = direct("SQLALCHEMY_DATABASE_URI", GET.format(name="DATABASE_URL", default="sqlite:///shop.db"))
    heroku = {"app.json": '{"name": "shop", "addons": ["heroku-postgresql"]}', "Procfile": "web: gunicorn shop:app\n"}
    assert [s for _, _, s in check("sqlite-fallback", {**files, **heroku})] == ["info"]


@pytest.mark.parametrize(
    ("files", "severity", "word"),
    [
        ({"passenger_wsgi.py": "from shop import app as application\n"}, "info", "backups"),
        ({"ada_pythonanywhere_com_wsgi.py": "from shop import app as application\n"}, "info", "backups"),
        ({"Procfile": "web: gunicorn shop:app\n"}, "warning", "lost"),
    ],
)
def test_a_disk_that_lasts(files: dict[str, str], severity: str, word: str) -> None:
    code = direct("SQLALCHEMY_DATABASE_URI", OR.format(name="DATABASE_URL", default="sqlite:///shop.db"))
    [told] = problems("sqlite-fallback", {**code, **files})
    assert (told.severity or "warning") == severity
    assert word in told.message


def test_production_refuses_the_default() -> None:
    files = direct("SECRET_KEY", GET.format(name="SECRET_KEY", default="dev"))
    files["shop.py"] = f"{files['shop.py']}if app.config['SECRET_KEY'] == 'dev':\n    raise RuntimeError\n"  # type: ignore[str-bytes-safe]
    assert (
        check("fallback-secret-key", {**files, "render.yaml": RENDER.format(name="SECRET_KEY", how="sync: false")})
        == []
    )
