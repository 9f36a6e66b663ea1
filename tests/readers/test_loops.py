"""Where ``break`` and ``continue`` stand: as the compiler of this Python says."""

from __future__ import annotations

import ast

import pytest

from flaskcheck.files.source import Source
from flaskcheck.readers.python.loops import leaves_no_loop
from flaskcheck.readers.python.module import read


def refuses(text: str) -> bool:
    try:
        compile(text, "<source>", "exec")
    except SyntaxError:
        return True
    return False


TEXTS = [
    "break\n",
    "for each in found:\n    if each:\n        break\nelse:\n    continue\n",
    "for each in found:\n    if each:\n        break\nelse:\n    pass\n",
    "while True:\n    def inner():\n        continue\n",
    "while True:\n    class Inner:\n        break\n",
    "while True:\n    try:\n        pass\n    except OSError:\n        continue\n    else:\n        break\n    finally:\n        pass\n",
    "try:\n    pass\nexcept OSError:\n    continue\n",
    "try:\n    pass\nfinally:\n    break\n",
    "with open(path) as file:\n    break\n",
    "for line in file:\n    with lock:\n        continue\n",
    "match word:\n    case 'one':\n        break\n    case _:\n        pass\n",
    "for word in words:\n    match word:\n        case 'one':\n            break\n",
    "async def read():\n    async for line in file:\n        async with lock:\n            continue\n",
    "async def read():\n    async with lock:\n        continue\n",
    "if found:\n    pass\nelif other:\n    break\n",
    "for each in found:\n    lambda: each\n    continue_here = 'break'\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_it_says_what_the_compiler_says(text: str) -> None:
    assert leaves_no_loop(ast.parse(text).body) == refuses(text)
    error = read(Source("app.py", text.encode())).error
    assert (error is not None) == refuses(text)


def test_deep_statements_end() -> None:
    depth = 90  # the parser takes at most a hundred indentations
    nested = "".join(f"{' ' * level}if x:\n" for level in range(depth)) + " " * depth + "break\n"
    assert leaves_no_loop(ast.parse(nested).body)
    assert not leaves_no_loop(ast.parse("while x:\n" + "".join(f" {line}\n" for line in nested.splitlines())).body)
