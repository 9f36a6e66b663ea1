"""Keys and passwords by what they are given to: calls, headers, addresses, defaults; and texts that only look like them."""

from __future__ import annotations

import pytest
from checking import FLASK, check

KEY = "9f8e7d6c5b4a39281706"
WEB: dict[str, str | bytes] = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}
HEAD = "import os\nimport requests\nfrom flask import Flask, request\n"
MADE = 'app = Flask(__name__)\n\n@app.get("/")\ndef index():\n'


def told(rule: str, imports: str, body: str, **files: str | bytes) -> list[str]:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    code = f"{HEAD}{imports}\n{MADE}{lines}"
    found = check(rule, {"app.py": code, **WEB, **{k.replace("_py", ".py"): v for k, v in files.items()}})
    return [severity for _, _, severity in found]


@pytest.mark.parametrize(
    ("imports", "body", "found"),
    [
        ("import jwt", 'return jwt.encode({}, "xq81kkqp9", algorithm="HS256")', 1),
        ("import jwt", 'return jwt.decode(request.args["t"], key="xq81kkqp9", algorithms=["HS256"])', 1),
        ("from jose import jwt", 'return jwt.encode({}, "xq81kkqp9") + jwt.decode("x", "xq81kkqp9")', 1),
        ("from itsdangerous import URLSafeTimedSerializer as S", 'return S("xq81kkqp9").dumps("x")', 1),
        ("from itsdangerous import URLSafeSerializer", 'return URLSafeSerializer(secret_key="xq81kkqp9")', 1),
        ("import hmac", 'return hmac.new(b"xq81kkqp9", b"x", "sha256").hexdigest()', 1),
        ("import hmac", 'key = "xq81kkqp9"\nreturn hmac.new(key.encode(), b"x", "sha256").hexdigest()', 1),
        ("import jwt\nfrom keys import SIGNING", "return jwt.encode({}, SIGNING)", 1),
        ("import jwt", 'return jwt.encode({}, "change-me")', 1),
        ("import jwt", 'return jwt.encode({}, os.environ["JWT_KEY"])', 0),
        ("import jwt", 'return jwt.encode({}, os.environ.get("JWT_KEY", "dev"))', 0),
        ("import jwt", 'return jwt.decode("x", "", options={"verify_signature": False})', 0),
        ("import jwt", 'return jwt.decode("x", "any", options={"verify_signature": False})', 0),
        ("import jwt", 'return jwt.decode("x", "-----BEGIN PUBLIC KEY-----\\nx", algorithms=["RS256"])', 0),
        ("import jwt", 'return jwt.encode({}, app.config["JWT_KEY"])', 0),
        ("from itsdangerous import Signer", 'return Signer(app.secret_key, salt="reset-password")', 0),
        ("import codec as jwt", 'return jwt.encode({}, "xq81kkqp9")', 0),
        ("", 'return request.args["t"].encode("utf-8", "replace")', 0),
    ],
)
def test_keys_of_calls_that_sign(imports: str, body: str, found: int) -> None:
    assert len(told("hard-coded-secret-key", imports, body, keys_py='SIGNING = "xq81kkqp9"\n')) == found


def test_a_key_of_the_configuration_is_told_once() -> None:
    code = f'import jwt\n{FLASK}app.config["SECRET_KEY"] = "xq81kkqp9"\n@app.get("/")\ndef index():\n    return jwt.encode({{}}, app.config["SECRET_KEY"])\n'
    found = check("hard-coded-secret-key", {"app.py": code, **WEB})
    assert {line for _, line, _ in found} == {4}


