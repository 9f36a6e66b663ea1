"""Disks that are mounted elsewhere than a file of SQLite's, whose path is put together from the folder of the code."""

from __future__ import annotations

import pytest
from checking import check

RENDER = "services:\n  - type: web\n    name: a\n    runtime: python\n    startCommand: gunicorn shop:app\n    disk:\n      name: data\n      mountPath: {disk}\n    envVars:\n      - key: FILE\n        value: data/shop.db\n"
CODE = "import os\nfrom pathlib import Path\n\nfrom flask import Flask\n\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = {address}\n"
HOME = "/opt/render/project/src"


@pytest.mark.parametrize(
    ("address", "disk", "told"),
    [
        ("'sqlite:///' + os.path.join(os.path.dirname(app.root_path), os.getenv('FILE', 'a.db'))", "/var/other", True),
        ("'sqlite:///' + os.path.join(app.root_path, 'data', 'shop.db')", f"{HOME}/data", True),
        ("'sqlite:///' + os.path.join(app.instance_path, 'shop.db')", "/var/data", True),
        ("f'sqlite:///{Path(__file__).parent.parent}/data/shop.db'", "/mnt/data", True),
        ("'sqlite:///' + os.path.join(os.path.dirname(app.root_path), os.getenv('FILE', 'a.db'))", f"{HOME}/data", False),
        ("'sqlite:///' + os.path.join(app.root_path, 'data', 'shop.db')", f"{HOME}/shop/data/", False),
        ("'sqlite:///' + os.path.join(app.instance_path, 'shop.db')", f"{HOME}/instance", False),
        ("f'sqlite:///{Path(__file__).parent.parent}/data/shop.db'", HOME, False),
        ("f'sqlite:///{os.environ[\"FOLDER\"]}/shop.db'", "/var/other", False),
        ("f'sqlite:///{unknown()}/shop.db'", "/var/other", False),
    ],
)  # fmt: skip
def test_where_the_disk_is(address: str, disk: str, told: bool) -> None:
    files = {"shop/__init__.py": CODE.format(address=address), "render.yaml": RENDER.format(disk=disk)}
    assert check("sqlite-in-production", files) == ([("shop/__init__.py", 7, "error")] if told else [])


CURRENT = "import os\nimport sqlite3\nfrom pathlib import Path\n\nfrom flask import current_app\n\n\ndef db():\n    return sqlite3.connect({})\n"
FACTORY = "from flask import Flask\n\n\ndef create_app():\n    app = Flask(__name__)\n    from . import store\n\n    @app.route('/')\n    def index():\n        return str(store.db())\n\n    return app\n"


@pytest.mark.parametrize(
    ("path", "disk", "told"),
    [
        ("os.path.join(current_app.instance_path, 'shop.db')", "/var/data", True),
        ("f'{current_app.instance_path}/shop.db'", "/srv/files", True),
        ("os.path.join(current_app.root_path, 'data', 'shop.db')", f"{HOME}/data", True),
        ("Path(current_app._get_current_object().instance_path, 'shop.db')", "/var/data", True),
        ("os.path.join(current_app.instance_path, 'shop.db')", f"{HOME}/instance", False),
        ("os.path.join(current_app.root_path, 'data', 'shop.db')", f"{HOME}/shop/data", False),
        ("os.path.join(current_app.config['FOLDER'], 'shop.db')", "/var/data", False),
    ],
)
def test_folders_of_the_application_that_runs(path: str, disk: str, told: bool) -> None:
    render = RENDER.format(disk=disk).replace("shop:app", "'shop:create_app()'")
    files = {"shop/__init__.py": FACTORY, "shop/store.py": CURRENT.format(path), "render.yaml": render}
    assert check("sqlite-in-production", files) == ([("shop/store.py", 9, "error")] if told else [])


def test_one_of_two_applications_may_run() -> None:
    path = "os.path.join(current_app.instance_path, 'shop.db')"
    render = RENDER.format(disk="/var/data").replace("shop:app", "'shop:create_app()'")
    files = {"shop/__init__.py": FACTORY, "shop/store.py": CURRENT.format(path), "render.yaml": render}
    other = "from flask import Flask\n\nadmin = Flask(__name__, instance_path='/var/data')\n"
    assert not check("sqlite-in-production", {**files, "admin.py": other})


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("app = Flask(__name__)", True),
        ("app = Flask(__name__, instance_path='/var/data')", False),
        ("app = Flask(__name__, root_path='/var/data')", False),
        ("app = Flask('shop')", False),
    ],
)
def test_folders_that_an_application_is_given(made: str, told: bool) -> None:
    address = "'sqlite:///' + os.path.join(app.instance_path, 'shop.db')"
    code = CODE.format(address=address).replace("app = Flask(__name__)", made)
    files = {"shop/__init__.py": code, "render.yaml": RENDER.format(disk="/var/data")}
    assert bool(check("sqlite-in-production", files)) is told


def test_a_volume_of_a_container() -> None:
    image = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop:app"]\n'
    compose = "services:\n  web:\n    build: .\n    volumes:\n      - data:{to}\nvolumes:\n  data:\n"
    code = CODE.format(address="'sqlite:///' + os.path.join(app.root_path, 'data', 'shop.db')")
    files = {"shop/__init__.py": code, "Dockerfile": image, "requirements.txt": "flask\ngunicorn\n"}
    assert not check("sqlite-in-production", {**files, "compose.yaml": compose.format(to="/app/shop/data")})
    assert check("sqlite-in-production", {**files, "compose.yaml": compose.format(to="/app/data")})
