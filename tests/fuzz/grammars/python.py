"""Python, as the code of Flask applications has it, and some that Python refuses."""

FILES = (
    "app.py",
    "wsgi.py",
    "shop/__init__.py",
    "shop/models.py",
    "config.py",
    "run.py",
    "manage.py",
    "shop/views.py",
    "passenger_wsgi.py",
    "function_app.py",
    "tests/test_app.py",
)

RULES = {
    "file": (
        "‹import*›\nfrom flask import Flask\napp = Flask(‹flask›)\n‹statement*›\n‹route*›\n‹statement*›\n‹main?›\n",
        "‹import*›\nfrom flask import Flask\ndef create_app(‹parameters?›):\n    app = Flask(‹flask›)\n    ‹statement+›\n    return app\n‹main?›\n",
        "‹import*›\n‹statement*›\n‹class*›\n", "‹odd›\n‹statement*›\n", "# -*- coding: ‹coding› -*-\n‹statement*›\n", "‹class*›\n‹statement*›\n",
    ),
    "coding": ("utf-8", "latin-1", "utf-16", "rot13", "idna", "cp1252", "‹word›"),
    "flask": ("__name__", "__name__, static_folder=‹value_of›", "__name__, instance_relative_config=True", "‹value_of›", "__name__.split('.')[0]", "__name__, template_folder=os.path.join(‹value_of›, ‹value_of›)"),
    "import": (
        "import os", "import os, sys as ‹name›", "from os import environ, getenv as ‹name›", "import ‹module›", "from ‹module› import ‹name›", "from ‹module› import *", "from . import ‹name›", "from .‹name› import ‹name› as ‹name›",
        "from ...‹name› import ‹name›", "from flask_sqlalchemy import SQLAlchemy", "from flask_cors import CORS", "from celery import Celery", "import requests, boto3, redis, sqlite3", "from dotenv import load_dotenv", "from decouple import config",
        "from flask import Flask, render_template, request, current_app, send_from_directory, url_for", "try:\n    import ‹name›\nexcept ImportError:\n    ‹name› = None", "import ‹name›.‹name›.‹name› as ‹name›", "from __future__ import ‹word›",
    ),
    "statement": (
        "‹target_of› = ‹value_of›", "‹target_of› = ‹value_of›", "‹name›: ‹value_of› = ‹value_of›", "‹target_of› += ‹value_of›", "‹target_of› = ‹target_of› = ‹value_of›", "‹name›, *‹name› = ‹value_of›", "del ‹target_of›", "global ‹name›",
        "app.config[‹setting›] = ‹value_of›", "app.config[‹setting›] = ‹value_of›", "app.config.update(‹keyword,›)", "app.config.from_object(‹value_of›)", "app.config.from_mapping({‹pair,›})", "app.config.from_pyfile(‹value_of›)", "app.config.from_prefixed_env(‹value_of›)",
        "app.config.from_file(‹value_of›, load=json.load)", "app.secret_key = ‹value_of›", "app.secret_key = '‹secret›'", "app.config['SECRET_KEY'] = os.environ.get('SECRET_KEY', '‹secret›')", "‹secret_name› = '‹secret›'", "app.debug = ‹value_of›",
        "app.wsgi_app = ‹call›", "‹call›", "‹call›", "‹call›  # flaskcheck: ignore[‹word›] ‹odd›", "# flaskcheck: ignore", "if ‹value_of›:\n    ‹statement+›", "if ‹value_of›:\n    ‹statement+›\nelif ‹value_of›:\n    ‹statement+›\nelse:\n    ‹statement+›",
        "for ‹name› in ‹value_of›:\n    ‹statement+›", "while ‹value_of›:\n    ‹statement+›", "with ‹call› as ‹name›:\n    ‹statement+›", "try:\n    ‹statement+›\nexcept ‹exception›:\n    ‹statement+›\nfinally:\n    ‹statement+›",
        "def ‹name›(‹parameters?›):\n    ‹statement+›", "async def ‹name›(‹parameters?›):\n    ‹statement+›", "‹class›", "return ‹value_of›", "raise ‹value_of›", "assert ‹value_of›, ‹value_of›", "yield ‹value_of›", "pass", "sys.exit(‹value_of›)",
        "match ‹value_of›:\n    case ‹value_of›:\n        ‹statement+›\n    case _:\n        pass", "os.environ[‹setting›] = ‹value_of›", "os.environ.setdefault(‹setting›, ‹value_of›)", "‹odd›", "‹name› = lambda ‹parameters?›: ‹value_of›", "exec(‹value_of›)", "'''‹odd›\n‹odd›'''",
        "sys.path.insert(0, ‹value_of›)", "‹name› = {‹pair,›}[‹value_of›]", "async with ‹call› as ‹name›:\n    await ‹call›",
    ),
    "exception": ("KeyError", "Exception as ‹name›", "(ImportError, ‹name›)", "", "‹value_of›"),
    "parameters": ("‹name›", "‹name›=‹value_of›", "‹name›, *‹name›, ‹name›=‹value_of›, **‹name›", "‹name›, /, ‹name›", "*, ‹name›", "config=None", "‹name›: ‹value_of› = ‹value_of›"),
    "class": ("class ‹name›(‹value_of,›):\n    ‹statement+›", "class Config:\n    SECRET_KEY = ‹value_of›\n    ‹statement*›", "class ProductionConfig(Config):\n    DEBUG = ‹value_of›", "class ‹name›(metaclass=‹name›):\n    ‹statement+›", "@‹name›\nclass ‹name›(‹name›):\n    ‹statement+›"),
    "route": (
        "@app.route(‹value_of›)\ndef ‹name›(‹parameters?›):\n    ‹statement*›\n    return ‹value_of›", "@app.route('/‹word›', methods=[‹value_of,›])\n@‹name›\ndef ‹name›():\n    return render_template(‹value_of›)", "@app.cli.command(‹value_of›)\ndef ‹name›():\n    ‹statement+›",
        "@app.before_request\ndef ‹name›():\n    ‹statement+›", "@app.errorhandler(‹number›)\ndef ‹name›(e):\n    return str(e), 500",
    ),
    "main": ("if __name__ == '__main__':\n    app.run(‹keyword,›)", "if __name__ == \"__main__\":\n    ‹statement+›", "app.run(‹keyword,›)"),
    "target_of": ("‹name›", "‹name›", "app", "‹setting_name›", "‹name›.‹name›", "‹name›[‹value_of›]", "(‹name›, ‹name›)", "[‹name›, *‹name›]", "‹odd›"),
    "setting_name": ("SECRET_KEY", "DEBUG", "SQLALCHEMY_DATABASE_URI", "SESSION_COOKIE_SECURE", "UPLOAD_FOLDER", "SERVER_NAME", "bind", "workers", "TESTING", "‹variable›"),
    "setting": ("'‹setting_name›'", "'‹setting_name›'", "‹value_of›"),
    "keyword": ("debug=‹value_of›", "host=‹value_of›", "port=‹value_of›", "‹name›=‹value_of›", "**‹value_of›", "*‹value_of›", "‹setting_name›=‹value_of›", "‹value_of›"),
    "pair": ("‹value_of›: ‹value_of›", "'‹setting_name›': ‹value_of›", "**‹value_of›"),
    "call": (
        "‹name›(‹keyword,›)", "‹name›.‹name›(‹keyword,›)", "SQLAlchemy(app)", "db.init_app(app)", "db.create_all()", "load_dotenv(‹value_of›)", "CORS(app, ‹keyword,›)", "os.makedirs(‹value_of›, exist_ok=True)", "open(‹value_of›, 'w')", "sqlite3.connect(‹value_of›)",
        "requests.get(‹value_of›, ‹keyword,›)", "requests.get('http://localhost:5000/x', headers={'Authorization': 'Bearer ‹secret›'})", "subprocess.run(‹value_of›, ‹keyword,›)", "Celery(__name__, broker=‹value_of›)", "create_app(‹value_of›)", "app.register_blueprint(‹name›)",
        "render_template(‹value_of›)", "send_from_directory(‹value_of›, ‹value_of›)", "threading.Thread(target=‹name›).start()", "logging.basicConfig(filename=‹value_of›)", "getattr(‹name›, ‹value_of›)(‹keyword,›)", "‹name›(‹name›(‹value_of›))(‹keyword,›)", "ProxyFix(app.wsgi_app, x_for=‹value_of›)",
        "redis.from_url(‹value_of›)", "boto3.client('s3', aws_secret_access_key='‹secret›')", "app.run(‹keyword,›)",
    ),
    "value_of": (
        "‹name›", "‹text›", "‹text›", "‹number›", "None", "True", "False", "__name__", "__file__", "os.environ[‹setting›]", "os.environ.get(‹setting›)", "os.environ.get(‹setting›, ‹value_of›)", "os.getenv(‹setting›, default=‹value_of›)", "int(‹value_of›)", "str(‹value_of›)",
        "bool(‹value_of›)", "‹call›", "‹value_of› + ‹value_of›", "‹value_of› % ‹value_of›", "‹value_of› * ‹value_of›", "‹value_of› ** ‹value_of›", "‹value_of› << ‹value_of›", "‹value_of› / ‹value_of›", "‹value_of› or ‹value_of›", "‹value_of› and ‹value_of›", "not ‹value_of›", "-‹value_of›", "~‹value_of›",
        "‹value_of› if ‹value_of› else ‹value_of›", "‹value_of› == ‹value_of›", "‹value_of› in ‹value_of›", "‹value_of› < ‹value_of› < ‹value_of›", "(‹value_of,›)", "[‹value_of,›]", "{‹pair,›}", "{‹value_of›}", "[‹value_of› for ‹name› in ‹value_of› if ‹value_of›]", "‹value_of›[‹value_of›]", "‹value_of›[‹value_of›:‹value_of›]",
        "‹value_of›.‹name›", "app.config[‹setting›]", "current_app.config.get(‹setting›, ‹value_of›)", "f'‹text_in›{‹value_of›}‹text_in›'", "f'{‹name›!r:>{‹number›}}'", "‹text›.format(‹keyword,›)", "‹text›.replace(‹value_of›, ‹value_of›)", "‹text›.split(‹value_of›)", "‹text›.join(‹value_of›)", "os.path.join(‹value_of›, ‹value_of›)",
        "os.path.dirname(os.path.abspath(__file__))", "Path(__file__).parent / ‹value_of›", "(‹name› := ‹value_of›)", "await ‹value_of›", "*‹value_of›", "lambda ‹name›: ‹value_of›", "...", "‹odd›", "b‹text›", "r‹text›", "1j", "secrets.token_hex(‹number›)", "‹text›.lower() in ('1', 'true')", "‹text› ‹text›", "‹text›.ljust(‹number›)", "json.loads(‹value_of›)",
    ),
    "text": ("'‹text_in›'", "\"‹text_in›\"", "'''‹text_in›'''", "'‹setting_name›'", "'‹url›'", "'‹path›'", "'sqlite:///‹path›'", "''", "'‹odd›'", "'\\x‹number›'", "'\\N{‹word›}'", "'%(‹name›)s ‹word›'", "'{‹name›} {}'"),
    "text_in": ("‹word›", "‹path›", "‹url›", "‹odd›", "", "‹command›"),
}  # fmt: skip
