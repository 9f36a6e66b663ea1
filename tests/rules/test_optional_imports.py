"""Imports that may fail: how the code says so, here and where the module that makes them is imported."""

from __future__ import annotations

import pytest
from checking import check

REST = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n"}
FLASK = "from flask import Flask\napp = Flask(__name__)\n"

OPTIONAL = [
    "try:\n    import boto3\nexcept ImportError:\n    boto3 = None\n",
    "try:\n    import json\nexcept ModuleNotFoundError:\n    pass\nelse:\n    import boto3\n",
    "try:\n    import json\nexcept Exception:\n    pass\nelse:\n    if json:\n        import boto3\n",
    "from contextlib import suppress\nwith suppress(ImportError):\n    import boto3\n",
    "import contextlib as c\nwith c.suppress(OSError, ModuleNotFoundError):\n    from boto3 import client\n",
    "from contextlib import suppress as quietly\nwith open(__file__), quietly(Exception):\n    import boto3\n",
    "def client():\n    import boto3\n    return boto3\ntry:\n    S3 = client()\nexcept ImportError:\n    S3 = None\n",
    "def store():\n    from boto3 import client\n    return client\ndef made():\n    return store()\ntry:\n    made()\nexcept Exception:\n    pass\n",
    "import contextlib\ndef ask():\n    import boto3\nwith contextlib.suppress(ModuleNotFoundError):\n    ask()\n",
    "class Store:\n    def open(self):\n        import boto3\n        return boto3\ntry:\n    Store().open()\nexcept ImportError:\n    pass\n",
]
NEEDED = [
    "import boto3\n",
    "try:\n    import boto3\nexcept ValueError:\n    pass\n",
    "try:\n    import json\nexcept ValueError:\n    pass\nelse:\n    import boto3\n",
    "from contextlib import suppress\nwith suppress(OSError):\n    import boto3\n",
    "from contextlib import suppress\nwith suppress(ImportError):\n    import json\nimport boto3\n",
    "def client():\n    import boto3\ntry:\n    client()\nexcept ImportError:\n    pass\nclient()\n",
    "def client():\n    import boto3\ntry:\n    client()\nexcept KeyError:\n    pass\n",
    "def again():\n    import boto3\n    again()\nagain()\n",
]


@pytest.mark.parametrize(("text", "needed"), [*((t, False) for t in OPTIONAL), *((t, True) for t in NEEDED)])
def test_undeclared_import(text: str, needed: bool) -> None:
    assert bool(check("undeclared-import", {"app.py": text + FLASK, **REST})) is needed


@pytest.mark.parametrize(
    ("ways", "needed"),
    [
        ({"app.py": "try:\n    import files\nexcept ImportError:\n    files = None\n"}, False),
        (
            {"app.py": "from contextlib import suppress\nwith suppress(ImportError):\n    from files import put\n"},
            False,
        ),
        ({"app.py": "try:\n    import store\nexcept ImportError:\n    pass\n", "store.py": "import files\n"}, False),
        ({"app.py": "import files\n"}, True),
        ({"app.py": "try:\n    import files\nexcept ImportError:\n    pass\nimport files\n"}, True),
        (
            {
                "app.py": "import store\ntry:\n    import files\nexcept ImportError:\n    pass\n",
                "store.py": "import files\n",
            },
            True,
        ),
    ],
)
def test_what_a_module_that_may_fail_needs(ways: dict[str, str], needed: bool) -> None:
    files = {**ways, "app.py": ways["app.py"] + FLASK, "files.py": "import boto3\nput = boto3\n"}
    assert bool(check("undeclared-import", {**files, **REST})) is needed


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        (t.replace("boto3", "shop.stock"), n)
        for t, n in [*((t, False) for t in OPTIONAL), (NEEDED[0], True), (NEEDED[3], True), (NEEDED[4], True)]
    ],
)
def test_unresolved_import(text: str, needed: bool) -> None:
    files = {"app.py": text.replace("shop.stock = None", "pass") + FLASK, "shop/__init__.py": "", **REST}
    assert bool(check("unresolved-import", files)) is needed


def test_what_stands_in_the_else_of_a_try_happens() -> None:
    text = (
        "try:\n    import json\nexcept ImportError:\n    pass\nelse:\n    KEY = 'sure'\n"
        + FLASK
        + "app.secret_key = KEY\n"
    )
    assert check("hard-coded-secret-key", {"app.py": text, **REST})
