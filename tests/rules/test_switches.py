"""An address that a switch beside it keeps from being used."""

from __future__ import annotations

import pytest
from checking import FLASK, check

ADDRESS = "'http://localhost:9200/find'"
CLASS = "class Config:\n    {}\n    SEARCH_URL = " + ADDRESS + "\napp.config.from_object(Config)"


@pytest.mark.parametrize(
    ("code", "is_told"),
    [
        (f"S = {{'url': {ADDRESS}}}", True),
        (f"S = {{'enabled': True, 'url': {ADDRESS}}}", True),
        (f"S = {{'enabled': False, 'url': {ADDRESS}}}", False),
        (f"S = {{'enabled': os.environ.get('FIND', '0') == '1', 'url': {ADDRESS}}}", False),
        (f"S = {{'search': {{'enable': 0, 'server': {{'url': {ADDRESS}}}}}}}", False),
        (f"S = dict(use='no', url={ADDRESS})", False),
        (f"S = {{'url': {ADDRESS}, 'timeout': 0}}", True),
        (f"S = {{'mail': {{'enabled': False}}, 'search': {{'url': {ADDRESS}}}}}", True),
        (CLASS.format("SEARCH_ENABLED = False"), False),
        (CLASS.format("USE_SEARCH = os.environ.get('USE_SEARCH', 'off')"), False),
        (CLASS.format("MAIL_ENABLED = False"), True),
        (CLASS.format("SEARCH_ENABLED = True"), True),
    ],
)
def test_an_address_beside_a_switch(code: str, is_told: bool) -> None:
    files: dict[str, str | bytes] = {"app.py": f"import os\n{FLASK}{code}\n", "Procfile": "web: gunicorn app:app\n"}
    assert bool(check("hard-coded-loopback", files)) is is_told


@pytest.mark.parametrize(
    ("switch", "is_told"), [("REDIS_ENABLED = False", False), ("USE_REDIS = 0", False), ("REDIS_ENABLED = True", True)]
)
def test_a_service_that_is_switched_off(switch: str, is_told: bool) -> None:
    code = f"{FLASK}class Config:\n    {switch}\n    REDIS_URL = 'redis://localhost:6379'\napp.config.from_object(Config)\n"
    files: dict[str, str | bytes] = {"app.py": code, "Procfile": "web: gunicorn app:app\n"}
    assert bool(check("loopback-service", files)) is is_told


@pytest.mark.parametrize(
    ("lines", "is_told"),
    [
        ("CACHE_TYPE = 'SimpleCache'\n    CACHE_REDIS_HOST = 'localhost'", False),
        ("CACHE_TYPE = 'FileSystemCache'\n    CACHE_REDIS_URL = 'redis://localhost:6379/0'", False),
        ("SESSION_TYPE = 'filesystem'\n    SESSION_REDIS = 'redis://127.0.0.1:6379'", False),
        ("CACHE_TYPE = 'RedisCache'\n    CACHE_REDIS_HOST = 'localhost'", True),
        ("CACHE_TYPE = 'redis'\n    CACHE_REDIS_URL = 'redis://localhost:6379/0'", True),
        ("CACHE_TYPE = os.environ['KIND']\n    CACHE_REDIS_HOST = 'localhost'", True),
        ("CACHE_REDIS_HOST = 'localhost'", True),
        ("SESSION_TYPE = 'filesystem'\n    CACHE_REDIS_HOST = 'localhost'", True),
    ],
)
def test_a_service_that_is_not_chosen(lines: str, is_told: bool) -> None:
    code = f"import os\n{FLASK}class Config:\n    {lines}\napp.config.from_object(Config)\n"
    files: dict[str, str | bytes] = {"app.py": code, "Procfile": "web: gunicorn app:app\n"}
    assert bool(check("loopback-service", files)) is is_told
