"""Screens hold back only what holds nothing: what is found behind all of them is what is found without any."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import golden
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.screens import differences, facts
from flaskcheck.files.discover import discover
from flaskcheck.files.source import Source
from flaskcheck.files.tree import MemoryTree, Tree
from flaskcheck.findings.registry import load_all
from flaskcheck.readers import screens
from flaskcheck.units.repository import Repository

RULES, _ = load_all()


def compare(make_tree: Callable[[], Tree]) -> None:
    assert differences(make_tree, RULES) == []


@pytest.mark.parametrize("name", golden.names())
def test_whole_repositories(name: str, tmp_path: Path) -> None:
    root = str(golden.build(name, tmp_path))
    compare(lambda: discover(root))


def test_every_screen_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Source("app.py", b"")
    asked = {"names_one_of": (frozenset({"flask.Flask"}),), "holds_word": ("class",)}
    assert len(screens.SCREENS) >= 3
    shut = [screen(nothing, *asked.get(screen.__name__, ())) for screen in screens.SCREENS]
    monkeypatch.setattr(screens, "is_open", True)
    opened = [screen(nothing, *asked.get(screen.__name__, ())) for screen in screens.SCREENS]
    assert (set(shut), set(opened)) == ({False}, {True})


# --- triggers in odd forms ------------------------------------------------------------------------------

PYTHON = (
    "from flask import Flask\napp = Flask(__name__)\n",
    "from flask import Flask as F\napp = F(__name__)\n",
    "import flask\napp = flask.Flask(__name__)\n",
    "import flask as f\napp = f.Flask(__name__)\n",
    "import flask.app\napp = flask.app.Flask(__name__)\n",
    "from flask import *\napp = Flask(__name__)\n",
    "from flask import (\n    Flask,\n)\napp = (\n  Flask\n)(__name__)\n",
    "from flask \\\n  import \\\n Flask\napp=Flask  (__name__)\n",
    "import flask\napp = flask \\\n . \\\n Flask(__name__)\n",
    "from\tflask\timport\tFlask\napp\t=\tFlask(__name__)\n",
    "from flask import Flask;app = Flask(__name__)\n",
    "def create_app():\n    from flask import Flask\n    return Flask(__name__)\napp = create_app()\n",
    "from flask import Flask\nclass\tShop(Flask):\n    pass\napp = Shop(__name__)\n",
    "from flask import Flask\nclass \\\n  Shop \\\n (Flask): pass\napp = Shop(__name__)\n",
    "from flask import Flask\nif 1:\n  class\x0cShop(Flask): pass\n  app = Shop(__name__)\n",
    "from apiflask import APIFlask\napp = APIFlask(__name__)\n",
    "import connexion\napp = connexion.App(__name__)\n",
    "from \uff46\uff4c\uff41\uff53\uff4b import \uff26lask\napp = Fla\u017fk(__name__)\n",  # NFKC: flask, Flask
    "import flask\napp = flask.\U0001d405lask(__name__)\n",
    "from flask import Flask, Blueprint as B\napp = Flask(__name__)\nbp = B('x', __name__, template_folder='t')\napp.register_blueprint(bp)\n",
    "from flask import Flask\nfrom apiflask import APIBlueprint\napp = Flask(__name__)\nbp = APIBlueprint('x', __name__, template_folder='t')\n",
    "from flask import Flask\napp = Flask(__name__)\n@app.cli.command('fill')\ndef f():\n    import os; os.remove('x')\n",
    "from flask import Flask\napp = Flask(__name__)\n@app.cli.group()\ndef fill():\n    db.drop_all()\n",
    "from flask import Flask\nimport click\napp = Flask(__name__)\n@click.argument('x')\ndef fill(x):\n    db.drop_all()\n",
)
ADDRESSES = (
    "http://localhost:5000/api",
    "HTTP://LocalHost:5000/api",
    "http://127.0.0.1/x",
    "http://[::1]:80/x",
    "http://0.0.0.0:80/",
    "//localhost:3000/x",
    "http://loca\\u006chost:3000/x",
    "http://&#108;ocalhost:3000/x",
    "http://localho\u017ft:3000/x",
    "http://loc\\\nalhost:3000/x",
    "http://\uff4c\uff4fcalhost/x",
    "ws://api.localhost/x",
)
CARRIERS = {
    "templates/index.html": ('<a href="{}">x</a>', "<a HREF='{}'>x</a>", "<script>fetch(`{}`)</script>", "<a href={}>"),
    "static/app.js": ('fetch("{}");', "const API = '{}' + '/x';", "axios.get(`{}`)", "new WebSocket('{}')"),
    "static/app.css": ("a {{ background: url({}) }}", "@import '{}';"),
    "frontend/src/api.ts": ("export const api: string = '{}';",),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1")
ENDS = ("\n", "\r\n", "\r")
BEFORE = (
    "",
    "\n" * 3,
    "# coding: latin-1\n",
    "#!/usr/bin/env python\n",
    "\x0c\n",
    "x = 1\0\n",
    "<<<<<<< HEAD\n",
    "print 'old'\n",
    "é = 1\n",
)
REST = {
    "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n",
    "Procfile": "release: flask --app app fill\nweb: gunicorn app:app\n",
}


def encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


python_files = st.builds(
    lambda before, body, end, encoding, cut: encoded((before + body).replace("\n", end), encoding)[: cut or None],
    st.sampled_from(BEFORE),
    st.sampled_from(PYTHON),
    st.sampled_from(ENDS),
    st.sampled_from(ENCODINGS),
    st.sampled_from([0, 0, 0, -1, -9]),
)


@st.composite
def page_files(draw: st.DrawFn) -> dict[str, bytes]:
    path = draw(st.sampled_from(sorted(CARRIERS)))
    carrier, address = draw(st.sampled_from(CARRIERS[path])), draw(st.sampled_from(ADDRESSES))
    text = draw(st.sampled_from(["", "// é\n", "<!-- x -->\n", "\n" * 300])) + carrier.format(address) + "\n"
    return {path: encoded(text.replace("\n", draw(st.sampled_from(ENDS))), draw(st.sampled_from(ENCODINGS)))}


@settings(max_examples=120, deadline=None)
@given(python_files, st.sampled_from(["app.py", "shop/__init__.py", "wsgi.wsgi", "ap\udce9p.py"]), page_files())
def test_triggers_in_odd_forms(code: bytes, path: str, pages: dict[str, bytes]) -> None:
    files: dict[str, str | bytes] = {**REST, path: code, **pages}
    compare(lambda: MemoryTree(files))


@pytest.mark.parametrize("code", PYTHON)
def test_the_triggers_are_triggers(code: str) -> None:
    """Else the property above would compare nothing with nothing."""
    assert Repository(MemoryTree({"app.py": code})).applications
    compare(lambda: MemoryTree({**REST, "app.py": code}))


@pytest.mark.parametrize("path", CARRIERS)
def test_the_carriers_carry(path: str) -> None:
    for carrier in CARRIERS[path]:
        tree = MemoryTree({path: carrier.format(ADDRESSES[0])})
        assert list(facts(tree)), carrier


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_in_every_carrier(address: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [(path, carrier.format(address)) for path, carriers in CARRIERS.items() for carrier in carriers]
    trees = [MemoryTree({path: encoded(text, encoding)}) for path, text in texts]
    shut = [list(facts(tree)) for tree in trees]
    monkeypatch.setattr(screens, "is_open", True)
    assert shut == [list(facts(tree)) for tree in trees]
