"""What is read without the library that it belongs to is what the library reads."""

from __future__ import annotations

import io

import pytest
from dotenv.parser import parse_stream
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from flaskcheck.files.tree import MemoryTree
from flaskcheck.known.releases import admits
from flaskcheck.known.versions import at_least, within
from flaskcheck.readers import env_file

VERSIONS = st.lists(st.sampled_from(["0", "1", "2", "00", "10", "1a1", "post1", "", " ", "v1", "٣"]), max_size=4).map(
    ".".join
)
LINES = st.lists(
    st.sampled_from(
        [*"AB_1= \t'\"#\\$-.,\r\n\x0b\u2028é", "export ", "export", "KEY=", "='x'", '="y"', " # no", "\n", "\nA=1\n"]
    )
).map("".join)


@given(VERSIONS, VERSIONS)
@settings(max_examples=500)
def test_versions(version: str, bound: str) -> None:
    try:
        expected = Version(version) >= Version(bound)
    except InvalidVersion:
        expected = False
    assert at_least(version, bound) is expected


CLAUSES = st.tuples(
    st.sampled_from(["==", "!=", ">=", "<=", "~=", ">", "<", "===", "=", "", "== ", " >= "]),
    st.one_of(VERSIONS, st.from_regex(r"[0123](\.[0123]){0,3}(\.\*)?", fullmatch=True)),
).map("".join)


@given(
    st.lists(CLAUSES, min_size=1, max_size=3).map(",".join),
    st.one_of(VERSIONS, st.from_regex(r"[0123](\.[0123]){0,3}", fullmatch=True)),
)
@settings(max_examples=2000)
def test_specifiers(specifier: str, version: str) -> None:
    told = within(specifier, version)
    try:
        expected = version in SpecifierSet(specifier)
    except InvalidSpecifier:
        expected = True
    assert told in (None, expected)
    assert admits(specifier, version) is expected


@pytest.mark.parametrize(
    ("specifier", "version", "told"),
    [
        ("==1.4.*", "1.4", True),
        ("==1.4.0.*", "1.4", True),
        ("~=2", "2.1", None),
        ("~=2.0", "2.9.9", True),
        ("~=2.2.0", "2.3", False),
        (">1,", "1.0", False),
        ("<=1.0", "1", True),
        ("!=3.0.*,>=2.7", "3.1", True),
        (">=2.0rc1", "2.0", None),
        (">=1!2", "3", None),
        ("===1.0", "1.0", None),
        ("", "1", True),
    ],
)
def test_plain_specifiers_are_told_without_packaging(specifier: str, version: str, told: bool | None) -> None:
    assert within(specifier, version) is told


@given(LINES)
@settings(max_examples=1000)
def test_dotenv_files(text: str) -> None:
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "A=1\nB=two words\n\n# no\nexport C=3\n",
        "A='1'\nB=\"2\"\n  C = 3  \n",
        "A=\nB=''\nC=\"'\"\n",
        "A=1 # said\nB='#'\nC=a#b\n",
        "A='1\n2'\nB=3\n",
        "A\nB=1\n",
        "=1\n",
        "A=1\r\nB=2\r\n",
        "export=1\nexport  A=2\nexport\tB=3\nexport A\n",
        'A="a\\nb"\nB=\'a\\\'b\'\n',
        "A-B=1\nA.B=2\n1A=3\nA B=4\n",
        "A=$B\nC=${A}\n",
        "export\t=1\n",
        "export\v=\nB\t=2\n",
    ],
)  # fmt: skip
def test_dotenv_files_as_they_are_written(text: str) -> None:
    assert_same(text)


def assert_same(text: str) -> None:
    """The names and values are python-dotenv's, and the plain way tells of the same lines as the other."""
    source = MemoryTree({".env": text}).source(".env")
    found = [(v.name, v.value) for v in env_file.read(source).variables]
    bindings = [b for b in parse_stream(io.StringIO(source.text)) if b.key is not None and not b.error]
    assert found == [(b.key, b.value) for b in bindings]
    plain = env_file._plain(source.text)
    if plain is not None:
        whole = env_file.read(MemoryTree({".env": f"{text}\nLAST='a' # not plain\n"}).source(".env"))
        assert [line for line, _, _ in plain] == [v.place.line for v in whole.variables[:-1]]
