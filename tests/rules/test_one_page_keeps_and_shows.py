"""State of one process that one page changes and shows itself, and names of modules that pages rebind."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEAD = f"{FLASK}from flask import jsonify, redirect, render_template, request\nimport random\n"


def told(code: str, workers: int = 4) -> int:
    files: dict[str, str | bytes] = {"web.py": HEAD + code, "Procfile": f"web: gunicorn -w {workers} web:app\n"}
    return len(check("per-process-state", files))


KEPT = [
    (
        "todos = []\n@app.route('/', methods=['GET', 'POST'])\ndef home():\n    if request.method == 'POST':\n"
        "        todos.append(request.form['x'])\n    return render_template('home.html', todos=todos)\n"
    ),
    "rows = []\n@app.post('/')\ndef add():\n    rows.append(request.json)\n    return jsonify(rows)\n",
    "seen = 0\n@app.get('/')\ndef home():\n    global seen\n    seen += 1\n    return str(seen)\n",
    "seen = 0\n@app.get('/')\ndef home():\n    global seen\n    seen = seen + 1\n    return f'{seen} visits'\n",
    (
        "user = None\n@app.post('/login')\ndef login():\n    global user\n    user = request.form['name']\n    return redirect('/')\n"
        "@app.get('/')\ndef home():\n    return f'Hello {user}'\n"
    ),
    (
        "code = ''\n@app.post('/send')\ndef send():\n    global code\n    mail = request.form['mail']\n    code = random.randint(1000, 9999)\n    return mail\n"
        "@app.post('/check')\ndef check():\n    return str(request.form['code'] == code)\n"
    ),
]


@pytest.mark.parametrize("code", KEPT)
def test_kept(code: str) -> None:
    assert told(code) == 1
    assert told(code, workers=1) == 0


@pytest.mark.parametrize(
    "code",
    [
        "rows = []\n@app.post('/')\ndef add():\n    rows.append(request.json)\n    return ''\n",
        "limit = 5\n@app.get('/')\ndef home():\n    return str(limit)\n",
        "@app.get('/')\ndef home():\n    seen = 0\n    seen += 1\n    return str(seen)\n",
        "model = None\n@app.post('/')\ndef home():\n    global model\n    if model is None:\n        model = open(request.args['x'])\n    return model.read()\n",
        "found = {}\n@app.get('/<key>')\ndef home(key):\n    if key not in found:\n        found[key] = len(key)\n    return str(found[key])\n",
        "ready = 0\ndef start():\n    global ready\n    ready += 1\nstart()\n@app.get('/')\ndef home():\n    return str(ready)\n",
        "cache_hits = 0\n@app.get('/')\ndef home():\n    global cache_hits\n    cache_hits += 1\n    return str(cache_hits)\n",
    ],
)
def test_not_kept(code: str) -> None:
    assert told(code) == 0
