"""What follows a check that stops the start because something is missing runs whenever production runs."""

import pytest

from tests.checking import check

PROCFILE = {"Procfile": "web: python app.py\n", "requirements.txt": "flask\n"}
HEAD = "import os\nimport sys\n\nfrom flask import Flask\n\napp = Flask(__name__)\n"
MAIN = '\nif __name__ == "__main__":\n    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))\n'

REFUSALS = {
    "a setting": 'app.config["TOKEN"] = os.getenv("TOKEN")\nif not app.config["TOKEN"]:\n    raise ValueError("TOKEN is missing")\n',
    "a name": 'token = os.environ.get("TOKEN")\nif token is None:\n    raise RuntimeError("TOKEN is missing")\n',
    "a name of the environment": 'if "TOKEN" not in os.environ:\n    sys.exit("TOKEN is missing")\n',
    "one of two": 'if not os.getenv("TOKEN") or not os.getenv("OTHER"):\n    raise RuntimeError("missing")\n',
    "a file": 'if not os.path.exists("rules.json"):\n    sys.exit(2)\n',
    "two after one another": 'if not os.getenv("TOKEN"):\n    raise KeyError("TOKEN")\nif os.getenv("OTHER") == "":\n    raise KeyError("OTHER")\n',
    "elif": 'if not os.getenv("TOKEN"):\n    raise KeyError("TOKEN")\nelif not os.getenv("OTHER"):\n    raise KeyError("OTHER")\n',
}

REFUSALS |= {
    "a list of what is missing": 'missing = [name for name in ("TOKEN", "OTHER") if not os.getenv(name)]\nif missing:\n    raise RuntimeError(f"missing: {missing}")\n',
    "both": 'if not (os.getenv("TOKEN") and os.getenv("OTHER")):\n    raise RuntimeError("missing")\n',
    "a length": 'if len(os.getenv("TOKEN", "")) < 32:\n    raise ValueError("too short")\n',
    "a Python": 'if sys.version_info < (3, 10):\n    raise RuntimeError("too old")\n',
    "a value of an example": 'if os.getenv("TOKEN") in (None, "", "changeme"):\n    raise ValueError("TOKEN")\n',
    "else": 'if os.getenv("TOKEN"):\n    token = os.environ["TOKEN"]\nelse:\n    raise ValueError("TOKEN")\n',
    "in production": 'if os.getenv("FLASK_ENV") == "production" and not os.getenv("TOKEN"):\n    raise ValueError("TOKEN")\n',
    "after a line": 'if not os.getenv("TOKEN"):\n    print("TOKEN is missing", file=sys.stderr)\n    sys.exit(1)\n',
}

OTHERS = {
    "somebody's yes": 'if os.getenv("RESET") not in ("y", "yes"):\n    raise RuntimeError("refused")\n',
    "not somebody's yes": 'if not os.getenv("RESET") == "yes":\n    raise RuntimeError("refused")\n',
    "a question": 'import click\nif not click.confirm("Really?"):\n    raise click.Abort()\n',
    "a mode": 'if os.getenv("MODE") == "server":\n    token = 1\nelse:\n    raise RuntimeError("not here")\n',
    "a test for another value": 'if os.getenv("MODE") != "server":\n    raise SystemExit("not here")\n',
    "the end of what is done": 'if not os.path.exists("todo.txt"):\n    sys.exit(0)\n',
    "the end without a number": 'if not os.path.exists("todo.txt"):\n    sys.exit()\n',
}


@pytest.mark.parametrize("text", REFUSALS.values(), ids=REFUSALS)
def test_what_follows_a_refusal_is_sure(text: str) -> None:
    files = {**PROCFILE, "app.py": HEAD + text + MAIN}
    assert check("development-server", files) == [("Procfile", 1, "error")]


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_what_follows_another_end_is_likely(text: str) -> None:
    files = {**PROCFILE, "app.py": HEAD + text + MAIN}
    assert check("development-server", files) == [("Procfile", 1, "warning")]


def test_what_is_caught_refuses_nothing() -> None:
    text = "try:\n    if not os.getenv('TOKEN'):\n        raise KeyError('TOKEN')\n    app.debug = True\nexcept KeyError:\n    pass\n"
    served = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}
    assert check("debug-setting", {**served, "app.py": HEAD + text}) == []


FACTORY = """import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


def create_app():
    app = Flask(__name__)
    if not os.environ.get("TOKEN"):
        raise RuntimeError("TOKEN is missing")
    app.debug = True
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"
    db.init_app(app)
    with app.app_context():
        db.drop_all()
        db.create_all()
    import stripe
    return app


app = create_app()
"""
SERVED = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\nflask-sqlalchemy\ngunicorn\n"}


@pytest.mark.parametrize(
    ("rule", "line"),
    [("debug-setting", 13), ("sqlite-in-production", 14), ("drop-all-at-startup", 17), ("undeclared-import", 19)],
)
def test_what_follows_a_refusal_in_a_factory(rule: str, line: int) -> None:
    assert check(rule, {**SERVED, "app.py": FACTORY}) == [("app.py", line, "error")]


