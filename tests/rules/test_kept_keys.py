"""Random keys that are kept in a file, and those that are made up where a variable is missing."""

from __future__ import annotations

import pytest
from checking import FLASK, check

KEPT = "import os, secrets\nfrom pathlib import Path\nFILE = Path('/var/lib/shop/key')\ndef key():\n    given = os.environ.get('SHOP_KEY')\n    if given:\n        return given\n"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("    try:\n        return FILE.read_text().strip()\n    except OSError:\n        return given or secrets.token_hex(32)\n", 0),
        ("    if FILE.exists():\n        return FILE.read_text()\n    return os.environ.get('OTHER', secrets.token_hex(16))\n", 0),
        ("    return os.environ.get('OTHER', secrets.token_hex(16))\n", 1),
        ("    return given or os.urandom(32)\n", 1),
    ],
)  # fmt: skip
def test_keys(body: str, count: int) -> None:
    code = f"{KEPT}{body}{FLASK}app.secret_key = key()\n"
    found = check("random-secret-key", {"app.py": code, "Procfile": "web: gunicorn app:app\n"})
    assert len(found) == count
