"""What a library does only with the help of another one, which nothing installs."""

from __future__ import annotations

import pytest
from checking import check, problems

APP = "from flask import Flask\nimport parts\napp = Flask(__name__)\n"
LISTED = "flask\nflask-wtf\npydantic\npandas\ngunicorn\n"
PROCFILE = "web: gunicorn app:app\n"

USES = [
    ("from wtforms.validators import Email\nrules = [Email()]\n", 2, "email-validator"),
    ("from wtforms import validators\nrules = [validators.Email(message='Your address')]\n", 2, "email-validator"),
    ("import wtforms.validators as checks\nclass Form:\n    rules = (checks.Email(),)\n", 3, "email-validator"),
    (
        "from pydantic import BaseModel, EmailStr\nclass Customer(BaseModel):\n    mail: EmailStr\n",
        1,
        "email-validator",
    ),
    ("import pandas as pd\nprices = pd.read_excel('prices.xlsx')\n", 2, "openpyxl"),
]


def _files(parts: str, listed: str = LISTED) -> dict[str, str | bytes]:
    return {"app.py": APP, "parts.py": parts, "requirements.txt": listed, "Procfile": PROCFILE}


@pytest.mark.parametrize(("parts", "line", "needed"), USES)
def test_its_helper_is_missing(parts: str, line: int, needed: str) -> None:
    [problem] = problems("undeclared-import", _files(parts))
    assert (problem.place.path, problem.place.line, problem.severity) == ("parts.py", line, "")
    assert f" needs {needed}, " in problem.message


@pytest.mark.parametrize("parts", [parts for parts, _, _ in USES])
@pytest.mark.parametrize(
    "listed",
    [
        f"{LISTED}email-validator\nopenpyxl\n",
        f"{LISTED}flask-security-too\nxlrd\n",
        f"{LISTED}pydantic[email]\npandas[excel]\n",
        f"{LISTED}a-library-of-our-own\n",
    ],
)
def test_something_may_bring_it(parts: str, listed: str) -> None:
    assert check("undeclared-import", _files(parts, listed)) == []


@pytest.mark.parametrize(
    ("parts", "listed"),
    [
        ("from wtforms.validators import DataRequired, Email\nrules = [DataRequired()]\n", LISTED),
        ("from pydantic import EmailStr\n", LISTED),
        ("class Email:\n    pass\nrules = [Email()]\n", LISTED),
        ("from wtforms.validators import Email\nrules = [Email()]\n", f"{LISTED}wtforms==2.2.1\n"),
        ("import pandas as pd\nprices = pd.read_csv('prices.csv')\n", LISTED),
    ],
)
def test_nothing_needs_it(parts: str, listed: str) -> None:
    assert [f for f in check("undeclared-import", _files(parts, listed)) if f[0] == "parts.py"] == []
