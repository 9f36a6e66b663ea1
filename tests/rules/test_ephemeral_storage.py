"""Uploads that are saved beside the code, and those that go elsewhere or are not meant to last."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEROKU = {"Procfile": "web: gunicorn web:app\n", "app.json": '{"stack": "heroku-24"}'}
HEAD = "import os\nfrom pathlib import Path\nfrom flask import request, send_from_directory\n" + FLASK
PAGE = "@app.post('/')\ndef page():\n    f = request.files['x']\n"

SAVED = [
    PAGE + "    f.save('static/' + f.filename)\n",
    PAGE + "    f.save(os.path.join(os.path.dirname(__file__), 'static', f.filename))\n",
    "HERE = os.path.abspath(os.path.dirname(__file__))\nUP = os.path.join(HERE, 'static/up')\n" + PAGE + "    f.save(os.path.join(UP, f.filename))\n",
    "app.config['UP'] = 'app/static/up'\n" + PAGE + "    f.save(os.path.join(app.config['UP'], f.filename))\n",
    "@app.post('/')\ndef page():\n    request.files['x'].save(f'static/{request.files[\"x\"].filename}')\n",
    ("@app.post('/')\ndef page():\n    for f in request.files.getlist('x'):\n        f.save(os.path.join('up', f.filename))\n"
    "@app.get('/<name>')\ndef show(name):\n    return send_from_directory('up', name)\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", SAVED)
def test_saved(text: str) -> None:
    [(path, _, severity)] = check("ephemeral-storage", {**HEROKU, "web.py": HEAD + text})
    assert (path, severity) == ("web.py", "warning")


NOT_SAVED = [
    PAGE + "    f.save('up/' + f.filename)\n    read_in('up/' + f.filename)\n",
    PAGE + "    f.save('/tmp/static/' + f.filename)\n",
    PAGE + "    f.save(os.path.join(os.environ['UP'], f.filename))\n",
    "UP = os.environ.get('UP', 'static')\n" + PAGE + "    f.save(os.path.join(UP, f.filename))\n",
    PAGE + "    f.save(os.path.join(folder(), 'static', f.filename))\n",
    PAGE + "    f.save('static/x.png')\n    os.remove('static/x.png')\n",
    PAGE + "    row = Row(f.filename)\n    row.save('static/x')\n",
    "import io\n" + PAGE + "    f.save(io.BytesIO())\n",
    "@app.cli.command('x')\ndef x():\n    request.files['x'].save('up/x')\n",
]


@pytest.mark.parametrize("text", NOT_SAVED)
def test_not_saved(text: str) -> None:
    assert not check("ephemeral-storage", {**HEROKU, "web.py": HEAD + text})


@pytest.mark.parametrize("text", SAVED[:2])
def test_a_machine_of_your_own_keeps_it(text: str) -> None:
    unit = "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn web:app\n"
    assert not check("ephemeral-storage", {"deploy/shop.service": unit, "web.py": HEAD + text})


VERCEL = {
    "vercel.json": '{"builds": [{"src": "web.py", "use": "@vercel/python"}]}',
    "requirements.txt": "flask==3.1.2\n",
}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (PAGE + "    f.save('up/' + f.filename)\n    read_in('up/' + f.filename)\n", 1),
        (PAGE + "    f.save('static/x.png')\n    os.remove('static/x.png')\n", 1),
        (PAGE + "    f.save(os.path.join(app.root_path, f.filename))\n", 1),
        ("UP = Path('up')\n" + PAGE + "    f.save(UP / f.filename)\n", 1),
        (PAGE + "    f.save('/tmp/' + f.filename)\n", 0),
        (
            "UP = '/tmp' if os.environ.get('VERCEL') else 'up'\n" + PAGE + "    f.save(os.path.join(UP, f.filename))\n",
            0,
        ),
        ("import tempfile\nUP = tempfile.mkdtemp()\n" + PAGE + "    f.save(os.path.join(UP, f.filename))\n", 0),
    ],
)
def test_nothing_can_be_saved_for_a_moment_on_a_disk_that_cannot_be_written_to(text: str, count: int) -> None:
    assert len(check("ephemeral-storage", {**VERCEL, "web.py": HEAD + text})) == count
