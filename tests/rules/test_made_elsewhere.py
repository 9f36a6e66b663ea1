"""What other programs make, fill in and put together: generated modules, units with words to replace, parts of a Compose project, files that a build writes, paths of other machines."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.readers.pages import scripts

WEB = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}

IMPORTS = {
    "protoc's": ("from shop import order_pb2", 0),
    "of its services": ("from shop import order_pb2_grpc", 0),
    "under another name": ("from shop import order_pb2 as orders", 0),
    "a version": ("from shop import _version", 0),
    "as a module": ("import shop.order_pb2", 0),
    "a name with a number": ("from shop import order_2", 1),
    "a name that begins so": ("from shop import pb2_orders", 1),
}


@pytest.mark.parametrize(("line", "found"), IMPORTS.values(), ids=IMPORTS)
def test_modules_that_a_build_writes(line: str, found: int) -> None:
    files = {"app.py": f"{line}\n{FLASK}", "shop/__init__.py": "", **WEB}
    assert len(check("unresolved-import", files)) == found


UNITS = {
    "a word to replace": ("EnvironmentFile=%SHOP_ETC%/shop.env", "%SHOP_HOME%", 0),
    "one word alone": ("EnvironmentFile=%SHOP_ENV%", "%SHOP_HOME%", 0),
    "an optional one": ("EnvironmentFile=-%SHOP_ETC%/shop.env", "%SHOP_HOME%", 0),
    "a specifier": ("EnvironmentFile=%h/shop/shop.env", "%h/shop", 1),
    "a path": ("EnvironmentFile=/srv/shop/shop.env", "/srv/shop", 1),
}


@pytest.mark.parametrize(("line", "folder", "found"), UNITS.values(), ids=UNITS)
def test_units_whose_paths_an_installer_fills_in(line: str, folder: str, found: int) -> None:
    unit = f"[Service]\nUser=ann\nWorkingDirectory={folder}\n{line}\nExecStart={folder}/venv/bin/gunicorn app:app\n"
    files = {
        "app.py": FLASK,
        "shop.service": unit,
        "requirements.txt": WEB["requirements.txt"],
        ".gitignore": "*.pyc\n",
    }
    assert len(check("unignored-env-file", files)) == found
    assert check("unresolved-app", files) == []


PART = "services:\n  {0}:\n    build: .\n    configs:\n      - limits.yml\n"
FRAME = "services:\n  web:\n    image: nginx\nconfigs:\n  limits.yml:\n    file: limits.yml\n"
PROJECTS = {
    "two parts and a frame": ({"a/compose.yaml": PART.format("a"), "b/compose.yaml": PART.format("b")}, FRAME, 0),
    "three parts": ({f"{n}/compose.yaml": PART.format(n) for n in "abc"}, FRAME, 0),
    "one that forgot it": ({"a/compose.yaml": PART.format("a")}, FRAME, 1),
    "a frame without it": (
        {"a/compose.yaml": PART.format("a"), "b/compose.yaml": PART.format("b")},
        FRAME.replace("  limits.yml:\n    file", "  other.yml:\n    file"),
        2,
    ),
    "a secret": (
        {f"{n}/compose.yaml": PART.format(n).replace("configs", "secrets") for n in "ab"},
        FRAME.replace("configs", "secrets"),
        0,
    ),
}


@pytest.mark.parametrize(("parts", "frame", "found"), PROJECTS.values(), ids=PROJECTS)
def test_parts_that_a_program_puts_together(parts: dict[str, str], frame: str, found: int) -> None:
    images = {
        path.replace("compose.yaml", "Dockerfile"): "FROM python:3.13\nCOPY . .\nCMD gunicorn app:app\n"
        for path in parts
    }
    files = {"app.py": FLASK, "base-compose.yml": frame, **parts, **images, **WEB}
    assert len(check("invalid-platform-file", files)) == found


WRITTEN = {
    "echo": ("RUN echo \"bind = '0.0.0.0:8000'\" > gunicorn.conf.py", 0),
    "in quotes, behind other steps": ("RUN pip list && echo \"bind = '0.0.0.0:8000'\" > 'gunicorn.conf.py'", 0),
    "by its whole path": ("RUN printf \"bind='0.0.0.0:8000'\" > /srv/gunicorn.conf.py", 0),
    "with tee": ("RUN echo \"bind = '0.0.0.0:8000'\" | tee gunicorn.conf.py", 0),
    "another file": ("RUN echo \"bind = '0.0.0.0:8000'\" > guni.py", 1),
    "nothing": ("RUN pip list", 1),
}


@pytest.mark.parametrize(("step", "found"), WRITTEN.values(), ids=WRITTEN)
def test_a_configuration_that_the_build_writes(step: str, found: int) -> None:
    image = (
        f"FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\n{step}\nCMD gunicorn app:app\n"
    )
    assert (
        len(check("loopback-bind", {"app.py": FLASK, "Dockerfile": image, "requirements.txt": WEB["requirements.txt"]}))
        == found
    )


SCRIPTS = {
    "opened where it is needed": (
        "from web import create_app\napp = create_app()\ndef save():\n    with app.app_context():\n        db.session.add(1)\n",
        0,
    ),
    "a class that does": (
        "from web import create_app\napp = create_app()\nclass Worker:\n    def run(self):\n        with app.app_context():\n            db.session.add(1)\n",
        0,
    ),
    "a context that nothing closes": (
        "from web import create_app\napp = create_app()\napp.app_context().push()\ndef save():\n    db.session.add(1)\n",
        1,
    ),
    "rows as soon as it is imported": (
        "from web import create_app\napp = create_app()\nwith app.app_context():\n    db.session.add(1)\n",
        1,
    ),
}


@pytest.mark.parametrize(("script", "found"), SCRIPTS.values(), ids=SCRIPTS)
def test_a_module_that_makes_an_application_for_itself(script: str, found: int) -> None:
    factory = "from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    @app.get('/')\n    def index():\n        import worker\n        worker.save()\n        return ''\n    return app\n"
    files = {"web.py": factory, "worker.py": f"from models import db\n{script}", "models.py": "db = object()\n"}
    files |= {"Procfile": "web: gunicorn 'web:create_app()'\n", "requirements.txt": WEB["requirements.txt"]}
    assert len(check("unguarded-seed-script", files)) == found


PATHS = {
    "of a server that files are sent to": ("FTP = {'REMOTE_FOLDER': '/home/ann/pictures'}", 0),
    "what a library puts there": ("sftp.put('a.png', '/home/ann/pictures/a.png')", 0),
    "as a setting": ("app.config['SFTP_FOLDER'] = '/home/ann/pictures'", 0),
    "as an argument": ("upload('a.png', remote_path='/home/ann/pictures')", 0),
    "here": ("open('/home/ann/pictures/a.png')", 1),
    "a setting of this machine": ("app.config['UPLOAD_FOLDER'] = '/home/ann/pictures'", 1),
}


@pytest.mark.parametrize(("line", "found"), PATHS.values(), ids=PATHS)
def test_paths_of_another_machine(line: str, found: int) -> None:
    assert len(check("absolute-local-path", {"app.py": f"{FLASK}{line}\n", **WEB})) == found


DRIVERS = {
    "one for each Python": ("psycopg2; python_version < '3.9'\npsycopg2-binary; python_version >= '3.9'\n", 0),
    "one for each system": ("psycopg2; sys_platform == 'win32'\npsycopg2-binary; sys_platform == 'linux'\n", 0),
    "both": ("psycopg2\npsycopg2-binary\n", 1),
    "both for some": ("psycopg2; python_version < '3.12'\npsycopg2-binary; python_version >= '3.9'\n", 1),
}


@pytest.mark.parametrize(("lines", "found"), DRIVERS.values(), ids=DRIVERS)
def test_drivers_that_never_meet(lines: str, found: int) -> None:
    files = {"app.py": FLASK, **WEB, "requirements.txt": WEB["requirements.txt"] + lines}
    assert len(check("misnamed-requirement", files)) == found


ADDRESSES = {
    "an entry of an entry": ("return settings.get('sensor', {}).get('url', 'http://localhost:30003')", 0),
    "an entry of what is loaded": ("return load().get('url', 'http://localhost:30003')", 0),
    "a constant": ("import requests\n    return requests.get('http://localhost:30003').text", 1),
}


@pytest.mark.parametrize(("line", "found"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses_that_settings_replace(line: str, found: int) -> None:
    code = f"{FLASK}from shop import load, settings\n@app.get('/')\ndef index():\n    {line}\n"
    assert (
        len(
            check(
                "hard-coded-loopback", {"app.py": code, "shop.py": "settings = {}\ndef load():\n    return {}\n", **WEB}
            )
        )
        == found
    )


LINKS = {
    "a constant that nothing names": (
        "import a from 'a'\nconst options = {\n  base: 'http://127.0.0.1:8085/api'\n}\nexport const b = 1\n",
        0,
    ),
    "a text that nothing names": ("import a from 'a'\nconst base = 'http://127.0.0.1:8085/api'\na.call()\n", 0),
    "one that is used": ("import a from 'a'\nconst base = 'http://127.0.0.1:8085/api'\na.call(base)\n", 1),
    "one that others may use": ("import a from 'a'\nexport const base = 'http://127.0.0.1:8085/api'\n", 1),
    "a call behind one": ("import a from 'a'\nconst b = 1\na.call('http://127.0.0.1:8085/api')\n", 1),
}


@pytest.mark.parametrize(("script", "found"), LINKS.values(), ids=LINKS)
def test_constants_that_nothing_uses(script: str, found: int) -> None:
    files = {
        "app.py": FLASK,
        "frontend/src/a.js": script,
        "frontend/package.json": '{"name": "a", "scripts": {"build": "vite build"}}',
        **WEB,
    }
    assert len(check("loopback-link", files)) == found


PROCFILES = {
    "in debug mode, beside an image": ("FLASK_DEBUG=1 FLASK_APP=app flask run", "gunicorn app:app", 0),
    "with the option": ("flask run --debug", "gunicorn app:app", 0),
    "in its mode": ("FLASK_ENV=development flask run", "gunicorn app:app", 0),
    "plain": ("FLASK_APP=app flask run", "gunicorn app:app", 1),
    "the image is no better": ("FLASK_DEBUG=1 FLASK_APP=app flask run", "flask run", 1),
}


@pytest.mark.parametrize(("line", "served", "found"), PROCFILES.values(), ids=PROCFILES)
def test_a_procfile_for_foreman(line: str, served: str, found: int) -> None:
    image = f"FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD {served}\n"
    files = {
        "app.py": FLASK,
        "Procfile": f"web: {line}\n",
        "Dockerfile": image,
        "requirements.txt": WEB["requirements.txt"],
    }
    assert len(check("development-server", files)) == found


CONTEXTS = {
    "packages of its own": ("COPY shop_*.deb ./\nCOPY tools-1.2.tar.gz /tmp/\n", ["info"]),
    "wheels": ("COPY *.whl /tmp/\nADD tools-1.2.zip /tmp/\n", ["info"]),
    "no packages": ("COPY *.lock ./\nCOPY tools-1.2.tar.gz /tmp/\n", ["error"]),
    "a script": ("COPY shop_*.deb ./\nCOPY start.sh ./\n", ["error"]),
}


@pytest.mark.parametrize(("steps", "found"), CONTEXTS.values(), ids=CONTEXTS)
def test_packages_that_are_put_beside_the_code(steps: str, found: list[str]) -> None:
    image = (
        f"FROM python:3.13\nWORKDIR /srv\nCOPY . .\n{steps}RUN pip install -r requirements.txt\nCMD gunicorn app:app\n"
    )
    files = {"app.py": FLASK, "Dockerfile": image, "requirements.txt": WEB["requirements.txt"]}
    assert [severity for _, _, severity in check("missing-copied-file", files)] == found


LOOPS = {
    "no server": ("Flask==3.1.2\n", 0),
    "no server, and others": ("Flask==3.1.2\nrequests==2.32.5\n", 0),
    "a server": ("Flask==3.1.2\ngunicorn==23.0.0\n", 1),
    "nothing is told": ("", 1),
}


@pytest.mark.parametrize(("lines", "found"), LOOPS.values(), ids=LOOPS)
def test_a_program_that_only_python_can_start(lines: str, found: int) -> None:
    files = {"app.py": f"{FLASK}app.run(port=5001)\n", **({"requirements.txt": lines} if lines else {})}
    assert len(check("unguarded-run", files)) == found


SALTS = {
    "put before random letters": ("def salted():\n    init_salt = 'jkl&&^22**j178&&'\n    return init_salt", 0),
    "a constant": ("SALT = 'f81a2c9e77b3d0'", 0),
    "a setting": ("app.config['MAIL_SALT'] = 'f81a2c9e77b3d0'", 0),
    "a password": ("MAIL_PASSWORD = 'f81a2c9e77b3d0'", 1),
}


@pytest.mark.parametrize(("line", "found"), SALTS.values(), ids=SALTS)
def test_salts(line: str, found: int) -> None:
    assert len(check("hard-coded-credentials", {"app.py": f"{FLASK}{line}\n", **WEB})) == found


OLD = {
    "its image": ("now.json", '{"name": "shop", "type": "docker"}', 0),
    "its files": ("now.json", '{"type": "static", "alias": ["shop.example.com"]}', 0),
    "another name": ("vercel.json", '{"name": "shop", "type": "docker"}', 1),
    "another key": ("now.json", '{"name": "shop", "kind": "docker"}', 1),
}


@pytest.mark.parametrize(("path", "text", "found"), OLD.values(), ids=OLD)
def test_files_of_a_host_as_it_was(path: str, text: str, found: int) -> None:
    files = {"app.py": FLASK, path: text, "requirements.txt": WEB["requirements.txt"]}
    assert len(check("invalid-platform-file", files)) == found


TABLES = {
    "a library whose command does": (
        "from sqlalchemy_helpers.flask_ext import DatabaseExtension\ndb = DatabaseExtension()\n",
        0,
    ),
    "another one": ("from flask_appbuilder import SQLA\ndb = SQLA()\n", 0),
    "a call": ("from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\ndef make():\n    db.create_all()\n", 0),
    "nothing": ("from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n", 1),
}


@pytest.mark.parametrize(("code", "found"), TABLES.values(), ids=TABLES)
def test_tables_that_a_library_makes_before_the_first_revision(code: str, found: int) -> None:
    first = "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\ndef upgrade():\n    op.add_column('lamps', sa.Column('price', sa.Integer()))\n"
    env = "from alembic import context\n"
    files = {
        "app.py": FLASK,
        "models.py": code,
        "migrations/versions/a1_first.py": first,
        "migrations/env.py": env,
        **WEB,
    }
    assert len(check("broken-migration-chain", files)) == found


FACTORY = (
    "from flask import Flask\nclass DevelopmentConfig:\n    DEBUG = True\nclass ProductionConfig:\n    DEBUG = False\n"
    "def create_app(config=DevelopmentConfig):\n    app = Flask(__name__)\n    app.config.from_object(config)\n    return app\n"
)
STARTS = {
    "a module that is not there": ("gunicorn manage:app", {}, 0),
    "one of two": ("gunicorn manage:app", {"wsgi.py": "from shop import create_app\napp = create_app()\n"}, 0),
    "the factory itself": ("gunicorn 'shop:create_app()'", {}, 1),
    "a module that calls it": (
        "gunicorn wsgi:app",
        {"wsgi.py": "from shop import create_app\napp = create_app()\n"},
        1,
    ),
    "a module that says another": (
        "gunicorn wsgi:app",
        {"wsgi.py": "from shop import ProductionConfig, create_app\napp = create_app(ProductionConfig)\n"},
        0,
    ),
}


@pytest.mark.parametrize(("command", "files", "found"), STARTS.values(), ids=STARTS)
def test_what_a_start_that_is_not_there_would_choose(command: str, files: dict[str, str], found: int) -> None:
    files = {"shop.py": FACTORY, "Procfile": f"web: {command}\n", "requirements.txt": WEB["requirements.txt"], **files}
    assert len(check("development-config", files)) == found


LIBRARY = {
    "libs/prices/pyproject.toml": "[build-system]\nrequires = []\n[project]\nname = 'prices'\nversion = '1'\n",
    "libs/prices/src/prices/__init__.py": "VAT = 19\n",
    "web/app.py": FLASK + "from prices import VAT\n",
    "web/Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn app:app\n",
    "compose.yaml": "services:\n  web:\n    build: web\n    ports: ['80:8000']\n",
}
FETCHED = {
    "another project, by its address": ("orders @ git+https://github.com/shop/shop.git#subdirectory=libs/orders\n", 0),
    "an archive": ("https://example.com/orders-1.0.tar.gz\n", 0),
    "the project itself": ("prices @ git+https://github.com/shop/shop.git#subdirectory=libs/prices\n", 0),
    "nothing": ("", 1),
}


@pytest.mark.parametrize(("line", "found"), FETCHED.values(), ids=FETCHED)
def test_what_a_project_that_is_fetched_may_bring(line: str, found: int) -> None:
    files = {**LIBRARY, "web/requirements.txt": WEB["requirements.txt"] + line}
    assert len(check("unresolved-import", files)) == found


SETTINGS = {
    "of another distribution": ("from house.config import Settings as Base\n", "Base", 0),
    "pydantic's": ("from pydantic_settings import BaseSettings as Base\n", "Base", 0),
    "by the name of its module": ("import house.config as config\n", "config.Settings", 0),
    "a class of the code": ("class Base:\n    pass\n", "Base", 1),
}


@pytest.mark.parametrize(("line", "base", "found"), SETTINGS.values(), ids=SETTINGS)
def test_settings_that_the_environment_fills(line: str, base: str, found: int) -> None:
    code = f"{line}class Settings({base}):\n    TESTING: bool = True\n{FLASK}app.config.from_object(Settings())\n"
    assert len(check("testing-setting", {"app.py": code, **WEB})) == found


READMES = {
    "the system's own": ("# Shop\n\nFor production run it through `uwsgi`.\n", 0),
    "Apache's": ("# Shop\n\nDeploy it with mod_wsgi.\n", 0),
    "Passenger": ("# Shop\n\n`passenger start`\n", 0),
    "one that pip brings": ("# Shop\n\nStart it with gunicorn.\n", 1),
    "nothing": ("# Shop\n", 1),
}


@pytest.mark.parametrize(("text", "found"), READMES.values(), ids=READMES)
def test_servers_that_systems_bring(text: str, found: int) -> None:
    files = {"app.py": FLASK, "requirements.txt": "Flask==3.1.2\n", "README.md": text}
    assert len(check("missing-wsgi-server", files)) == found


PANELS = {
    "that nothing names": ("src/views/Panel.tsx", "import {Board} from './views/Board'\n", 0),
    "that another file imports": ("src/views/Panel.tsx", "import {Panel} from './views/Panel'\n", 1),
    "that one names when it runs": ("src/views/Panel.tsx", "const page = () => import('./views/Panel')\n", 1),
    "whose name is an address": ("src/pages/panel.tsx", "import {Board} from './views/Board'\n", 1),
    "where the build begins": ("src/main.tsx", "import {Board} from './views/Board'\n", 1),
}


@pytest.mark.parametrize(("path", "other", "found"), PANELS.values(), ids=PANELS)
def test_modules_of_a_front_end(path: str, other: str, found: int) -> None:
    module = "export const Panel = () => fetch('http://127.0.0.1:5000/stream')\n"
    manifest = '{"name": "a", "scripts": {"build": "vite build"}}'
    files = {"app.py": FLASK, "package.json": manifest, path: module, "src/App.tsx": other, **WEB}
    assert len(check("loopback-link", files)) == found


BENCHES = {
    "a script that deploys": ("deploy.sh", "gcloud app deploy app.yaml\n", 0),
    "to a cluster": ("scripts/deploy-production.sh", "kubectl apply -f k8s\n", 0),
    "a script of another name": ("start.sh", "gcloud app deploy app.yaml\n", 1),
    "one that deploys nothing": ("deploy.sh", "echo done\n", 1),
}


@pytest.mark.parametrize(("path", "text", "found"), BENCHES.values(), ids=BENCHES)
def test_a_container_to_work_in_beside_a_script_that_deploys(path: str, text: str, found: int) -> None:
    compose = (
        "services:\n  web:\n    build: .\n    command: python app.py\n    volumes: ['.:/srv']\n    ports: ['80:5000']\n"
    )
    image = "FROM python:3.13\nWORKDIR /srv\nRUN pip install flask\n"
    code = FLASK + "if __name__ == '__main__':\n    app.run(host='0.0.0.0', debug=True)\n"
    files = {"app.py": code, "compose.yaml": compose, "Dockerfile": image, path: text, "requirements.txt": "flask\n"}
    assert len(check("debug-run", files)) == found


OUTDENTED = {
    "three keys": ("  web:\n  image: shop\n  ports:\n    - 80:80\n  environment:\n    - A=1\n", 1),
    "two keys": ("  web:\n  image: shop\n  ports:\n    - 80:80\n", 1),
    "a build, too": ("  web:\n  build:\n    context: .\n    dockerfile: Dockerfile\n  image: shop\n", 1),
    "one service that is none": ("  web:\n    image: shop\n  image: shop\n", 1),
    "two other services that are none": ("  web: shop\n  queue: rabbit\n", 2),
}


@pytest.mark.parametrize(("services", "found"), OUTDENTED.values(), ids=OUTDENTED)
def test_keys_that_stand_one_level_too_high(services: str, found: int) -> None:
    files = {"app.py": FLASK, "compose.yaml": f"services:\n  shop:\n    build: .\n{services}", **WEB}
    files["Dockerfile"] = "FROM python:3.13\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn app:app\n"
    assert len(check("invalid-platform-file", files)) == found


def test_the_words_of_a_module_are_counted_once() -> None:
    before = scripts._words_of_module.cache_info().misses
    lines = [f'const PLACE{n} =\n  "http://localhost:5000/{n}";\n' for n in range(30)]
    used = "export default [PLACE3, PLACE4];\n"
    text = "import x from './y.js';\n" + "".join(lines) + used
    found = check("loopback-link", {"app.py": FLASK, **WEB, "static/places.js": text})
    assert [line for _, line, _ in found] == [2 + 2 * 3 + 1, 2 + 2 * 4 + 1]
    assert scripts._words_of_module.cache_info().misses == before + 1
