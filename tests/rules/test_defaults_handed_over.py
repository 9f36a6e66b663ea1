"""The default of a variable that a function reads which is handed both: of the repository, or of a package."""

from __future__ import annotations

import pytest
from checking import check, problems

OWN = "import os\n\ndef setting(name, default=None):\n    return os.environ.get(name, default)\n"
IMAGE = "FROM python:3.13-slim\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn requests houseconf\n{}CMD gunicorn -b 0.0.0.0:8000 web:app\n"
WEB = (
    "import requests\nfrom flask import Flask\n{}\n\napp = Flask(__name__)\n\n"
    "@app.route('/')\ndef index():\n    return requests.get(STOCK).text\n"
)
FORMS = (
    'from own import setting\nSTOCK = setting("STOCK_URL", "http://localhost:9200")',
    'from own import setting\nSTOCK = setting("STOCK_URL", default="http://localhost:9200")',
    'from houseconf import env\nSTOCK = env.text("STOCK_URL", "http://localhost:9200")',
    'import houseconf\nSTOCK = houseconf.text("STOCK_URL", default="http://localhost:9200").rstrip("/")',
)


def files(form: str, declared: str = "") -> dict[str, str | bytes]:
    """A shop that asks another service whose address it reads in this form."""
    return {"own.py": OWN, "web.py": WEB.format(form), "Dockerfile": IMAGE.format(declared)}


@pytest.mark.parametrize("form", FORMS)
def test_declared_variable_is_used(form: str) -> None:
    """Where the image sets the variable, the default is never used."""
    assert check("hard-coded-loopback", files(form, "ENV STOCK_URL=http://stock:9200\n")) == []


@pytest.mark.parametrize("form", FORMS)
def test_missing_variable_is_named(form: str) -> None:
    """Where nothing sets it, the default is told, with the variable to set."""
    [told] = problems("hard-coded-loopback", files(form))
    assert told.message.startswith("When STOCK_URL is not set, http://localhost:9200 is used")


@pytest.mark.parametrize(
    "form",
    [
        'from houseconf import join\nSTOCK = join("stock", "http://localhost:9200")',
        'from houseconf import pick\nSTOCK = pick(1, "http://localhost:9200")',
        'def pick(name, address):\n    return address\nSTOCK = pick("STOCK_URL", "http://localhost:9200")',
    ],
)
def test_other_functions_read_nothing(form: str) -> None:
    """A function of the repository that reads no variable, and one that is given no name of a variable."""
    [told] = problems("hard-coded-loopback", files(form, "ENV STOCK_URL=http://stock:9200\n"))
    assert not told.message.startswith("When ")


def test_what_is_set_is_no_default() -> None:
    """A call whose answer nobody uses sets something."""
    form = 'import houseconf\nhouseconf.put("STOCK_URL", "http://localhost:9200")\nSTOCK = "http://stock"'
    [told] = problems("hard-coded-loopback", files(form, "ENV STOCK_URL=http://stock:9200\n"))
    assert not told.message.startswith("When ")
