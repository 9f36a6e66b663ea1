"""Dictionaries that code fills later, packages of a distribution of Linux, servers of data that a program starts itself."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEAD = "import os\nfrom flask import Flask\n"
TAIL = "app = Flask(__name__)\napp.config['REDIS_URL'] = 'redis://{}/0'.format(HOSTS['REDIS'])\n"
SERVED = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}
IN_COMPOSE: dict[str, str | bytes] = {
    "Dockerfile": 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]\n',
    "compose.yaml": "services:\n  web:\n    build: .\n    environment:\n      REDIS: redis\n",
}


@pytest.mark.parametrize(
    ("filling", "found"),
    [
        ("", ["error"]),
        ("for name in HOSTS:\n    HOSTS[name] = os.environ.get(name, HOSTS[name])\n", ["warning"]),
        ("for name in HOSTS:\n    if name in os.environ:\n        HOSTS[name] = os.environ[name]\n", ["warning"]),
        (
            "def load(path):\n    for line in open(path):\n        key, _, value = line.partition('=')\n        HOSTS[key] = value\nload('hosts')\n",
            [],
        ),
        ("import json\nHOSTS.update(json.load(open('hosts')))\n", []),
        ("HOSTS['REDIS'] = os.environ['REDIS_HOST']\n", []),
        ("HOSTS['OTHER'] = os.environ['REDIS_HOST']\n", ["error"]),
    ],
)
def test_an_entry_of_a_dictionary_that_is_filled_later(filling: str, found: list[str]) -> None:
    code = f"{HEAD}HOSTS = {{'REDIS': 'localhost', 'OTHER': '1'}}\n{filling}{TAIL}"
    assert [severity for _, _, severity in check("loopback-service", {"app.py": code, **SERVED})] == found


def test_an_entry_that_takes_the_variable_of_its_name_has_it() -> None:
    filling = "for name in HOSTS:\n    HOSTS[name] = os.getenv(name, HOSTS[name])\n"
    code = f"{HEAD}HOSTS = {{'REDIS': 'localhost'}}\n{filling}{TAIL}"
    assert not check("loopback-service", {"app.py": code, **IN_COMPOSE})
    other = {**IN_COMPOSE, "compose.yaml": "services:\n  web:\n    build: .\n"}
    assert check("loopback-service", {"app.py": code, **other})


GETTING = (
    "overrides = {}\n{}\ndef entry(key, default):\n    return overrides.get(key, default)\n"
    "from flask import Flask\napp = Flask(__name__)\napp.config['SECRET_KEY'] = entry('SECRET_KEY', 'nonsecret key 81')\n"
)


@pytest.mark.parametrize(
    ("filling", "found"),
    [
        ("", 1),
        ("def change(key, value):\n    overrides[key] = value\n", 0),
        ("def change(other):\n    overrides.update(other)\n", 0),
        ("overrides['NAME'] = 'shop'\n", 1),
    ],
)
def test_a_default_beside_a_dictionary_that_is_filled_later(filling: str, found: int) -> None:
    code = GETTING.replace("{}\n{}", "{}\n" + filling, 1)
    assert len(check("hard-coded-secret-key", {"app.py": code, **SERVED})) == found


DATABASE = (
    "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\n"
    "app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql://db.example.com/shop'\ndb = SQLAlchemy(app)\n"
)
APACHE: dict[str, str | bytes] = {
    "app.py": DATABASE,
    "requirements.txt": "flask==3.1.0\nflask-sqlalchemy==3.1.1\nsqlalchemy==2.0.30\n",
    "shop.wsgi": "from app import app as application\n",
    "shop.conf": "<VirtualHost *:80>\n  WSGIScriptAlias / /srv/shop/shop.wsgi\n</VirtualHost>\n",
}


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("shop.spec", "Name: shop\nRequires: postgresql\nRequires: python3-psycopg2 >= 2.9\n", 0),
        ("packaging/shop.spec.in", "%package web\nRequires: python3dist(psycopg2), httpd\n", 0),
        ("shop.spec", "Requires: %{py3_dist psycopg2}\n", 0),
        ("debian/control", "Package: shop\nDepends: ${python3:Depends},\n  python3-flask,\n  python3-psycopg2\n", 0),
        ("PKGBUILD", "pkgname=shop\ndepends=('python-flask'\n  'python-psycopg2')\n", 0),
        ("APKBUILD", 'depends="py3-flask py3-psycopg2"\n', 0),
        ("shop.spec", "BuildRequires: python3-psycopg2\n", 1),
        ("debian/control", "Source: shop\nBuild-Depends: python3-psycopg2\nPackage: shop\nDepends: python3\n", 1),
        ("notes.txt", "Requires: python3-psycopg2\n", 1),
    ],
)
def test_a_package_of_the_system_brings_what_it_needs(path: str, text: str, found: int) -> None:
    assert len(check("missing-database-driver", {**APACHE, path: text})) == found


def test_a_package_of_the_system_brings_a_server_but_not_into_an_image() -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "flask==3.1.0\n"}
    assert check("missing-wsgi-server", files)
    spec = "Requires: python3-mod_wsgi\n"
    assert not check("missing-wsgi-server", {**files, "shop.spec": spec})
    image = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn app:app\n"
    assert check("missing-wsgi-server", {**files, "shop.spec": spec, "Dockerfile": image})


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import subprocess\nsubprocess.Popen(['/opt/mongo/bin/mongod', '--dbpath', 'data'])\n", 0),
        ("import subprocess\nSERVER = 'redis-server'\ndef start():\n    return subprocess.run([SERVER])\nstart()\n", 0),
        ("import os\nos.system('redis-server')\n", 0),
        ("SERVER = 'redis-server'\n", 1),  # nothing starts it
        ("import subprocess\nsubprocess.run(['git', 'pull'])\n", 1),
    ],
)
def test_code_that_starts_the_server_of_its_data(code: str, found: int) -> None:
    text = f"{FLASK}{code}app.config['REDIS_URL'] = 'redis://localhost:6379'\n"
    assert len(check("loopback-service", {"app.py": text, **SERVED})) == found


NGINX = "server {{\n  listen 80;\n  location {} {{ # not for visitors\n    {}\n  }}\n  location / {{\n    proxy_pass http://web:5000;\n  }}\n}}\n"
RESET = (
    f"{FLASK}from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\n"
    "@app.route('/internal/reset')\ndef reset():\n    db.drop_all()\n    return 'ok'\n"
)
BEHIND: dict[str, str | bytes] = {
    "app.py": RESET,
    "Dockerfile": 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn flask-sqlalchemy\nCMD ["gunicorn", "-b", "0.0.0.0:5000", "app:app"]\n',
    "compose.yaml": "services:\n  web:\n    build: .\n  proxy:\n    image: nginx\n    ports: ['80:80']\n",
}


@pytest.mark.parametrize(
    ("place", "directive", "found"),
    [
        ("^~ /internal", "return 404;", 0),
        ("/internal/", "deny all;", 0),
        ("/internal", "allow 10.0.0.0/8; deny all; proxy_pass http://web:5000;", 0),
        ("= /internal/reset", "internal;", 0),
        ("~ ^/internal/", "auth_basic 'x'; proxy_pass http://web:5000;", 0),
        ("/internal", "proxy_pass http://web:5000;", 1),
        ("/other", "return 404;", 1),
        ("= /internal", "return 404;", 1),
        ("/internal", "return 301 /x;", 1),
        ("/internal", "auth_basic off;", 1),
    ],
)
def test_what_a_proxy_keeps_from_visitors_is_not_public(place: str, directive: str, found: int) -> None:
    files = {**BEHIND, "proxy/nginx.conf": NGINX.format(place, directive)}
    assert len(check("public-seed-route", files)) == found


def test_a_proxy_is_passed_by_where_the_application_is_reached_directly() -> None:
    conf = NGINX.format("/internal", "return 404;")
    compose = str(BEHIND["compose.yaml"]).replace("build: .", "build: .\n    ports: ['5000:5000']")
    assert check("public-seed-route", {**BEHIND, "proxy/nginx.conf": conf, "compose.yaml": compose})
    apache = "<VirtualHost *:80>\n<Location /internal>\n  Require all denied\n</Location>\n</VirtualHost>\n"
    assert not check("public-seed-route", {**BEHIND, "site.conf": apache})
    other = apache.replace("/internal>", "/inter>")  # whole parts of a path, where nginx takes any beginning
    assert check("public-seed-route", {**BEHIND, "site.conf": other})
    assert not check("public-seed-route", {**BEHIND, "nginx.conf": NGINX.format("/inter", "return 404;")})
    host: dict[str, str | bytes] = {"app.py": RESET, "requirements.txt": "flask\nflask-sqlalchemy\ngunicorn\n"}
    render = "services:\n  - type: web\n    name: x\n    runtime: python\n    buildCommand: pip install -r requirements.txt\n    startCommand: gunicorn app:app\n"
    assert check("public-seed-route", {**host, "render.yaml": render, "nginx.conf": conf})


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("CACHE_TYPE = 'simple'\nCACHE_REDIS_HOST = 'localhost'\n", 0),
        ("SESSION_TYPE = 'filesystem'\nSESSION_REDIS_URL = 'redis://localhost'\n", 0),
        ("import os\nQUEUE_BACKEND = os.environ.get('QUEUE', 'memory')\nQUEUE_RABBITMQ_URL = 'amqp://localhost'\n", 0),
        ("CACHE_TYPE = 'redis'\nCACHE_REDIS_HOST = 'localhost'\n", 1),
        ("CACHE_TYPE = 'RedisCache'\nCACHE_REDIS_HOST = 'localhost'\n", 1),
        ("SESSION_TYPE = 'filesystem'\nCACHE_REDIS_HOST = 'localhost'\n", 1),
        ("CACHE_TYPE = 'simple'\nDATABASE_URL = 'postgresql://localhost/x'\n", 1),
        ("CACHE_REDIS_HOST = 'localhost'\n", 1),
    ],
)
def test_what_is_set_for_another_kind_of_service_is_not_used(settings: str, found: int) -> None:
    code = f"{FLASK}app.config.from_object('settings')\n"
    assert len(check("loopback-service", {"app.py": code, "settings.py": settings, **SERVED})) == found


def test_a_kind_is_known_by_the_code_that_asks_for_it() -> None:
    config = "class Config:\n    MESSAGE_PUBLISHER = '{}'\n    KAFKA = {{'servers': 'localhost:9092'}}\n"
    using = (
        f"{FLASK}app.config.from_object('config.Config')\n"
        "if app.config['MESSAGE_PUBLISHER'] == 'kafka':\n    app.bus = app.config['KAFKA']\n"
    )
    for chosen, found in (("fedmsg", 0), ("kafka", 1)):
        files: dict[str, str | bytes] = {"app.py": using, "config.py": config.format(chosen), **SERVED}
        assert len(check("hard-coded-loopback", files)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('source = "../../apps/other/src/"\nSECRET_KEY = var.key\n', 1),
        ('source = "../../apps/shop/src/"\nSECRET_KEY = var.key\n', 0),
        ('name = "x"\nSECRET_KEY = var.key\n', 0),
    ],
)
def test_infrastructure_of_another_application_sets_nothing_here(text: str, found: int) -> None:
    code = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.secret_key = os.environ.get('SECRET_KEY', 'x81kq93hd77ahq01')\n"
    image = 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:80", "src.app:app"]\n'
    files: dict[str, str | bytes] = {
        "apps/shop/src/app.py": code,
        "apps/shop/src/__init__.py": "",
        "apps/shop/Dockerfile": image,
        "apps/other/src/app.py": FLASK,
        "docker-compose.yml": "services:\n  shop:\n    build: apps/shop\n",
        "deploy/lambda/main.tf": text,
    }
    told = [*check("fallback-secret-key", files), *check("hard-coded-secret-key", files)]
    assert any(severity != "info" for _, _, severity in told) == bool(found)


READING = (
    "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config['REDIS_URL'] = os.environ['REDIS_URL']\n"
)
MANIFEST = (
    "applications:\n- name: shop\n  buildpack: python_buildpack\n  env:\n    NAME: shop\n  command: gunicorn app:app\n"
)


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (".profile", "#!/bin/bash\nexport REDIS_URL=$(echo $VCAP_SERVICES | jq -r .redis)\n", 0),
        (".profile.d/redis.sh", 'if [ -n "$X" ]; then\n  export REDIS_URL=redis://redis\nfi\n', 0),
        (".profile", "export OTHER=1\n", 1),
        (".profile", "REDIS_URL=1\n", 1),  # no process gets it
        ("profile", "export REDIS_URL=1\n", 1),
    ],
)
def test_what_a_profile_exports_is_set(path: str, text: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": READING,
        "requirements.txt": "flask\ngunicorn\n",
        "manifest.yml": MANIFEST,
    }
    assert len(check("undeclared-variable", {**files, path: text})) == found


@pytest.mark.parametrize(
    ("compose", "found"),
    [
        ("web:\n  build: .\n  command: python app.py &\n  ports: ['80:80']\n", 1),
        ("web:\n  image: acme/shop\n  command: gunicorn app:app | tee log\ndb:\n  image: postgres\n", 1),
        ("services:\n  web:\n    build: .\n    command: python app.py &\n", 1),
        ("services:\n  web:\n    build: .\n    command: python app.py\n", 0),
    ],
)
def test_a_compose_file_that_is_refused_as_a_whole_is_one_mistake(compose: str, found: int) -> None:
    image = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask\nCMD python app.py\n"
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": image, "docker-compose.yml": compose}
    assert len(check("invalid-platform-file", files)) == found
