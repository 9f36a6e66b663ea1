"""What the grammars of all formats share: names, paths, commands, versions, and what nobody expects in them."""

from __future__ import annotations

import string
from random import Random

from tests.planting import secrets

ODD = (
    "", " ", "\t", "\x00", "\x1b[31mred", "\u202e", "\u2066x", "\x85", "\u2028", "\r", "\x0b", "\ufeff", "é", "漢字", "🚀", "²", "٣", "\ud800", "\udcff",
    "::error::x", "##[add-mask]x", "##vso[task.setvariable variable=PATH]x", "{{ x }}", "{% raw %}", "${{ secrets.X }}", "${X:-${Y:-$Z}}", "$(x)", "`x`", "$$", "%(x)s", "%h", "<<<<<<< HEAD",
    "../..", "../../etc/passwd", "/dev/zero", "/", "//", ".", "..", "~", "*", "**", "***/**", "[", "]", "{", "}", "(", ")", "'", '"', "'''", '"""', "\\", "\\\n", "#", ":", "=", "-", "--", "---",
    "&", "&a", "*a", "!x", "|", ">", "?", "@", "null", "~", "true", "yes", "no", "on", "NaN", "inf", "-0", "0x10", "0o17", "1e999", "1_000", "00", "9" * 400, "9" * 5000, "a" * 300, "[" * 80, "{" * 80, "-" * 300,
    "https://a@b:c/d", "postgres://u:@/x", "http://[::1", "a://b:", "http://localhost:5000", "2026-01-01", "1:2:3", "@ada", "<!--", "<b>", "]]>",
)  # fmt: skip
"""What a reader may stumble over, wherever it stands."""

_PLAIN = tuple(string.ascii_lowercase[:6]) + ("x1", "X", "_", "a-b", "a.b", "a_b")

