"""Which files a name stands in, and which of its lines do more with it than call it: asked of every function that tests in it can shut."""

import pytest

from flaskcheck.code.modules import Code, calls_by_word, strays
from flaskcheck.files.tree import MemoryTree
from flaskcheck.ground.words import words_at

FILES = {
    "calls.py": "from shop import send\n\nsend(1)\nx.send(\n    2)\n",
    "hands_on.py": "from shop import send\nhandlers = [send]\nsend()\n",
    "longer.py": "resend()\nsender = 1\nsend_all = send2\n",
    "beside_letters.py": "# ésend send\n",
    "text.py": 'name = "send"\nclass send:\n    pass\n',
    "wide.py": "s\u00e9nd = 1\n",
}


def _code() -> Code:
    return Code(MemoryTree(FILES))


@pytest.mark.parametrize("name", ["send", "sender", "x", "nothing", "s\u00e9nd", "shop"])
def test_no_file_is_missed_that_has_a_name_as_a_word(name):
    whole = [path for path, text in FILES.items() if any(True for _ in words_at(text, name))]
    found = _code().naming(name, sorted(FILES))
    assert set(whole) <= set(found) <= {path for path, text in FILES.items() if name in text}
    assert found == sorted(found)


def test_a_file_in_which_longer_names_stand_is_none():
    assert _code().naming("send", ["longer.py", "calls.py"]) == ["calls.py"]


@pytest.mark.parametrize(
    ("path", "lines"),
    [("calls.py", ()), ("hands_on.py", (2,)), ("longer.py", ()), ("text.py", (1,)), ("beside_letters.py", (1,))],
)
def test_calls_imports_and_classes_are_no_strays(path, lines):
    assert _code().once(strays, path, "send") == lines


def test_calls_are_told_by_their_last_word():
    found = _code().once(calls_by_word, "calls.py", "")
    assert {word: [site.place.line for site in sites] for word, sites in found.items()} == {"send": [3, 4]}
