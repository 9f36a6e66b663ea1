"""Packages that bind names in ways that nobody sees, and sentences in languages without blanks."""

from __future__ import annotations

import pytest
from checking import FLASK, check

PACKAGES = {
    "locals": ("from .meta import load\nlocals().update({m.__name__: m for m in load()})\n", 0),
    "globals": ("from .meta import load\nfor m in load():\n    globals()[m.__name__] = m\n", 0),
    "setattr": ("import sys\nfrom .meta import load\nfor m in load():\n    setattr(sys.modules[__name__], m.__name__, m)\n", 0),
    "__getattr__": ("def __getattr__(name):\n    return name\n", 0),
    "nothing": ("from .meta import load\n", 1),
}  # fmt: skip


@pytest.mark.parametrize(("package", "found"), PACKAGES.values(), ids=PACKAGES)
def test_names_that_a_package_may_bind(package: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": FLASK + "from shop.models import Order\n",
        "shop/__init__.py": "",
        "shop/models/__init__.py": package,
        "shop/models/meta.py": "def load():\n    return []\n",
        "shop/models/order.py": "class Order:\n    pass\n",
    }
    assert len(check("case-mismatch", files)) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("密码不能为空。", 0),
        ("パスワードが違います。", 0),
        ("पासवर्ड गलत है।", 0),
        ("请输入密码！", 0),
        ("vq81-Kkqp9", 1),
    ],
)
def test_sentences_are_no_passwords(value: str, found: int) -> None:
    assert len(check("hard-coded-credentials", {"app.py": f"{FLASK}MSG_PASSWORD = '{value}'\n"})) == found