SHARED = {
    "word": (
        "app", "web", "api", "db", "main", "server", "wsgi", "config", "models", "worker", "shop", "site", "prod", "production", "dev", "test", "static", "‹plain›", "‹plain›", "‹odd›",
    ),
    "name": ("app", "web", "api", "db", "main", "shop", "worker", "wsgi", "config", "create_app", "x", "y", "f", "g", "a_b"),
    "number": ("0", "1", "2", "3", "80", "443", "5000", "8000", "8080", "65536", "-1", "1.5", "‹odd_number›"),
    "odd_number": ("²", "٣", "1e9", "0x1f", "0b11", "1_0", "00", "9" * 20, "9" * 400, "9" * 5000, "-9" * 3),
    "port": ("80", "5000", "8000", "8080", "$PORT", "${PORT:-8000}", "‹number›"),
    "host": ("0.0.0.0", "127.0.0.1", "localhost", "", "[::]", "[::1]", "‹word›"),
    "module": ("app", "wsgi", "main", "shop.wsgi", "run", "server", "nosuch", "‹name›.‹name›"),
    "target": ("‹module›:app", "‹module›:application", "‹module›:create_app()", "‹module›", "'‹module›:create_app(\"‹word›\")'", "‹module›:‹word›"),
    "path": ("app.py", "wsgi.py", "requirements.txt", "static/a.css", "templates/a.html", "instance/x.db", "data", "‹name›/‹path›", "./‹path›", "../‹path›", "/srv/‹path›", "‹word›", "*.py", "**/*.txt"),
    "variable": ("PORT", "DATABASE_URL", "SECRET_KEY", "FLASK_APP", "FLASK_ENV", "FLASK_DEBUG", "WEB_CONCURRENCY", "APP_SETTINGS", "REDIS_URL", "X", "GUNICORN_CMD_ARGS", "PATH", "PYTHONPATH"),
    "secret_name": ("SECRET_KEY", "DB_PASSWORD", "API_TOKEN", "AWS_SECRET_ACCESS_KEY", "MAIL_PASSWORD", "JWT_SECRET_KEY"),
    "package": ("flask", "Flask", "gunicorn", "flask-sqlalchemy", "psycopg2-binary", "redis", "celery", "requests", "python-dotenv", "uwsgi", "waitress", "nosuch-‹name›", "‹word›"),
    "version": ("3.1.0", "2.0", "1", "23.0.0", "3.11", "3.8.0", "3.12.1", "0", "2.*", "1.0a1", "1!2.0", "‹number›", "‹odd›"),
    "specifier": ("==‹version›", ">=‹version›", "~=‹version›", "<‹version›", "!=‹version›", ">=‹version›,<‹version›", "===‹word›", "", "‹odd›"),
    "url": ("https://a.example/‹path›", "http://localhost:‹port›/‹word›", "postgres://localhost/x", "redis://redis:6379/0", "sqlite:///‹path›", "mysql://u@db/x", "git+https://github.com/a/b", "‹odd›"),
    "value": ("‹word›", "‹number›", "‹path›", "‹url›", "1", "0", "true", "production", "$‹variable›", "${‹variable›}", "${‹variable›:-‹word›}", "${‹variable›:?‹word›}", "‹odd›"),
    "command": (
        "gunicorn ‹target›", "gunicorn ‹option*› ‹target›", "gunicorn -c ‹path› ‹target›", "flask ‹option*› run --host ‹host› -p ‹port›", "python ‹path›", "python -m ‹module› ‹option*›", "uwsgi --http :‹port› --module ‹target›",
        "waitress-serve --port=‹port› ‹target›", "celery -A ‹module› worker", "flask db upgrade", "pip install -r ‹path›", "pip install ‹package›‹specifier›", "uv sync && ‹command›", "poetry run ‹command›", "sh -c \"‹command›\"",
        "bash ‹path›", "./‹path›", "cd ‹path› && ‹command›", "export ‹variable›=‹value›; ‹command›", "env ‹variable›=‹value› ‹command›", "‹variable›=‹value› ‹command›", "exec ‹command›", "make ‹word›", "npm run ‹word›",
        "‹command› && ‹command›", "‹command› || ‹command›", "‹command› | ‹command›", "‹command› &", "if [ ‹word› = ‹word› ]; then ‹command›; fi", "for i in ‹word› ‹word›; do ‹command›; done", "echo ‹value› > ‹path›", "cp ‹path› ‹path›",
        "mv ‹path› ‹path›", "rm -rf ‹path›", "mkdir -p ‹path›", "$(‹command›)", "eval ‹command›", "source ‹path›", "docker run -e ‹variable›=‹value› x", "docker compose -f ‹path› up", "supervisord -c ‹path›", "‹odd›", "‹word› ‹odd› ‹word›",
        "curl -u admin:‹secret› ‹url› && ‹command›", "export ‹secret_name›=‹secret›; ‹command›", "mysql -uroot -p‹secret› && ‹command›", "curl -H 'Authorization: Bearer ‹secret›' https://a.example", "flask --password ‹secret› run",
    ),
    "option": (" -b ‹host›:‹port›", " --bind=‹host›:‹port›", " -w ‹number›", " --workers ‹number›", " --reload", " --debug", " -k ‹word›", " --timeout ‹number›", " --env ‹variable›=‹value›", " --app ‹target›", " --‹word›", " -‹word›", " --preload", " --chdir ‹path›"),
}  # fmt: skip


planted: list[str] = []
"""The secrets of the text that is being made."""


def _secret(chance: Random) -> str:
    """One that may stand without quotes."""
    found = [word for word in secrets(chance.randrange(2**32), 5) if word.replace("-", "").isalnum()]
    planted.append(chance.choice(found))
    return planted[-1]


MAKERS = {
    "odd": lambda chance: chance.choice(ODD),
    "plain": lambda chance: chance.choice(_PLAIN),
    "secret": _secret,
}

CALM = {"odd": MAKERS["plain"], "odd_number": lambda chance: "5"}
"""What makes a text that its format's readers understand."""
