"""Secrets in code whose name stands above, behind or in a comment: brackets over several lines, ``match``, functions that give one back, both sides of a comparison. Beside each, twins of which nothing is hidden."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings.shown import Shown
from flaskcheck.ground.place import Place
from tests.hardening.test_growth import is_linear, steps
from tests.hardening.test_secrets_plain import lines

SECRETS = ("velvet.garden.castle", "483920174")


@pytest.mark.parametrize(
    "code",
    [
        'TOKENS = [\n    "a.b",\n    "c.d",\n    "{}",\n]',
        'password = (\n    "a.b"\n    "{}"\n)',
        'cfg = {{\n    "password":\n        "{}",\n}}',
        'SECRETS = {{\n    "shop": {{\n        "db": "{}",\n    }},\n}}',
        'match token:\n    case "a.b":\n        pass\n    case "{}":\n        pass',
        'match request.headers["X-Token"]:\n    case "a.b" | "{}":\n        pass',
        'def get_token():\n    return "{}"',
        'if "{}" == password:\n    pass',
        'if hmac.compare_digest("{}", token):\n    pass',
        'headers["X-Api-Key"] = "{}"',
        'bot.run("{}")  # token',
        'ftp = FTP("shop.example.com", "ann", "{}")',
        'ldap.simple_bind_s("cn=ann", "{}")',
        'token = Literal["{}"]',
        'API_KEYS = {{"{}": "ann"}}',
        'SLACK_WEBHOOK = "https://shop.example.com/{}"',
    ],
)
def test_names_that_stand_elsewhere(code: str) -> None:
    for secret in SECRETS:
        assert secret not in "\n".join(lines("app.py", code.format(secret)))


@pytest.mark.parametrize(
    "code",
    [
        'NAMES = [\n    "a.b",\n    "velvet.garden",\n]',
        'set_cookie(\n    "session",\n    secure=os.environ.get("FLASK_ENV") == "production",\n)',
        'create_token(\n    user,\n    template="auth/login.html",\n)',
        'AUTH_PASSWORD_VALIDATORS = [\n    {\n        "NAME": "auth.password.Length",\n    },\n]',
        'match colour:\n    case "velvet.garden":\n        pass',
        'def reset_password():\n    return render_template("auth/reset.html")',
        'if "velvet.garden" == colour:\n    pass',
        'headers["X-Colour"] = "velvet.garden"',
        'app.run("velvet.garden")  # the host',
        'mode: Literal["production"] = None',
        'COLOURS = {"velvet.garden": "red.green"}',
        'PAGE = "https://shop.example.com/velvet"',
    ],
)
def test_names_of_something_else(code: str) -> None:
    told = "\n".join(lines("app.py", code))
    assert [
        word for word in ("velvet", "production", ".html", "auth.password") if word in code and word not in told
    ] == []


def test_work_grows_as_the_file_does() -> None:
    def looked(size: int) -> None:
        text = "TOKENS = [\n" + '    ["a.b", ("c.d",\n    "e.f")],\n' * size + "]\n"
        found = Shown(MemoryTree({"app.py": text}))
        for number in range(1, 2 * size):
            found.line(Place("app.py", number, 1, number, 2))

    small, middle, large = (steps(lambda size=size: looked(size)) for size in (50, 100, 200))
    assert is_linear(small, middle, large)
