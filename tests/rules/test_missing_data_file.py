"""Files that every start reads and that nothing brings, and those that something does."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n", "requirements.txt": "flask\ngunicorn\n"}

MISSING = [
    "from pathlib import Path\nwords = Path('words.txt').read_text()\n",
    "from pathlib import Path\nimport yaml\nwords = yaml.safe_load((Path(__file__).parent / 'words.yml').read_bytes())\n",
    "from pathlib import Path\n\ndef load(folder):\n    return Path(folder, 'words.txt').read_text()\n\nwords = load(app.root_path)\n",
    "text = open('words.txt').read()\n",
    "import json\nwords = json.load(open('data/words.json', 'r'))\n",
    "import joblib\nMODEL = 'models/model.joblib'\nmodel = joblib.load(MODEL)\n",
    "from pathlib import Path\nHERE = Path(__file__).parent\nwords = open(HERE / 'words.txt').read()\n",
    "import pandas as pd\ndef load():\n    return pd.read_csv('prices.csv')\nprices = load()\n",
    "from tensorflow.keras.models import load_model\nmodel = load_model('cats.h5')\n",
]


@pytest.mark.parametrize("text", MISSING)
def test_missing(text: str) -> None:
    [(path, _, severity)] = check("missing-data-file", {**SERVED, "web.py": FLASK + text})
    assert (path, severity) == ("web.py", "error")


NOT_MISSING = [
    "from pathlib import Path\nPath('words.txt').write_text('a')\nwords = Path('words.txt').read_text()\n",
    "from pathlib import Path\nif Path('words.txt').exists():\n    words = Path('words.txt').read_text()\n",
    "from pathlib import Path\nwords = Path('there.txt').read_text()\n",
    "from importlib.resources import files\nwords = files('flask').joinpath('py.typed').read_text()\n",
    "key = open('.secret').read()\n",
    "key = open('service-account.json').read()\n",
    "log = open('app.log', 'w')\n",
    "import os\nwords = open(os.environ['WORDS']).read()\n",
    "import os\nif os.path.exists('words.txt'):\n    words = open('words.txt').read()\n",
    "try:\n    words = open('words.txt').read()\nexcept OSError:\n    words = ''\n",
    "words = open('/usr/share/dict/words.txt').read()\n",
    "import urllib.request\nurllib.request.urlretrieve('https://x.example/w', 'words.txt')\nwords = open('words.txt').read()\n",
    "import pandas\nprices = pandas.read_csv('https://x.example/prices.csv')\n",
    "@app.get('/')\ndef index():\n    return open('words.txt').read()\n",
    "words = open('there.txt').read()\n",
    "words = open(name() + '.txt').read()\n",
]


@pytest.mark.parametrize("text", NOT_MISSING)
def test_not_missing(text: str) -> None:
    assert not check("missing-data-file", {**SERVED, "web.py": FLASK + text, "there.txt": ""})


BROUGHT = [
    {"Procfile": "web: python fetch.py && gunicorn web:app\n", "fetch.py": ""},
    {"Procfile": "web: wget https://x.example/words.txt && gunicorn web:app\n"},
    {".gitmodules": ""},
    {"Procfile": "", "Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN curl -O https://x.example/words.txt\nCMD gunicorn web:app\n"},
]  # fmt: skip


@pytest.mark.parametrize("files", BROUGHT)
def test_brought(files: dict[str, str]) -> None:
    assert not check("missing-data-file", {**SERVED, "web.py": FLASK + MISSING[0], **files})


def test_where_no_file_says_what_is_deployed() -> None:
    assert not check("missing-data-file", {"web.py": FLASK + MISSING[0], "requirements.txt": "flask\n"})


@pytest.mark.parametrize(
    ("path", "count"),
    [
        (".vscode/settings.json", 1),
        (".devcontainer/data/settings.json", 1),
        (".github/settings.json", 1),
        ("web/.idea/settings.json", 1),
        ("web/settings.json", 0),
        ("settings.json", 0),
    ],
)
def test_files_of_an_editor_are_not_meant(path: str, count: int) -> None:
    code = "import json\nwords = json.load(open('settings.json'))\n"
    assert len(check("missing-data-file", {**SERVED, "web.py": FLASK + code, path: "{}"})) == count


def test_a_file_that_git_ignores() -> None:
    files = {**SERVED, "web.py": f"{FLASK}words = open('words.txt').read()\n", "words.txt": "a\n"}
    assert [line for _, line, _ in check("missing-data-file", files, ignored=["words.txt"])] == [FLASK.count("\n") + 1]