@pytest.mark.parametrize(
    ("imports", "body", "severities"),
    [
        # defaults of variables
        ("", 'return os.getenv("DB_PASSWORD", "Tr0ub-4dor")', ["warning"]),
        ("", 'return os.environ.get("SMTP_PASS") or "Tr0ub-4dor"', ["warning"]),
        ("", 'return os.environ.get("WEATHER_API_KEY", default="a1B2c3D4e5F6")', ["warning"]),
        ("from decouple import config", 'return config("DB_PASSWORD", default="Tr0ub-4dor")', ["warning"]),
        ("", 'return os.getenv("DB_PASSWORD", "postgres")', []),
        ("", 'return os.getenv("DB_PASSWORD", "your-password-here")', []),
        ("", 'return os.getenv("DB_PASSWORD", "")', []),
        ("", 'return os.getenv("DB_USER", "Tr0ub-4dor")', []),
        # headers
        ("", f'return requests.get("x", headers={{"X-Api-Key": "{KEY}"}}).text', ["error"]),
        ("", f'return {{"Authorization": "Bearer {KEY}", "Accept": "text/plain"}}', ["error"]),
        ("", f'h = {{}}\nh["Authorization"] = "Token {KEY}"\nreturn h', ["error"]),
        ("", f'return {{"Ocp-Apim-Subscription-Key": "{KEY}"}}', ["error"]),
        ("", 'return {"Authorization": f"Bearer {request.args}"}', []),
        ("", 'return {"Authorization": "Bearer YOUR_TOKEN_HERE", "X-Api-Key": "<key>"}', []),
        ("", 'return {"WWW-Authenticate": "Basic realm=Login"}', []),
        # addresses
        ("", f'return requests.get("https://api.example.net/v1?q=a&appid={KEY}").text', ["error"]),
        ("", f'return requests.get(f"https://api.example.net/v1?api_key={KEY}&q={{request.args}}").text', ["error"]),
        ("", f'return "https://api.example.net/v1?q=" + request.args["q"] + "&apikey={KEY}"', ["error"]),
        ("", 'return "https://api.example.net/v1?api_key=YOUR_API_KEY_GOES_HERE"', []),
        ("", 'return "https://api.example.net/v1?api_key={}".format(os.environ["K"])', []),
        ("", 'return "https://files.example.net/o/a.png?alt=media&token=9f8e7d6c-5b4a-3928-1706"', []),
        ("", f'return "https://example.net/?page={KEY}&sort=a"', []),
        # mail
        ("", 'app.config["MAIL_PASSWORD"] = "hgft ernb wvno trea"\nreturn ""', ["error"]),
        ("import smtplib", 'smtplib.SMTP("mail.example.net").login("a", "Tr0ub-4dor")\nreturn ""', ["error"]),
        (
            "import smtplib",
            'with smtplib.SMTP_SSL("mail.example.net") as s:\n    s.login("a", password="Tr0ub-4dor")\nreturn ""',
            ["error"],
        ),
        ("import smtplib", 's = smtplib.SMTP("x")\ns.login("a", os.environ["MAIL_PASSWORD"])\nreturn ""', []),
        ("import ftplib", 'ftplib.FTP("ftp.example.net", "a", "Tr0ub-4dor")\nreturn ""', ["error"]),
        ("from shop import client", 'client.login("a", "Tr0ub-4dor")\nreturn ""', []),
        ("", 'app.config["MAIL_PASSWORD"] = "the word of the day"\nreturn ""', []),
        # a word over what a visitor has sent
        ("", 'data = request.get_json()\ndata["password"] = "removed"\nreturn data', []),
        ("", 'data = dict(request.form)\ndata["api_key"] = "Hidden-1"\nreturn data', []),
        ("", 'request.json["password"] = "Hidden-1"\nreturn ""', []),
        ("from shop import user", 'user["password"] = "hidden"\nreturn user', []),
        ("", 'data = {}\ndata["password"] = "Tr0ub-4dor"\nreturn data', ["error"]),
        ("", 'app.config["DB_PASSWORD"] = "troubadour"\nreturn ""', ["error"]),
    ],
)
def test_credentials(imports: str, body: str, severities: list[str]) -> None:
    assert told("hard-coded-credentials", imports, body) == severities


def test_the_default_of_a_variable_that_the_host_has_is_never_used() -> None:
    body = 'app.config["MAIL_PASSWORD"] = os.getenv("MAIL_PASSWORD", "Tr0ub-4dor")\nreturn ""'
    declared = "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n  envVars:\n  - key: MAIL_PASSWORD\n    sync: false\n"
    code = f"{HEAD}{MADE}    " + body.replace("\n", "\n    ") + "\n"
    found = check(
        "hard-coded-credentials", {"app.py": code, "requirements.txt": "flask\ngunicorn\n", "render.yaml": declared}
    )
    assert [severity for *_, severity in found] == ["info"]


