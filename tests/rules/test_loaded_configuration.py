"""Configurations whose name is put together, and files of data that start-up loads."""

from __future__ import annotations

import pytest
from checking import FLASK, check

KEY = "SECRET_KEY = 'kq81-xx20-lmm3'\n"
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("load", "files", "is_told"),
    [
        ("f'conf.{stage}'", {"conf/production.py": KEY, "conf/development.py": ""}, True),
        ("'conf.' + stage", {"conf/prod.py": KEY, "conf/test.py": ""}, True),
        ("'conf.{}.flask'.format(stage)", {"conf/live/flask.py": KEY, "conf/dev/flask.py": ""}, True),
        ("f'conf.{stage.capitalize()}Config'", {"conf.py": f"class ProductionConfig:\n    {KEY}"}, True),
        ("f'conf.settings_{stage}'", {"conf/settings_prod.py": KEY, "conf/settings_dev.py": ""}, True),
        ("f'{stage}_settings'", {"production_settings.py": KEY, "local_settings.py": ""}, True),
        # The key is that of a configuration that production does not pick.
        ("f'conf.{stage}'", {"conf/production.py": "", "conf/development.py": KEY}, False),
        # None or two of them are for production.
        ("f'conf.{stage}'", {"conf/blue.py": KEY, "conf/green.py": KEY}, False),
        ("f'conf.{stage}'", {"conf/production.py": KEY, "conf/prod_eu.py": ""}, False),
    ],
)
def test_a_name_with_an_unknown_part(load: str, files: dict[str, str], is_told: bool) -> None:
    code = f"import os\n{FLASK}stage = os.environ['STAGE']\napp.config.from_object({load})\n"
    assert bool(check("hard-coded-secret-key", {"app.py": code, **PROCFILE, **files})) is is_told


@pytest.mark.parametrize(
    ("load", "name", "text", "line"),
    [
        ("from_file('flask.json', load=json.load)", "flask.json", '{\n  "SECRET_KEY": "kq81-xx20-lmm3"\n}', 2),
        (
            "from_file('flask.toml', tomllib.load, text=False)",
            "flask.toml",
            "PORT = 1\nSECRET_KEY = 'kq81-xx20-lmm3'\n",
            2,
        ),
        ("from_file('conf/flask.yml', load=yaml.safe_load)", "conf/flask.yml", "SECRET_KEY: kq81-xx20-lmm3\n", 1),
        ("from_file(NAME, load=json.load)", "data.json", '{"SECRET_KEY": "kq81-xx20-lmm3"}', 1),
        # Keys in small letters are no settings, and a file that is broken or not there says nothing.
        ("from_file('flask.json', load=json.load)", "flask.json", '{"secret_key": "kq81-xx20-lmm3"}', 0),
        ("from_file('flask.json', load=json.load)", "flask.json", '{"SECRET_KEY": "kq81-xx20-lmm3"', 0),
        ("from_file('flask.json', load=json.load)", "other.json", '{"SECRET_KEY": "kq81-xx20-lmm3"}', 0),
    ],
)
def test_a_file_of_data(load: str, name: str, text: str, line: int) -> None:
    code = f"import json, tomllib, yaml\n{FLASK}NAME = 'data.json'\napp.config.{load}\n"
    told = check("hard-coded-secret-key", {"app.py": code, name: text, **PROCFILE})
    assert told == ([(name, line, "error")] if line else [])


def test_what_is_written_after_a_file_counts() -> None:
    code = (
        f"import json, os\n{FLASK}app.config.from_file('a.json', load=json.load)\napp.secret_key = os.environ['KEY']\n"
    )
    assert not check("hard-coded-secret-key", {"app.py": code, "a.json": '{"SECRET_KEY": "kq81-xx20"}', **PROCFILE})


DOCKERFILE = "FROM python:3.12\nWORKDIR /a\nCOPY . .\nRUN pip install flask\n{}CMD python app.py\n"


@pytest.mark.parametrize(
    ("debug", "files", "severity"),
    [
        ("os.environ.get('STAGE') != 'production'", {"Dockerfile": DOCKERFILE.format("")}, "error"),
        ("os.getenv('DEBUG', 'yes') == 'yes'", {"Dockerfile": DOCKERFILE.format("")}, "error"),
        ("os.getenv('DEBUG', '1') == '1'", {"Procfile": "web: python app.py\n"}, "warning"),
        ("os.environ.get('STAGE') != 'production'", {"Dockerfile": DOCKERFILE.format("ENV STAGE=production\n")}, ""),
        ("os.environ.get('STAGE') == 'debug'", {"Dockerfile": DOCKERFILE.format("")}, ""),
        ("os.getenv('DEBUG')", {"Dockerfile": DOCKERFILE.format("")}, ""),
        ("not os.environ.get('DYNO')", {"Procfile": "web: python app.py\n"}, ""),
    ],
)
def test_a_debugger_that_a_missing_variable_leaves_on(debug: str, files: dict[str, str], severity: str) -> None:
    code = f"import os\n{FLASK}if __name__ == '__main__':\n    app.run(host='0.0.0.0', debug={debug})\n"
    told = check("debug-run", {"app.py": code, **files})
    assert [found[2] for found in told] == ([severity] if severity else [])


