"""Keys of service accounts without the usual marks around them, and what only stands for one."""

from __future__ import annotations

import json

import pytest
from checking import FLASK, check


def found(key: str, path: str = "keys/firebase.json", **others: str) -> list[tuple[str, int, str]]:
    text = json.dumps({"type": "service_account", "private_key": key, **others}, indent=2)
    return check("committed-private-key", {"app.py": FLASK, path: text})


@pytest.mark.parametrize("key", ["q8Zt0vKf3LmN7xPd2RwYb5cHj", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "a1b2c3d4" * 8])
def test_a_key(key: str) -> None:
    assert found(key) == [("keys/firebase.json", 0, "error")]


@pytest.mark.parametrize(
    "key",
    [
        "",
        "short",
        "your-private-key-goes-here-please",
        "<the private key of your project>",
        "REPLACE_ME_WITH_THE_PRIVATE_KEY",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "-----BEGIN PRIVATE KEY-----\nYOUR_KEY\n-----END PRIVATE KEY-----\n",
    ],
)
def test_it_stands_for_one(key: str) -> None:
    assert not found(key)


def test_another_kind_of_file() -> None:
    assert not found("a1b2c3d4" * 8, type="schema")


def test_of_tests() -> None:
    assert not found("a1b2c3d4" * 8, "tests/data/firebase.json")