LIVE = "postgresql://shop:Qq7Zz3Hun@dpg-abc.oregon-postgres.render.com/shop"


@pytest.mark.parametrize(
    ("path", "code", "found"),
    [
        ("config.py", f'class DevelopmentConfig:\n    URI = "{LIVE}"\n', True),
        ("tools/copy.py", f'SOURCE = "{LIVE}"\n', True),
        ("shop/old.py", f'def unused():\n    return connect("{LIVE}?sslmode=require")\n', True),
        ("config.py", f'URI = "{LIVE.replace("Qq7Zz3Hun", "password")}"\n', False),
        ("config.py", 'URI = "postgresql://shop:Qq7Zz3Hun@localhost/shop"\n', False),
        ("config.py", 'URI = "postgresql://shop:Qq7Zz3Hun@db:5432/shop"\n', False),
        ("tests/test_x.py", f'URI = "{LIVE}"\n', False),
        ("config.py", f'"""Set DATABASE_URL, as in {LIVE.replace("Qq7Zz3Hun", "<password>")}"""\n', False),
    ],
)
def test_the_address_of_a_live_database_counts_wherever_it_stands(path: str, code: str, found: bool) -> None:
    assert bool(check("hard-coded-credentials", {"app.py": FLASK, path: code, **WEB})) is found


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("salt = 'f8382629e596cb23fc73970038f9e'", False),
        ("PASSWORD_SALT = 'f8382629e596cb23fc73970038f9e'", False),
        ("app.config['HASH_SALT'] = 'f8382629e596cb23fc73970038f9e'", False),
        ("API_SALT = os.getenv('API_SALT', 'f8382629e596cb23fc73')", False),
        ("API_TOKEN = 'f8382629e596cb23fc73970038f9e'", True),
        ("SALT_SERVICE_PASSWORD = 'Tr0ub4dor-9'", True),
    ],
)
def test_a_salt_is_no_credential(line: str, is_told: bool) -> None:
    files = {"app.py": f"import os\n{FLASK}{line}\n", "Procfile": "web: gunicorn app:app\n"}
    assert bool(check("hard-coded-credentials", files)) is is_told


@pytest.mark.parametrize(
    ("name", "severity"), [("SHOP_SALT", "warning"), ("SHOP_TOKEN", "error"), ("SALT_KEY", "error")]
)
def test_a_committed_salt_is_less_than_a_key(name: str, severity: str) -> None:
    image = f"FROM python:3.13\nCOPY . .\nENV {name}=f8382629e596cb23fc73970038f9e\nCMD gunicorn app:app\n"
    assert [found[2] for found in check("plain-secret", {"app.py": FLASK, "Dockerfile": image})] == [severity]


@pytest.mark.parametrize(
    ("path", "line", "is_told"),
    [
        ("app.py", "TLS_CA_SECRET = 'operators-ca-crt'", False),
        ("app.py", "app.config['PULL_SECRET'] = 'registry-credentials'", False),
        ("app.py", "PULL_SECRET = 'registry-9f8e7d6c5b4a'", True),
        ("app.py", "PULL_PASSWORD = 'registry-credentials-a7'", True),
        ("lamps/app.py", "SIGNER_TOKEN = 'lamps-server'", False),
        ("lamps/app.py", "app.config['SIGNER_TOKEN'] = 'lamps-server'", False),
        ("lamps/app.py", "SIGNER_PASSWORD = 'lamps-server'", True),
        ("lamps/app.py", "SIGNER_TOKEN = 'cakes-server'", True),
    ],
)
def test_the_name_of_an_object_or_of_the_program_is_no_secret(path: str, line: str, is_told: bool) -> None:
    start = path.removesuffix(".py").replace("/", ".")
    files = {path: f"{FLASK}{line}\n", "lamps/__init__.py": "", "Procfile": f"web: gunicorn {start}:app\n"}
    assert bool(check("hard-coded-credentials", files)) is is_told
