"""The debug toolbar and the profiler, where they are on and where they are not."""

from __future__ import annotations

import pytest
from checking import FLASK, check

TOOLBAR = "import os\nfrom flask_debugtoolbar import DebugToolbarExtension\n" + FLASK
PROFILER = "import os\nfrom werkzeug.middleware.profiler import ProfilerMiddleware\n" + FLASK


def found(code: str) -> list[tuple[str, int, str]]:
    return check("debug-tooling", {"app.py": code, "Procfile": "web: gunicorn app:app\n"})


@pytest.mark.parametrize(
    "lines",
    [
        "app.config['DEBUG_TB_ENABLED'] = True\nDebugToolbarExtension(app)\n",
        "app.config.update(DEBUG_TB_ENABLED=True)\ntoolbar = DebugToolbarExtension()\ntoolbar.init_app(app)\n",
    ],
)
def test_the_toolbar_is_on(lines: str) -> None:
    assert found(TOOLBAR + lines) == [("app.py", 5, "error")]


@pytest.mark.parametrize(
    "lines",
    [
        "DebugToolbarExtension(app)\n",
        "app.config['DEBUG_TB_ENABLED'] = False\nDebugToolbarExtension(app)\n",
        "app.config['DEBUG_TB_ENABLED'] = app.debug\nDebugToolbarExtension(app)\n",
        "app.config['DEBUG_TB_ENABLED'] = bool(os.environ.get('TOOLBAR'))\nDebugToolbarExtension(app)\n",
        "app.config['DEBUG_TB_ENABLED'] = True\n",
        "app.config['DEBUG_TB_ENABLED'] = True\nif app.debug:\n    DebugToolbarExtension(app)\n",
    ],
)
def test_the_toolbar_is_off(lines: str) -> None:
    assert not found(TOOLBAR + lines)


def test_each_request_is_profiled() -> None:
    code = PROFILER + "app.wsgi_app = ProfilerMiddleware(app.wsgi_app)\n"
    assert found(code) == [("app.py", 5, "warning")]


@pytest.mark.parametrize(
    "lines",
    [
        "if app.debug:\n    app.wsgi_app = ProfilerMiddleware(app.wsgi_app)\n",
        "if os.environ.get('PROFILE'):\n    app.wsgi_app = ProfilerMiddleware(app.wsgi_app)\n",
        "@app.cli.command('profile')\ndef profile():\n    app.wsgi_app = ProfilerMiddleware(app.wsgi_app)\n",
        "if __name__ == '__main__':\n    app.wsgi_app = ProfilerMiddleware(app.wsgi_app)\n",
    ],
)
def test_only_where_it_is_asked_for(lines: str) -> None:
    assert not found(PROFILER + lines)
