"""Names that depend on one another are told within bounds, and no question disturbs another."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from flaskcheck.readers import screens
from flaskcheck.values.names import Names

START = {
    "app.py": "from flask import Flask\nfrom m0 import f0\napp = Flask(__name__)\nif f0:\n    app.config['X'] = '1'\n",
    "requirements.txt": "flask\ngunicorn\n",
    "Procfile": "web: gunicorn app:app\n",
}


def dependent(number: int, on: int) -> str:
    """A module whose flag is one thing or another as the next module's flag says."""
    return f"from m{on} import f{on}\nif f{on}:\n    f{number} = 1\nelse:\n    f{number} = ask()\n"


CIRCLE = {"m0.py": dependent(0, 1), "m1.py": dependent(1, 2), "m2.py": dependent(2, 0)}
CHAIN = {**{f"m{n}.py": dependent(n, n + 1) for n in range(100)}, "m100.py": "f100 = ask()\n"}


@pytest.mark.parametrize("modules", [CIRCLE, CHAIN], ids=["circle", "chain"])
def test_names_that_depend_on_one_another(modules: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Names._imported_afresh
    open_now, most = [0], [0]

    def watched(self: Names, dotted: str, path: str) -> object:
        open_now[0] += 1
        most[0] = max(most[0], open_now[0])
        try:
            return whole(self, dotted, path)
        finally:
            open_now[0] -= 1

    monkeypatch.setattr(Names, "_imported_afresh", watched)
    settings = [d.start.configuration.keys for d in Project(MemoryTree({**START, **modules})).web_deployments]
    assert 0 < most[0] <= 4
    monkeypatch.setattr(screens, "is_open", True)
    assert settings == [d.start.configuration.keys for d in Project(MemoryTree({**START, **modules})).web_deployments]


def test_a_question_inside_another_leaves_its_arguments_alone() -> None:
    """``mode`` is known to the outer test when it comes back from the imported name, whose own test knows no argument."""
    files = {
        **START,
        "m0.py": "import os\nf0 = 0\nif ask():\n    f0 = ask()\n",
        "app.py": "from flask import Flask\nfrom m0 import f0\ndef create_app(mode):\n    app = Flask(__name__)\n"
        "    if f0 or mode == 'x':\n        app.config['X'] = '1'\n    return app\napp = create_app('x')\n",
    }
    shut = [d.start.configuration.get("X") for d in Project(MemoryTree(files)).web_deployments]
    assert [len(found) for found in shut] == [1]
    assert [found[0].outcomes[0].value for found in shut] == ["1"]
