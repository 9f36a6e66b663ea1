"""Under which names a text is a secret: a key of something, a key for tests, a file of variables that is empty."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

VALUE = "k3Xh5Kw9p7zjh34k5cvQ8"
KEY = "-----BEGIN RSA PRIVATE KEY-----\\nMIICXQIBAAKBgQDfn1nKQshOSj8xw44oC2klFWSN\\n-----END RSA PRIVATE KEY-----"


def told(line: str) -> int:
    files = {
        "app.py": f"{FLASK}{line}\n",
        "requirements.txt": "flask\ngunicorn\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    return len(check("hard-coded-credentials", files))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"secret_key_maps = '{VALUE}'", 1),
        (f"API_KEY_WEATHER = '{VALUE}'", 1),
        (f"app.config['ACCESS_KEY_STORE'] = '{VALUE}'", 1),
        (f"server_key = 'AAAA0CBk6uY:APA91b{VALUE * 4}'", 1),
        (f"PUSH = {{'key': 'AAAAq1B-6uY:APA91b{VALUE * 4}'}}", 1),
        (f"api_key_header = '{VALUE}'", 0),
        (f"access_key_name = '{VALUE}'", 0),
        ("api_key_weather = 'weather-service'", 0),
        (f"key_maps = '{VALUE}'", 0),
        ("device = 'dXyz1234:APA91bshort'", 0),
    ],
)
def test_a_key_of_something(line: str, found: int) -> None:
    assert told(line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"JWT_TEST_PRIVATE_KEY = '{KEY}'", 0),
        (f"app.config['TEST_SIGNING_PEM'] = '{KEY}'", 0),
        (f"KEYS = {{'testing_private_key': '{KEY}'}}", 0),
        (f"TEST_API_TOKEN = '{VALUE}'", 0),
        (f"JWT_PRIVATE_KEY = '{KEY}'", 1),
        (f"LATEST_API_TOKEN = '{VALUE}'", 1),
        (f"TEST_CHARGES = 'sk_live_{VALUE}'", 1),  # what a provider calls live is
    ],
)
def test_a_key_for_tests(line: str, found: int) -> None:
    assert told(line) == found


IMAGE = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn python-dotenv\nCMD ["flask", "run"]\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [("", 0), ("# nothing yet\n\n", 0), ("SHOP_NAME=lamps\n", 1), ("API_TOKEN=8f2a9c1b7d4e4b5f\n", 1)],
)
def test_a_file_of_variables_with_nothing_in_it(text: str, found: int) -> None:
    required = "flask\ngunicorn\npython-dotenv\n"
    files = {"app.py": FLASK, "requirements.txt": required, "Dockerfile": IMAGE, ".env": text}
    assert len(check("env-file-in-image", files)) == found


def test_one_character_is_one() -> None:
    line = "url = 'mongodb+srv://d:d@cluster0.ccyer.mongodb.net/?w=majority'"
    files = {
        "app.py": f"{FLASK}{line}\n",
        "requirements.txt": "flask\ngunicorn\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    assert ["(1 character)" in problem.message for problem in problems("hard-coded-credentials", files)] == [True]