LOADS = (
    "if given is None:\n        app.config.from_pyfile('live.py', silent=True)\n    else:\n        app.config.update(given)",
    "if given is not None:\n        app.config.update(given)",
    "if given:\n        app.config.from_mapping(given)",
    "if not given:\n        app.config['A'] = 1\n    else:\n        app.config.update(given)",
)


@pytest.mark.parametrize("load", LOADS)
@pytest.mark.parametrize(
    ("call", "rules"),
    [
        ("{'SECRET_KEY': os.environ['KEY']}", ()),
        ("dict(SECRET_KEY=os.environ['KEY'])", ()),
        ("{'SECRET_KEY': os.urandom(24)}", ("random-secret-key",)),
        ("{'SECRET_KEY': 'kJ8s7dHsk2Lq9ZxW'}", ("hard-coded-secret-key",)),
    ],
)
def test_settings_that_a_factory_is_given(load: str, call: str, rules: tuple[str, ...]) -> None:
    factory = f"def create_app(given=None):\n    app = Flask(__name__)\n    app.config.from_mapping(SECRET_KEY='dev')\n    {load}\n    return app\n"
    files = {
        "shop.py": f"from flask import Flask\n{factory}",
        "wsgi.py": f"import os\nfrom shop import create_app\napp = create_app({call})\n",
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn wsgi:app\n",
    }
    for name in ("fallback-secret-key", "hard-coded-secret-key", "random-secret-key"):
        assert [path for path, _, _ in check(name, files)] == (["wsgi.py"] if name in rules else []), name


CHOSEN = "import os\nfrom flask import Flask\napp = Flask(__name__)\nif 'SHOP_LIVE' in os.environ:\n    app.config.from_object('config.Live')\nelse:\n    app.config.from_object('config.DevelopmentConfig')\n"
CLASSES = "class Live:\n    pass\n\n\nclass DevelopmentConfig:\n    DEBUG = True\n"
START = {"Procfile": "web: gunicorn wsgi:app\n"}
APACHE = "import os, sys\nsys.path.insert(0, '/srv/shop')\n{}from shop import app as application\n"


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        ({**START, "wsgi.py": "import os\nos.environ['SHOP_LIVE'] = '1'\nfrom shop import app\n"}, False),
        ({**START, "wsgi.py": "import os\nos.environ.setdefault('SHOP_LIVE', 'yes')\nimport shop\napp = shop.app\n"}, False),
        ({**START, "wsgi.py": "from os import environ, getcwd\nenviron['SHOP_LIVE'] = getcwd()\nfrom shop import app\n"}, False),
        ({"shop.wsgi": APACHE.format("os.environ['SHOP_LIVE'] = '1'\n")}, False),
        # too late, in another module, for a test, or another variable
        ({**START, "wsgi.py": "import os\nfrom shop import app\nos.environ['SHOP_LIVE'] = '1'\n"}, True),
        ({**START, "wsgi.py": "import os\nif os.path.exists('/live'):\n    os.environ['SHOP_LIVE'] = '1'\nfrom shop import app\n"}, True),
        ({**START, "wsgi.py": "from shop import app\n", "tools.py": "import os\nos.environ['SHOP_LIVE'] = '1'\n"}, True),
        ({"shop.wsgi": APACHE.format("os.environ['SHOP_COLOUR'] = '1'\n")}, True),
        ({"shop.wsgi": APACHE.format("")}, True),
        # one of two that are started does not
        ({"Procfile": "web: gunicorn wsgi:app\nworker: python work.py\n", "wsgi.py": "import os\nos.environ['SHOP_LIVE'] = '1'\nfrom shop import app\n", "work.py": "from shop import app\nprint(app)\n"}, False),
    ],
)  # fmt: skip
def test_a_variable_that_the_start_module_sets(files: dict[str, str | bytes], is_told: bool) -> None:
    everything = {"shop.py": CHOSEN, "config.py": CLASSES, "requirements.txt": "flask\ngunicorn\n", **files}
    assert bool(check("development-config", everything)) is is_told


def test_a_key_that_the_start_module_sets_is_no_better() -> None:
    code = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.secret_key = os.environ.get('SHOP_SECRET', 'dev')\n"
    start = "import os\nos.environ['SHOP_SECRET'] = '9f8a7d6c5b4e3f2a1b0c'\nfrom shop import app\n"
    files: dict[str, str | bytes] = {
        "shop.py": code,
        "wsgi.py": start,
        "requirements.txt": "flask\ngunicorn\n",
        **START,
    }
    assert check("hard-coded-secret-key", files) == [("wsgi.py", 2, "error")]


