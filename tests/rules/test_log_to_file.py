"""Logs that go into a file alone, where that is lost."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {
    "Procfile": "web: gunicorn web:app\n",
    "app.json": '{"stack": "heroku-24"}',
    "requirements.txt": "flask\ngunicorn\n",
}
LOG = "import logging, os, sys\nfrom logging.handlers import RotatingFileHandler\n"

ALONE = [
    LOG + "logging.basicConfig(filename='shop.log')\n",
    LOG + "logging.basicConfig(level=logging.INFO, handlers=[logging.FileHandler('/tmp/shop.log')])\n",
    LOG + "logging.getLogger().addHandler(RotatingFileHandler('shop.log'))\n",
    LOG + "HERE = os.path.dirname(__file__)\nlogging.getLogger('shop').addHandler(logging.FileHandler(os.path.join(HERE, 'shop.log')))\n",
    LOG + "def set_up():\n    logging.basicConfig(filename='shop.log')\nset_up()\n",
    "from logging.config import dictConfig\nH = {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'shop.log'}\ndictConfig({'version': 1, 'handlers': {'x': H}, 'root': {'handlers': ['x']}})\n",
]  # fmt: skip


@pytest.mark.parametrize("text", ALONE)
def test_alone(text: str) -> None:
    [(path, _, severity)] = check("log-to-file", {**SERVED, "web.py": FLASK + text})
    assert (path, severity) == ("web.py", "info")


BESIDE = [
    LOG + "logging.basicConfig(level=logging.INFO)\n",
    LOG + "logging.basicConfig(filename=os.environ.get('LOG', 'shop.log'))\n",
    LOG + "logging.basicConfig(filename='/dev/stderr')\n",
    LOG + "logging.basicConfig(handlers=[logging.FileHandler('shop.log'), logging.StreamHandler()])\n",
    LOG + "app.logger.addHandler(logging.FileHandler('shop.log'))\n",
    LOG + "if app.debug:\n    logging.basicConfig(filename='shop.log')\n",
    LOG + "@app.get('/')\ndef index():\n    logging.getLogger('x').addHandler(logging.FileHandler('shop.log'))\n    return ''\n",
    "if __name__ == '__main__':\n    import logging\n    logging.basicConfig(filename='shop.log')\n",
]  # fmt: skip


@pytest.mark.parametrize("text", BESIDE)
def test_beside(text: str) -> None:
    assert not check("log-to-file", {**SERVED, "web.py": FLASK + text})


UNIT = {"x.service": "[Service]\nWorkingDirectory=/srv/x\nExecStart=/srv/x/venv/bin/gunicorn web:app\n"}


@pytest.mark.parametrize("files", [{}, UNIT])
def test_where_the_disk_may_last(files: dict[str, str]) -> None:
    assert not check("log-to-file", {"web.py": FLASK + ALONE[0], "requirements.txt": "flask\ngunicorn\n", **files})
