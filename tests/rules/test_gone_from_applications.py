"""What applications had before Flask 2.3: decorators in a factory, properties, the setting ENV."""

from __future__ import annotations

import pytest
from checking import check

FACTORY = """from flask import Flask

def create_app():
    app = Flask(__name__)
{body}
    return app

app = create_app()
"""
TOP = "from flask import Flask\napp = Flask(__name__)\n{body}\n"


def told(code: str, flask: str = "3.1.2", **more: str) -> list[str]:
    files: dict[str, str | bytes] = {
        "app.py": code,
        "requirements.txt": f"flask=={flask}\n{'werkzeug<3' if flask[0] == '2' else ''}\ngunicorn\n",
        "Procfile": "web: gunicorn app:app\n",
        **{f"{name}.py": text for name, text in more.items()},
    }
    return [severity for _, _, severity in check("removed-flask-api", files)]


def indented(body: str) -> str:
    return "".join(f"    {line}\n" for line in body.splitlines())


GONE = [
    "@app.before_first_request\ndef make():\n    print(1)",
    "if app.env == 'production':\n    app.config['X'] = 1",
    "if app.config['ENV'] == 'production':\n    app.config['X'] = 1",
    "print('starts in', app.config['ENV'])",
    "name = app.session_cookie_name",
    "with app.app_context():\n    print(app.env)",
]


@pytest.mark.parametrize("body", GONE)
def test_gone(body: str) -> None:
    assert told(FACTORY.format(body=indented(body))) == ["error"]
    assert told(TOP.format(body=body)) == ["error"]
    assert told(FACTORY.format(body=indented(body)), "2.2.5") == []


def test_only_a_page_asks() -> None:
    assert told(TOP.format(body="@app.get('/')\ndef home():\n    return str(app.config['ENV'])\n")) == ["warning"]


@pytest.mark.parametrize(
    "body",
    [
        "app.config.get('ENV')",
        "app.config['ENV'] = 'production'\nprint(app.config['ENV'])",
        "app.config.from_mapping(ENV='production')\nif app.config['ENV'] == 'x':\n    print(1)",
        "app.env = 'production'\nprint(app.env)",
        "try:\n    print(app.config['ENV'])\nexcept KeyError:\n    pass",
        "class Shop:\n    env = 'production'\nshop = Shop()\nprint(shop.env)",
        "settings = {'ENV': 1}\nprint(settings['ENV'])",
        "app.json_encoder = dict",
    ],
)
def test_what_is_there(body: str) -> None:
    assert told(FACTORY.format(body=indented(body))) == []
    assert told(TOP.format(body=body)) == []


def test_a_factory_that_nothing_calls() -> None:
    unused = FACTORY.format(body=indented(GONE[0])).replace("app = create_app()", "app = Flask(__name__)")
    assert told(unused) == []
