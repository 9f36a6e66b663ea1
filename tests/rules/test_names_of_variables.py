"""A table that says which variable a secret is read from holds no secret."""

from __future__ import annotations

import pytest
from checking import FLASK, check

READ = "@app.get('/')\ndef index():\n    return os.environ[{0}]\n"

TABLES = {
    "a table of databases": ("STORES = {'postgres': {'connection_string': 'SHOP_POSTGRES_URI'}}\n", "STORES['postgres']['connection_string']"),
    "a keyword": ("def spec(**words):\n    return words\nSPEC = spec(api_key='SHOP_MAIL_API_KEY')\n", "SPEC['api_key']"),
    "a constant": ("PAYMENT_TOKEN = 'SHOP_PAYMENT_TOKEN'\n", "PAYMENT_TOKEN"),
    "with a number": ("AUTH = {'password': 'SHOP_DB2_READER_PASSWORD'}\n", "AUTH['password']"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "name"), TABLES.values(), ids=TABLES)
def test_the_name_of_a_variable_is_none(table: str, name: str) -> None:
    app = f"import os\n{table}{FLASK}{READ.format(name)}"
    assert check("hard-coded-credentials", {"app.py": app, "Procfile": "web: gunicorn app:app\n"}) == []


@pytest.mark.parametrize("secret", ["SHOP_k3Xz9", "QX7-MMP-2RT-99A", "SUMMER_2031"])
def test_a_password_in_capitals_is_one(secret: str) -> None:
    """A twin: nothing is named so."""
    app = f"AUTH = {{'password': '{secret}'}}\n{FLASK}" + READ.format("AUTH['password']")
    assert len(check("hard-coded-credentials", {"app.py": app, "Procfile": "web: gunicorn app:app\n"})) == 1
