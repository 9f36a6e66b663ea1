"""Front ends that nothing builds, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = "from flask import Flask\napp = Flask(__name__, static_folder='client/build', static_url_path='/')\n"
BASE: dict[str, str | bytes] = {
    "app.py": APP,
    "client/package.json": '{"scripts": {"build": "react-scripts build"}}',
    "Procfile": "web: gunicorn app:app\n",
    "requirements.txt": "flask\ngunicorn\n",
}
RENDER = "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: {}\n  startCommand: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, [("app.py", 2, "error")]),
        ({"app.py": APP.replace("'client/", "'./client/")}, [("app.py", 2, "error")]),
        ({"app.py": APP.replace("static_url_path='/'", "")}, [("app.py", 2, "warning")]),
        ({"app.py": "from flask import Flask\napp = Flask(__name__, template_folder='client/build')\n"}, [("app.py", 2, "error")]),
        ({"Procfile": "", "render.yaml": RENDER.format("pip install -r requirements.txt")}, [("app.py", 2, "error")]),
        ({"Procfile": "", "render.yaml": RENDER.format("./build.sh"), "build.sh": "cd client && yarn build\n"}, []),
        ({"client/build/index.html": "<p>"}, []),
        ({"client/package.json": '{"scripts": {"start": "vite"}}'}, []),
        ({"app.py": "from flask import Flask\napp = Flask(__name__)\n"}, []),
        ({"app.py": APP.replace("client/build", "static")}, []),
        ({".github/workflows/deploy.yml": "on: push\njobs:\n  a:\n    steps:\n    - run: npm --prefix client run build\n"}, []),
        ({"Procfile": "", "Dockerfile": "FROM node AS web\nCOPY client .\nRUN npm run build\nFROM python:3.13\nCOPY --from=web build client/build\nCOPY . .\nRUN pip install flask gunicorn\nCMD [\"gunicorn\", \"app:app\"]\n"}, []),
        ({"Procfile": ""}, []),
        ({"app.py": "import os\n" + APP.replace("'client/build'", "os.path.join(os.getcwd(), 'client', 'build')")}, [("app.py", 3, "error")]),
        ({"app.py": "import os\nPAGES = os.path.join(os.getcwd(), 'client/build')\n" + APP.replace("'client/build'", "PAGES")}, [("app.py", 4, "error")]),
        ({"app.py": "from pathlib import Path\nPAGES = Path.cwd() / 'client' / 'build'\n" + APP.replace("'client/build'", "PAGES")}, [("app.py", 4, "error")]),
        ({"app.py": "import os\nHERE = os.path.dirname(__file__)\nPAGES = os.path.join(HERE, 'client/build')\n" + APP.replace("'client/build'", "PAGES")}, [("app.py", 5, "error")]),
        ({"app.py": "import os\n" + APP.replace("'client/build'", "os.path.join(os.getcwd(), 'pages')")}, []),
        ({"README.md": "Run `npm run build` first."}, [("app.py", 2, "error")]),
    ],
)  # fmt: skip
def test_unbuilt(files: dict[str, str | bytes], found: list[tuple[str, int, str]]) -> None:
    assert check("unbuilt-frontend", {**BASE, **files}) == found
