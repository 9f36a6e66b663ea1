"""Placeholders are no leaked secrets; what production signs with is a key all the same; passwords of databases beside the application."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

from flaskcheck.known.placeholders import asks, names_no_host

DOCKERFILE = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\n"
SIGNED = (
    "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config['SECRET_KEY'] = os.environ['SHOP_SALT']\n"
)
WEB = "services:\n  web:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 shop:app\n"


ASKED = f"{FLASK}import os\nGIVEN = os.getenv('SHOP_API_KEY'), os.getenv('DATABASE_URL'), os.getenv('SHOP_TOKEN')\n"
"""What the application reads of its variables."""


def compose(*variables: str, app: str = ASKED, **files: str | bytes) -> dict[str, str | bytes]:
    """A compose file whose web service has these variables, from line 6 on."""
    text = WEB + "    environment:\n" + "".join(f"      {line}\n" for line in variables)
    more = {name.replace("__", "."): content for name, content in files.items()}
    return {"shop.py": app, "Dockerfile": DOCKERFILE, "compose.yaml": text, **more}


def render(name: str, value: str, app: str = ASKED) -> dict[str, str | bytes]:
    text = f"services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install flask gunicorn\n  startCommand: gunicorn shop:app\n  envVars:\n  - key: {name}\n    value: {value!r}\n"
    return {"shop.py": app, "render.yaml": text}


ASKING = (
    *("your-api-key", "YOUR_TOKEN", "YourSecretKey", "<token>", "[insert key]", "{API_KEY}", "%SECRET%", "@@KEY@@", "__MUST_BE_CHANGED__", "changeme", "ChangeMe123!"),
    *("change-this-in-production", "REPLACE_ME", "fill in here", "put your key here", "client-secret-here", "MY_API_KEY", "SECRET_KEY", "my-secret-token", "todo"),
    *("SHOP_API_KEY_VAL", "DB_PASSWORD_VALUE", "PASSWORDORTOKEN", "KEYORSECRET", "TOKEN_OR_PASSWORD"),
    *("local_development_fake_key", "dummy-token-1", "FakePassword!", "this_is_not_a_secret", "not-a-real-key"),
    *("sk_test_...", "whsec_\u2026", "sk-xxxxxxxxxxxx", "xxxx-xxxx-xxxx", "pk_live_****", "...", "????"),
    *("troque-por-sua-senha", "sua_chave_secreta", "tu-clave-secreta", "cambiar", "votre-cle", "remplacez-moi", "dein-geheimer-schluessel", "ersetze-mich", "jouw-wachtwoord"),
    *("\u4f60\u7684\u5bc6\u94a5", "\u0437\u0430\u043c\u0435\u043d\u0438\u0442\u0435-\u043c\u0435\u043d\u044f", "your-email@example.org", "yourdomain.com"),
)  # fmt: skip


@pytest.mark.parametrize("value", ASKING)
def test_what_asks_to_be_replaced(value: str) -> None:
    assert asks(value)
    assert check("plain-secret", compose(f"SHOP_API_KEY: {value!r}")) == []
    assert check("placeholder-value", compose(f"SHOP_API_KEY: {value!r}")) == [("compose.yaml", 6, "warning")]
    assert check("committed-env-file", {"shop.py": FLASK, ".env": f"SHOP_API_KEY='{value}'\n"}) in (
        [(".env", 0, "info")],
        [],
    )


@pytest.mark.parametrize(
    "value",
    [
        *("production", "*", "hunter2!", "Tr0ub4dor&3", "my_precious", "you-will-never-guess", "info", "Europe/Berlin", "smtp.gmail.com", "gunicorn shop:app", "3.13", "RETAIL_VALUE", "ORANDOR", "MONITOR", "passwordortoken"),
        *("my-bucket", "the-name", "DEBUG_MODE", "REDIS_CACHE", "Welcome to your shop", "Change your mind, change your shop", "set-cookie", "[]", "{}", "<p>Hi</p>", "%Y-%m-%d"),
        *("/run/secrets/key", "f3a9c1d47be04e2299ab10cdf07788aa", "a1b2xxxx9999", "hunter2-xxx-1", "notarial", "fakery9f3a", "not-yet", "knot-key"),
    ],
)  # fmt: skip
def test_ordinary_values(value: str) -> None:
    assert not asks(value)
    assert check("placeholder-value", compose(f"SHOP_TITLE: {value!r}")) == []


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("mysql+pymysql://user:password@host/shop", True),
        ("postgresql://user:pass@hostname:5432/db", True),
        ("https://example.com/hook", True),
        ("https://your-app.onrender.com", True),
        ("redis://:password@your-redis-host:6379", True),
        ("postgresql://shop:shop@db/shop", False),
        ("https://api.shop.io", False),
        ("https://hosting.io", False),
    ],
)
def test_the_host_of_a_guide(url: str, found: bool) -> None:
    assert names_no_host(url) == found
    assert check("placeholder-value", render("DATABASE_URL", url)) == [("render.yaml", 9, "warning")] * found


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (compose("SHOP_SALT: change-this-key", app=SIGNED), [("compose.yaml", 6, "error")]),
        (compose("SHOP_SALT: dev", app=SIGNED), [("compose.yaml", 6, "error")]),
        (render("SHOP_SALT", "lamps and tables", SIGNED), [("render.yaml", 9, "error")]),
        (render("SHOP_LAMPS", "lamps and tables"), []),
        (render("SECRET_KEY", "your-secret-key"), []),
        (compose("SHOP_SALT: ${SHOP_SALT}", app=SIGNED), []),
    ],
)
def test_a_placeholder_that_signs(files: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("plain-secret", files) == found
    assert not (found and check("placeholder-value", files))


def test_its_own_words() -> None:
    [told] = problems("plain-secret", compose("SHOP_SALT: change-this-key", app=SIGNED))
    assert "placeholder" in told.message
    assert "written here" not in told.message
    [told] = problems("hard-coded-secret-key", {"shop.py": FLASK + "app.secret_key = 'your-secret-key'\n"})
    assert "placeholder" in told.message


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"Dockerfile": DOCKERFILE + "ENV MAIL_PASSWORD=your-password\nCMD gunicorn -b 0.0.0.0:80 shop:app\n"}, []),
        ({"Dockerfile": DOCKERFILE + "ENV MAIL_PASSWORD=your-password\n", "compose.yaml": WEB}, [("Dockerfile", 5, "warning")]),
        ({"Dockerfile": DOCKERFILE, "docker-compose.override.yml": WEB + "    environment:\n      MAIL_PASSWORD: your-password\n"}, []),
        ({"app.json": '{"name": "shop", "env": {"KEY": {"value": "your-key"}}}', "Procfile": "web: gunicorn shop:app\n"}, []),
        ({"Dockerfile": DOCKERFILE, "fly.toml": 'app = "shop"\n[env]\nMAIL_PASSWORD = "<password>"\n[processes]\nweb = "gunicorn shop:app"\n'}, [("fly.toml", 3, "warning")]),
    ],
)  # fmt: skip
def test_what_else_may_set_it(files: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    asked = f"{FLASK}import os\nPASSWORD = os.environ['MAIL_PASSWORD']\n"
    assert check("placeholder-value", {"shop.py": asked, **files}) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SHOP_SALT=change-me\n", [(".env", 1, "error")]),
        ("OTHER=change-me\n", [(".env", 0, "info")]),
        ("SHOP_SALT=\n", [(".env", 0, "info")]),
    ],
)
def test_a_tracked_file_that_compose_hands_over(text: str, found: list[tuple[str, int, str]]) -> None:
    files = {"shop.py": SIGNED, "Dockerfile": DOCKERFILE, "compose.yaml": f"{WEB}    env_file: .env\n", ".env": text}
    assert check("committed-env-file", files) == found


LIVE = "SG." + "aZ3kQ9xV1bN7mL5pT2wR8y" + "." + "cD4fG6hJ0kL2nM4pQ6rS8tU0vW2xY4zA6bC8dE0fG"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SECRET_KEY=9f2c4e7a1b8d4f60a3c5e1\nDB_PASSWORD=hunter2!\n", 0),
        ("DATABASE_URL=postgresql://shop:hunter2@db.example.org/shop\n", 0),
        (f"MAIL_KEY={LIVE}\n", 1),
        (f"# fill in\nNOTE={LIVE}\nOTHER=your-key\n", 1),
        ("AWS_ACCESS_KEY_ID=AKIA" + "IOSFODNN7EXAMPLE\n", 0),
        ("DATABASE_URL=postgres://shop:k3hunter2w9@ec2-3-4-5-6.compute-1.amazonaws.com:5432/d1\n", 1),
        ("DATABASE_URL=postgres://user:password@dpg-1-a.oregon-postgres.render.com/d1\n", 0),
        ("STRIPE_KEY=sk_" + "test_0123456789abcdefXYZ\n", 0),
    ],
)
@pytest.mark.parametrize("name", [".env.example", ".env.model", "vorlage.env", ".env.exemplo"])
def test_examples_give_away_what_is_live(name: str, text: str, found: int) -> None:
    assert check("committed-env-file", {"shop.py": FLASK, name: text}) == [(name, 0, "error")] * found


def test_placeholders_in_an_image() -> None:
    files = {"shop.py": FLASK, "Dockerfile": DOCKERFILE + "CMD gunicorn shop:app\n"}
    assert check("env-file-in-image", {**files, ".env": "MAIL_PASSWORD=your-app-password\nSALT=xxxx\n"}) == []
    assert check("env-file-in-image", {**files, ".env": "MAIL_PASSWORD=hunter2!\n"}) == [("Dockerfile", 3, "error")]


def container(ports: str = "", variables: str = "POSTGRES_PASSWORD: password", image: str = "postgres:17") -> str:
    ports = f"    ports: {ports}\n" if ports else ""
    return f"{WEB}  db:\n    image: {image}\n{ports}    environment:\n      {variables}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (container(), ["info"]),
        (container('["5432:5432"]'), ["warning"]),
        (container("['0.0.0.0:5432:5432']"), ["warning"]),
        (container("['127.0.0.1:5432:5432']"), ["info"]),
        (container("[{target: 5432, published: '5432', host_ip: 127.0.0.1}]"), ["info"]),
        (container("[{target: 5432, published: '5432'}]"), ["warning"]),
        (container('["5432:5432"]', "POSTGRES_PASSWORD: ${DB_PASSWORD}"), []),
        (container('["5432:5432"]', "POSTGRES_PASSWORD_FILE: /run/secrets/db"), []),
        (container('["3306:3306"]', "MYSQL_ROOT_PASSWORD: changeme", "mariadb:11"), ["warning"]),
        (container('["80:80"]', "POSTGRES_PASSWORD: password", "nginx"), []),
    ],
)
def test_passwords_of_databases(text: str, found: list[str]) -> None:
    files = {"shop.py": FLASK, "Dockerfile": DOCKERFILE, "compose.yaml": text}
    assert [severity for _, _, severity in check("plain-secret", files)] == found


@pytest.mark.parametrize("name", ["compose.override.yaml", "docker-compose.dev.yml"])
def test_a_developers_databases(name: str) -> None:
    files = {"shop.py": FLASK, "Dockerfile": DOCKERFILE, "compose.yaml": WEB, name: container('["5432:5432"]')}
    assert check("plain-secret", files) == []


@pytest.mark.parametrize(
    ("value", "is_told"),
    [
        ("012345678901234567890123456789012345678901234567890123456789", False),
        ("0123456789abcdef0123456789abcdef", False),
        ("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", False),
        ("56789012345678901234567890", False),
        ("01234567890123456789012345678x", True),
        ("0123456789fedcba0123456789fedcba", True),
    ],
)
def test_a_row_of_signs_is_nobodys_key(value: str, is_told: bool) -> None:
    text = f"{FLASK}import requests\nAPI_KEY = {value!r}\n@app.get('/')\ndef index():\n    return requests.get('https://api.example.net', headers={{'X-Api-Key': API_KEY}}).text\n"
    files = {"shop.py": text, "Procfile": "web: gunicorn shop:app\n"}
    assert bool(check("hard-coded-credentials", files)) is is_told


def test_a_row_of_signs_signs_all_the_same() -> None:
    files = {"shop.py": f"{FLASK}app.secret_key = '01234567890123456789'\n", "Procfile": "web: gunicorn shop:app\n"}
    assert check("hard-coded-secret-key", files)
