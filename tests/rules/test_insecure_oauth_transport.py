"""The check of OAuth for HTTPS, switched off in the ways that people do, and where nobody is harmed."""

from __future__ import annotations

import pytest
from checking import FLASK, check

NAME = "OAUTHLIB_INSECURE_TRANSPORT"


def found(code: str) -> list[tuple[str, int, str]]:
    return check(
        "insecure-oauth-transport", {"app.py": f"import os\n{FLASK}{code}\n", "Procfile": "web: gunicorn app:app\n"}
    )


@pytest.mark.parametrize(
    "code",
    [
        f"os.environ['{NAME}'] = '1'",
        f"os.environ['{NAME}'] = '0'",
        f"os.environ.setdefault('{NAME}', '1')",
        f"os.environ.update({{'{NAME}': 'true'}})",
    ],
)
def test_switched_off(code: str) -> None:
    assert found(code) == [("app.py", 4, "error")]


def test_in_a_view() -> None:
    assert found(f"@app.route('/')\ndef a():\n    os.environ['{NAME}'] = '1'\n    return ''") == [
        ("app.py", 6, "error")
    ]


@pytest.mark.parametrize(
    "code",
    [
        f"os.environ['{NAME}'] = ''",
        f"if app.debug:\n    os.environ['{NAME}'] = '1'",
        f"if os.environ.get('HOME') == '/root':\n    os.environ['{NAME}'] = '1'",
        f"if __name__ == '__main__':\n    os.environ['{NAME}'] = '1'",
        f"def unused():\n    os.environ['{NAME}'] = '1'",
        "os.environ['OAUTHLIB_RELAX_TOKEN_SCOPE'] = '1'",
        f"os.environ.pop('{NAME}', None)",
    ],
)
def test_not_in_production(code: str) -> None:
    assert not found(code)
