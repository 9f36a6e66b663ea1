"""Names that a module binds through its own namespace, where no statement shows them."""

from __future__ import annotations

import pytest
from checking import FLASK, check

REST = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n", "Procfile": "web: gunicorn app:app\n"}

MORE = [
    "def declare(name):\n    globals()[name] = type(name, (Exception,), {})\n\ndeclare('Refused')\n",
    "def declare(*names):\n    globals().update({n: object() for n in names})\n\ndeclare('Refused')\n",
    "def declare(name):\n    globals().setdefault(name, object())\n\ndeclare('Refused')\n",
    "import sys\n\ndef declare(name):\n    setattr(sys.modules[__name__], name, object())\n\ndeclare('Refused')\n",
    "import sys\n\nclass Table:\n    def fill(self):\n        sys.modules[__name__].__dict__['Refused'] = self\n\nTable().fill()\n",
    "import sys\n\ndef declare():\n    sys.modules[__name__].Refused = object()\n\ndeclare()\n",
]
NO_MORE = [
    "def read(name):\n    return globals()[name]\n\nread('read')\n",
    "def known():\n    return globals().get('read')\n",
    "names = {}\n\ndef declare(name):\n    names[name] = object()\n\ndeclare('Refused')\n",
    "class Box:\n    pass\n\ndef declare(name):\n    setattr(Box, name, object())\n\ndeclare('Refused')\n",
    "def declare(name):\n    locals()[name] = object()\n\ndeclare('Refused')\n",
]


@pytest.mark.parametrize(("text", "told"), [*((t, 0) for t in MORE), *((t, 1) for t in NO_MORE)])
def test_a_namespace_that_a_function_writes(text: str, told: int) -> None:
    found = check("unresolved-import", {"app.py": f"from faults import Refused\n{FLASK}", "faults.py": text, **REST})
    assert [line for _, line, _ in found] == [1] * told
