"""What no visitor can reach: applications that are handed out as files, and those that are started as workers."""

from __future__ import annotations

import pytest
from checking import FLASK, check

APP = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n"}
SITE = "- type: web\n  name: shop\n  runtime: static\n  staticPublishPath: %s\n"
WEB = "- type: web\n  name: api\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n"
VERCEL = '{"builds": [{"src": "%s", "use": "@vercel/static"}]}'
PAGES = "uses: actions/upload-pages-artifact@v3\n      with: {path: %s}\n    - uses: actions/deploy-pages@v4"


def workflow(step: str) -> dict[str, str]:
    text = f"jobs:\n  ship:\n    steps:\n    - uses: actions/checkout@v5\n    - {step}\n"
    return {".github/workflows/x.yml": text}


SITES = {
    "S3": (workflow("run: aws s3 sync . s3://shop"), 1),
    "S3, the templates": (workflow("run: aws s3 sync templates s3://shop"), 1),
    "S3, a built front end": (workflow("run: aws s3 sync front/dist s3://shop"), 0),
    "S3, static files": (workflow("run: aws s3 sync static s3://shop"), 0),
    "Pages": (workflow(PAGES % "."), 1),
    "Pages, documents": (workflow(PAGES % "docs"), 0),
    "Pages, by another action": (workflow("uses: peaceiris/actions-gh-pages@v4\n      with: {publish_dir: ./}"), 1),
    "Render": ({"render.yaml": "services:\n" + SITE % "."}, 1),
    "Render, built": ({"render.yaml": "services:\n" + SITE % "dist"}, 0),
    "Render, beside a web service": ({"render.yaml": "services:\n" + SITE % "." + WEB}, 0),
    "Render, a front end": ({"render.yaml": "services:\n" + SITE % ".", "package.json": "{}"}, 0),
    "Vercel": ({"vercel.json": VERCEL % "**"}, 1),
    "Vercel, a folder": ({"vercel.json": VERCEL % "public/**"}, 0),
    "beside a Procfile": ({**workflow("run: aws s3 sync . s3://backup"), "Procfile": "web: gunicorn app:app\n"}, 0),
}


@pytest.mark.parametrize(("files", "found"), SITES.values(), ids=SITES)
def test_static_sites(files: dict[str, str | bytes], found: int) -> None:
    assert len(check("static-host", {**APP, **files})) == found


WORKER = WEB.replace("web", "worker")
WORKERS = {
    "Render": ({"render.yaml": "services:\n" + WORKER}, [("render.yaml", 2, "error")]),
    "Render, beside a web service": ({"render.yaml": "services:\n" + WORKER + WEB}, []),
    "Render, a queue": ({"render.yaml": "services:\n" + WORKER.replace("gunicorn app:app", "rq worker")}, []),
    "DigitalOcean": ({".do/app.yaml": "workers:\n- name: shop\n  run_command: gunicorn app:app\n"}, [(".do/app.yaml", 2, "error")]),
    "a Procfile": ({"Procfile": "worker: gunicorn app:app\n"}, [("Procfile", 0, "error")]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "found"), WORKERS.values(), ids=WORKERS)
def test_workers(files: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("no-web-process", {**APP, **files}) == found
