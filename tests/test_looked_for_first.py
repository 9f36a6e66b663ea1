"""What is looked for before a pattern is asked changes no answer: it only spares compiling patterns that nothing in a repository can match."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.ground.place import Place
from flaskcheck.known import harmless, placeholders, secrets
from flaskcheck.readers.docker.dockerfile import _plain_strings
from flaskcheck.readers.requirements import line
from flaskcheck.shell.program import base_name

PIECES = """AKIA ASIA 0123456789ABCDEF sk_live_ rk_test_ AIza ghp_ github_pat_ xoxb- https://hooks.slack.com/services/T1/B1/ SG. SK AC 12345678:AA key- sk-ant- sk-proj- -----BEGIN
    PRIVATE KEY----- eyJ aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa . _ - / : @ = == >= < ~= ! ... … *** xxxx XxXx <your key> [key] {{x}} %x% MY_KEY_HERE 请 é $X ${X} $2b$ pbkdf2: vault:
    arn:aws: op://x /run/secrets/x keyring: a.pem b.YML s3cret flask Flask 3 python pip gunicorn-3 --hash=sha256:ab 3.1.0""".split()
TEXTS = st.lists(st.sampled_from([*PIECES, " ", "\n"]), max_size=6).map("".join)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_secrets(text: str) -> None:
    wanted = next((kind for kind, pattern in secrets.TOKENS if pattern.search(text)), None)
    assert secrets.known_token(text) == (wanted if len(text) >= secrets.SHORTEST_TOKEN else None)
    bare = text.strip()
    refers = secrets._REFERENCE.match(bare) or secrets._FILE.match(bare) or any(s in text for s in ("${", "$(", "{{"))
    assert secrets.is_reference(text) == bool(refers)
    assert secrets.is_password_hash(text) == bool(secrets._PASSWORD_HASH.match(text))
    left = harmless._REFERENCE.sub("", text).strip("'\"")
    assert harmless.is_reference(text) == (bool(text) and not left)
    asked = bare[:121]
    if asked and len(asked) <= 120 and (placeholders._SIGNS.fullmatch(asked) or placeholders._LEFT_OUT.search(asked)):
        assert placeholders.asks(text)


@settings(max_examples=1000, deadline=None)
@given(
    st.lists(st.sampled_from(['"', "[", "]", ",", " ", "a", "b c", "\\", "\n", "é", '"a"', '["a", "b"]']), max_size=7)
)
def test_arrays(parts: list[str]) -> None:
    text = "[" + "".join(parts)
    found = _plain_strings(text)
    if found:
        assert list(found) == json.loads(text)


@pytest.mark.parametrize("text", ['["a"]', '[ "a" ,\t"b c" ]', '["gunicorn", "app:app"]', '[""]'])
def test_plain_arrays(text: str) -> None:
    assert list(_plain_strings(text)) == json.loads(text)


@pytest.mark.parametrize("text", ["flask", "Flask-Login", "flask_x", "f", "flask.x", "-flask", "flask-", "a b", "flask[x]", "é", "x.zip", ""])  # fmt: skip
def test_requirements_of_a_bare_name(text: str) -> None:
    if line._is_bare(text):
        found = line.parse(text, Place("requirements.txt", 1))
        assert line._PLAIN.fullmatch(text)
        assert (found.written, found.specifier, found.extras) == (text, "", ())  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("/usr/bin/python3.11", "python"),
        ("pypy3", "python"),
        ("$PYTHON", "python"),
        ("${MY_PYTHON}", "python"),
        ("pip3.12", "pip"),
        ("pipenv", "pipenv"),
        ("gunicorn3", "gunicorn"),
        ("flask-3.11", "flask"),
        ("celery", "celery"),
        ("$SHELL", "$SHELL"),
    ],
)
def test_names_of_programs(written: str, name: str) -> None:
    assert base_name(written) == name
