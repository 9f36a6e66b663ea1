"""Pages and front ends whose server is not Flask's, beside an application that is."""

from __future__ import annotations

import pytest
from checking import FLASK, check

APP = {
    "app.py": FLASK,
    "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
    "Procfile": "web: gunicorn app:app\n",
}
PAGE = "<script>fetch('http://localhost:8080/api')</script>"
CALL = "export const get = () => fetch('http://localhost:8080/api')\n"
PACKAGE = '{"name": "front", "scripts": {"build": "vite build"}}'

OTHERS = {
    "FastAPI": {"extra/index.html": PAGE, "extra/main.py": "from fastapi import FastAPI\napp = FastAPI()\n"},
    "Quart": {"extra/pages/index.html": PAGE, "extra/serve.py": "import quart\napp = quart.Quart(__name__)\n"},
    "Express": {"extra/front/package.json": PACKAGE, "extra/front/src/api.js": CALL, "extra/proxy/index.js": "const express = require('express')\n"},
    "Django": {"extra/front/package.json": PACKAGE, "extra/front/src/api.js": CALL, "extra/back/urls.py": "from django.urls import path\n"},
}  # fmt: skip
OURS = {
    "no server": {"extra/index.html": PAGE},
    "a front end alone": {"extra/front/package.json": PACKAGE, "extra/front/src/api.js": CALL},
    "its own server for files": {"extra/front/package.json": PACKAGE, "extra/front/src/api.js": CALL, "extra/front/server.js": "const express = require('express')\n"},
    "beside the application": {"web/front/package.json": PACKAGE, "web/front/src/api.js": CALL, "web/stream.py": "import aiohttp\nimport flask\n"},
    "a template": {"site/templates/index.html": PAGE, "site/pages.py": "import tornado\nfrom flask import Blueprint\npages = Blueprint('pages', __name__, template_folder='templates')\n"},
}  # fmt: skip


@pytest.mark.parametrize("more", OTHERS.values(), ids=OTHERS)
def test_a_page_that_another_server_hands_out(more: dict[str, str]) -> None:
    assert check("loopback-link", {**APP, **more}) == []


@pytest.mark.parametrize("more", OURS.values(), ids=OURS)
def test_a_page_that_visitors_of_the_application_get(more: dict[str, str]) -> None:
    """Twins."""
    assert len(check("loopback-link", {**APP, **more})) == 1