LOOP = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config.update(SECRET_KEY='CHANGE ME', COLOUR='red')\n{}"


@pytest.mark.parametrize(
    ("loop", "error", "warnings"),
    [
        ("for key in app.config:\n    if key in os.environ:\n        app.config[key] = os.environ[key]\n", False, 1),
        ("for k in list(app.config):\n    v = app.config[k]\n    app.config[k] = os.environ.get(k, v)\n", False, 1),
        ("for name in ('SECRET_KEY', 'COLOUR'):\n    app.config[name] = os.getenv(name, app.config[name])\n", False, 1),
        ("app.config.from_envvar('SHOP_FILE', silent=True)\nfor k in app.config:\n    if k in os.environ:\n        app.config[k] = os.environ[k]\n", False, 1),
        ("for key in app.config:\n    app.config[key] = os.environ['COLOUR']\n", True, 0),
        ("for key in app.config:\n    print(key, os.environ.get(key))\n", True, 0),
        ("", True, 0),
    ],
)  # fmt: skip
def test_each_setting_from_the_variable_of_its_name(loop: str, error: bool, warnings: int) -> None:
    files: dict[str, str | bytes] = {"app.py": LOOP.format(loop), "requirements.txt": "flask\ngunicorn\n", **PROCFILE}
    assert bool(check("hard-coded-secret-key", files)) is error
    assert len(check("fallback-secret-key", files)) == warnings


def test_a_file_that_two_deployments_load() -> None:
    code = LOOP.format("app.config.from_envvar('SHOP_FILE', silent=True)\n")
    image = "FROM python:3.13\nCOPY . .\nRUN pip install flask gunicorn\nCMD gunicorn app:app\n"
    compose = "services:\n  web:\n    build: .\n    environment:\n      COLOUR: blue\n"
    files: dict[str, str | bytes] = {
        "app.py": code,
        "Dockerfile": image,
        "Dockerfile.slim": image,
        "compose.yaml": compose,
        **PROCFILE,
    }
    assert check("hard-coded-secret-key", files) == []
    assert len(check("fallback-secret-key", files)) == 1


BESIDE = "import os\nfrom flask import Flask\ndef create_app():\n    app = Flask(__name__{})\n    app.config['SECRET_KEY'] = os.environ['SHOP_KEY']\n    app.config.from_pyfile('{}', silent=True)\n    return app\n"


@pytest.mark.parametrize(
    ("more", "name", "path", "is_told"),
    [
        ("", "usual.py", "shop/usual.py", True),
        ("", "usual.cfg", "shop/usual.cfg", True),
        ("", "usual.py", "usual.py", False),  # Flask looks beside the application only
        ("", "usual.py", "instance/usual.py", False),
        (", instance_relative_config=True", "usual.py", "shop/usual.py", False),
    ],
)
def test_files_that_are_loaded_silently(more: str, name: str, path: str, is_told: bool) -> None:
    """What lies in git beside the application is loaded wherever it is deployed, and wins over what was read before."""
    files = {
        "shop/__init__.py": BESIDE.format(more, name),
        path: "SECRET_KEY = 'q8Zr4Tt9Lw2Xx7Nn'\n",
        "wsgi.py": "from shop import create_app\napp = create_app()\n",
        "Procfile": "web: gunicorn wsgi:app\n",
    }
    assert bool(check("hard-coded-secret-key", files)) is is_told


STAGED = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config['SECRET_KEY'] = 'kq81-xx20-lmm3'\nstage = os.environ.get('STAGE', 'development')\napp.config.from_pyfile({}, silent=True)\n"


@pytest.mark.parametrize(
    ("name", "release", "is_told"),
    [
        ("f'../conf/{stage}-local.py'", "aws s3 cp s3://shop/live.py conf/production-local.py\nprintf 'A = 1' >> conf/production-local.py", False),
        ("'conf/' + stage + '.cfg'", "cp /etc/shop/live.cfg conf/live.cfg", False),
        ("f'{stage}.py'", "echo \"$SETTINGS\" > production.py", False),
        ("f'../conf/{stage}-local.py'", "cp x conf/production.py", True),
        ("f'../conf/{stage}-local.py'", "cp x other/production-local.py", True),
        ("f'../conf/{stage}-local.py'", "echo ready", True),
    ],
)  # fmt: skip
def test_a_file_that_a_command_writes_for_another_stage(name: str, release: str, is_told: bool) -> None:
    """The default chooses the file of developers; the commands of the deployment bring that of the host."""
    files = {
        "app.py": STAGED.format(name),
        "release.sh": f"set -e\n{release}\n",
        "Procfile": "release: bash release.sh\nweb: gunicorn app:app\n",
    }
    assert bool(check("fallback-secret-key", files)) is is_told