ASKED = """import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
{check}
app.config["SQLALCHEMY_DATABASE_URI"] = os.getenv("DATABASE_URL", "sqlite:///dev.db")
db = SQLAlchemy(app)
"""
STOPPED = {
    "in place": 'if not os.getenv("DATABASE_URL"):\n    raise RuntimeError("missing")',
    "by a name": 'url = os.environ.get("DATABASE_URL")\nif url is None:\n    raise RuntimeError("missing")',
    "as a key": 'if "DATABASE_URL" not in os.environ:\n    raise SystemExit("missing")',
    "asserted": 'assert os.getenv("DATABASE_URL"), "missing"',
}


@pytest.mark.parametrize("text", STOPPED.values(), ids=STOPPED)
def test_a_fallback_that_the_start_refuses_is_none(text: str) -> None:
    assert check("sqlite-fallback", {**SERVED, "app.py": ASKED.format(check=text)}) == []


@pytest.mark.parametrize(
    "text", ["", 'if not os.getenv("TOKEN"):\n    raise RuntimeError("missing")'], ids=["none", "another"]
)
def test_a_fallback_that_nothing_refuses(text: str) -> None:
    assert [found[2] for found in check("sqlite-fallback", {**SERVED, "app.py": ASKED.format(check=text)})] == [
        "warning"
    ]


LOADERS = {
    "import_module": "    module = importlib.import_module(name)\n",
    "__import__": "    module = __import__(name, fromlist=['bp'])\n",
    "in a try": "    try:\n        module = importlib.import_module(name)\n    except AttributeError:\n        return\n",
    "a joined name": "    module = importlib.import_module(f'{name}')\n",
}


@pytest.mark.parametrize("body", LOADERS.values(), ids=LOADERS)
def test_every_module_that_a_helper_loads_by_name_is_reached(body: str) -> None:
    names = [f"pages_{letter}" for letter in "abcdefgh"]
    calls = "".join(f"load('{name}')\n" for name in names)
    files: dict[str, str | bytes] = {
        **SERVED,
        "app.py": f"import importlib\n\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\ndef load(name):\n{body}    app.register_blueprint(module.bp)\n\n\n{calls}",
    }
    page = "from flask import Blueprint, render_template\n\nbp = Blueprint(__name__, __name__)\n\n\n@bp.route('/{0}')\ndef page():\n    return render_template('{0}.html')\n"
    files.update({f"{name}.py": page.format(name) for name in names})
    assert [path for path, _, _ in check("missing-template", files)] == [f"{name}.py" for name in names]


DEFAULTS = {
    "a conditional": 'app.secret_key = os.environ["SHOP_KEY"] if "SHOP_KEY" in os.environ else "hXk2v9Qm41"\n',
    "the contrary": 'app.secret_key = "hXk2v9Qm41" if "SHOP_KEY" not in os.environ else os.environ["SHOP_KEY"]\n',
    "a name": 'if "SHOP_KEY" not in os.environ:\n    key = "hXk2v9Qm41"\nelse:\n    key = os.environ["SHOP_KEY"]\napp.secret_key = key\n',
    "a handler": 'try:\n    key = os.environ["SHOP_KEY"]\nexcept KeyError:\n    key = "hXk2v9Qm41"\napp.secret_key = key\n',
    "a setting in a handler": 'try:\n    app.config["SECRET_KEY"] = os.environ["SHOP_KEY"]\nexcept KeyError:\n    app.config["SECRET_KEY"] = "hXk2v9Qm41"\n',
    "an attribute in a handler": 'try:\n    app.secret_key = os.environ["SHOP_KEY"]\nexcept Exception:\n    app.secret_key = "hXk2v9Qm41"\n',
}
NO_DEFAULTS = {
    "it raises": 'try:\n    key = os.environ["SHOP_KEY"]\nexcept KeyError:\n    raise RuntimeError("SHOP_KEY") from None\napp.secret_key = key\n',
    "another thing": 'try:\n    port = os.environ["PORT"]\nexcept KeyError:\n    port = "5000"\napp.secret_key = os.environ["SHOP_KEY"]\n',
    "nothing": 'app.secret_key = os.environ["SHOP_KEY"] if "SHOP_KEY" in os.environ else None\n',
}


@pytest.mark.parametrize("text", DEFAULTS.values(), ids=DEFAULTS)
def test_a_key_that_is_taken_where_a_variable_is_missing(text: str) -> None:
    assert [found[2] for found in check("fallback-secret-key", {**SERVED, "app.py": HEAD + text})] == ["warning"]
    assert check("hard-coded-secret-key", {**SERVED, "app.py": HEAD + text}) == []


@pytest.mark.parametrize("text", NO_DEFAULTS.values(), ids=NO_DEFAULTS)
def test_no_key_where_a_variable_is_missing(text: str) -> None:
    assert check("fallback-secret-key", {**SERVED, "app.py": HEAD + text}) == []


@pytest.mark.parametrize(
    "call",
    [
        "from_mapping(**settings)",
        "update(**settings)",
        "from_mapping(settings)",
        "from_mapping(TESTING=False, **settings)",
    ],
)
def test_a_dictionary_that_is_spread(call: str) -> None:
    text = f'settings = {{"SECRET_KEY": "hXk2v9Qm41"}}\napp.config.{call}\n'
    assert [found[2] for found in check("hard-coded-secret-key", {**SERVED, "app.py": HEAD + text})] == ["error"]
