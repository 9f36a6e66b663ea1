"""A default that stands beside something unknown: nobody can tell whether it is ever taken."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEAD = f"import os\nimport redis\nimport board\n{FLASK}"
HOME = "'redis://localhost:6379/0'"


def told(code: str) -> int:
    files = {"app.py": HEAD + code, "board.py": "from elsewhere import *\n", "Procfile": "web: gunicorn app:app\n"}
    return len(check("loopback-service", files))


@pytest.mark.parametrize(
    "code",
    [
        f"store = redis.from_url(board.address or {HOME})\n",
        f"store = redis.from_url(board.address if board.address else {HOME})\n",
        f"url = board.address\nif not url:\n    url = {HOME}\nstore = redis.from_url(url)\n",
        f"def url():\n    found = board.find()\n    if not found:\n        return {HOME}\n    return found\nstore = redis.from_url(url())\n",
        f"def url():\n    if board.is_far():\n        return board.find()\n    return {HOME}\nstore = redis.from_url(url())\n",
        f"app.config['REDIS_URL'] = board.address or {HOME}\n",
    ],
)
def test_beside_something_unknown(code: str) -> None:
    assert told(code) == 0


@pytest.mark.parametrize(
    "code",
    [
        f"store = redis.from_url({HOME})\n",
        f"store = redis.from_url(os.environ.get('STORE') or {HOME})\n",
        f"url = os.environ.get('STORE')\nif not url:\n    url = {HOME}\nstore = redis.from_url(url)\n",
        f"def url():\n    found = ''\n    if not found:\n        return {HOME}\n    return found\nstore = redis.from_url(url())\n",
        f"def url():\n    if board.is_far():\n        return 'redis://127.0.0.1:6379/1'\n    return {HOME}\nstore = redis.from_url(url())\n",
        f"app.config['REDIS_URL'] = None or {HOME}\n",
    ],
)
def test_beside_what_is_known(code: str) -> None:
    assert told(code) >= 1
