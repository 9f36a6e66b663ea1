"""Whether a host that is told no start command finds anything to start."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

RUN = f'{FLASK}if __name__ == "__main__":\n    app.run()\n'
LIST = {"requirements.txt": "flask==3.1.2\n"}
BOTH = {"requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n"}
REWRITES = {"vercel.json": '{"rewrites": [{"source": "/(.*)", "destination": "/"}]}'}
RAILWAY = {"railway.json": '{"deploy": {"numReplicas": 1}}'}
NIXPACKS = {"railway.json": '{"build": {"builder": "NIXPACKS"}}'}
AZURE = {".deployment": "[config]\n"}


def workflow(step: str) -> dict[str, str]:
    text = f"jobs:\n  d:\n    runs-on: ubuntu-24.04\n    steps:\n    - uses: actions/checkout@v5\n    - {step}\n"
    return {".github/workflows/d.yml": text}


HEROKU = workflow("uses: akhileshns/heroku-deploy@v3.13.15\n      with: {heroku_app_name: shop}")
SOURCES = workflow("run: gcloud run deploy shop --source .")

FORMS = {
    "Heroku without a Procfile": ({"app.py": FLASK, **BOTH, **HEROKU}, "error"),
    "Heroku with one": ({"app.py": FLASK, **BOTH, **HEROKU, "Procfile": "web: gunicorn app:app\n"}, ""),
    "Heroku with an image": ({"app.py": FLASK, **BOTH, **HEROKU, "Dockerfile": "FROM python:3.13\n"}, ""),
    "Heroku, a Procfile that a step names": (
        {"app.py": FLASK, **BOTH}
        | workflow("uses: akhileshns/heroku-deploy@v3.13.15\n      with: {procfile: 'web: gunicorn app:app'}"),
        "",
    ),
    "Railpack knows no such file": ({"wsgi.py": FLASK, **BOTH, **RAILWAY}, "info"),
    "Railpack runs the file": ({"server.py": RUN, **LIST, **RAILWAY}, "warning"),
    "Railpack runs a file that starts a server itself": (
        {"app.py": f"{FLASK}import waitress\nwaitress.serve(app)\n", **LIST, **RAILWAY},
        "",
    ),
    "Railpack guesses gunicorn": ({"main.py": RUN, **BOTH, **RAILWAY}, ""),
    "Nixpacks runs main.py": ({"main.py": RUN, **BOTH, **NIXPACKS}, "warning"),
    "Nixpacks knows no app.py": ({"app.py": RUN, **BOTH, **NIXPACKS}, "info"),
    "Nixpacks is told": (
        {"app.py": RUN, **BOTH, **NIXPACKS, "nixpacks.toml": '[start]\ncmd = "gunicorn app:app"\n'},
        "",
    ),
    "a builder of another name": (
        {"shop.py": FLASK, **BOTH, "railway.json": '{"build": {"builder": "HEROKU"}}'},
        "",
    ),
    "Vercel finds no file": ({"shop/web.py": FLASK, **LIST, **REWRITES}, "error"),
    "Vercel finds no app in it": ({"app.py": FLASK.replace("app =", "server ="), **LIST, **REWRITES}, "error"),
    "Vercel finds application": ({"src/index.py": FLASK.replace("app =", "application ="), **LIST, **REWRITES}, ""),
    "Vercel finds an import": ({"api/index.py": "from shop import app\n", "shop.py": FLASK, **LIST, **REWRITES}, ""),
    "Vercel, pyproject.toml may name it": (
        {"shop.py": FLASK, **LIST, **REWRITES, "pyproject.toml": '[tool.vercel]\nentrypoint = "shop:app"\n'},
        "",
    ),
    "Vercel builds the front end": ({"shop.py": FLASK, **LIST, **REWRITES, "package.json": "{}"}, ""),
    "Vercel, the back end is another project's": ({"api/shop/web.py": FLASK, **REWRITES}, ""),
    "Cloud Run finds no file": ({"shop.py": FLASK, **BOTH, **SOURCES}, "error"),
    "Cloud Run finds main.py": ({"main.py": FLASK, **BOTH, **SOURCES}, ""),
    "Cloud Run, a Procfile": ({"shop.py": FLASK, **BOTH, **SOURCES, "Procfile": "web: gunicorn shop:app\n"}, ""),
    "Azure finds no file": ({"shop.py": FLASK, **BOTH, **AZURE}, "info"),
    "Azure, told in a file": ({"shop.py": FLASK, **BOTH, **AZURE, "startup.txt": "gunicorn shop:app\n"}, ""),
}


@pytest.mark.parametrize(("files", "severity"), FORMS.values(), ids=FORMS)
def test_hosts_left_to_guess(files: dict[str, str | bytes], severity: str) -> None:
    assert [found for _, _, found in check("wrong-platform-guess", files)] == ([severity] if severity else [])


def test_what_to_write_serves_the_factory() -> None:
    factory = "from flask import Flask\ndef create_app():\n    return Flask(__name__)\n"
    [problem] = problems("wrong-platform-guess", {"shop/__init__.py": factory, **BOTH, **RAILWAY})
    assert problem.help == """Write into railway.json: "deploy": {"startCommand": "gunicorn 'shop:create_app()'"}"""
