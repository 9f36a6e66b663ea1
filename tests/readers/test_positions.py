"""YAML, JSON and TOML as nodes with places."""

from __future__ import annotations

import json

import pytest
import tomli
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.files.source import Source
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup import toml as toml_text
from flaskcheck.readers.markup import yaml as yaml_text
from flaskcheck.readers.markup.node import Node


def source(text: str | bytes) -> Source:
    return Source("file", text.encode() if isinstance(text, str) else text)


def plain(node: Node | None) -> object:
    """The node as plain data, scalars by their content alone."""
    if node is None:
        return None
    if node.is_mapping:
        return {key.value: plain(value) for key, value in node.items()}
    return [plain(item) for item in node] if node.is_sequence else node.text


def span(node: Node) -> tuple[int, int, int, int]:
    place = node.text_place
    return place.line, place.column, place.end_line, place.end_column


@pytest.mark.parametrize(
    ("text", "type_", "value", "where", "verbatim"),
    [
        ("k: plain text  # why", "str", "plain text", (1, 4, 1, 14), True),
        ("k: 'a ''b'", "str", "a 'b", (1, 5, 1, 10), False),
        ("k: 'a b'", "str", "a b", (1, 5, 1, 8), True),
        ('k: "a\\tb"', "str", "a\tb", (1, 5, 1, 9), False),
        ('k: "ä b"', "str", "ä b", (1, 5, 1, 8), True),
        ("k: 3.10", "float", "3.10", (1, 4, 1, 8), True),
        ("k: '3.10'", "str", "3.10", (1, 5, 1, 9), True),
        ("k: on", "bool", "on", (1, 4, 1, 6), True),
        ("k: 8080", "int", "8080", (1, 4, 1, 8), True),
        ("k: 2024-01-01", "timestamp", "2024-01-01", (1, 4, 1, 14), True),
        ("k:", "null", "", (1, 3, 1, 3), True),
        ("k: ~", "null", "~", (1, 4, 1, 5), True),
        ("k: |\n  one\n    two\n\nz: 1", "str", "one\n  two\n", (2, 3, 3, 8), True),
        ("k: |2\n    one\n  two\n", "str", "  one\ntwo\n", (2, 5, 3, 6), False),
        ("k: >-\n  one\n  two\n", "str", "one two", (2, 3, 3, 6), False),
        ("k: one\n  two", "str", "one two", (1, 4, 2, 6), False),
        ("k: !Ref name", "str", "name", (1, 9, 1, 13), True),
        ("k: &a name", "str", "name", (1, 7, 1, 11), True),
        ("k: !!str 12", "str", "12", (1, 10, 1, 12), True),
        ("k: !vault |\n  abc", "str", "abc", (2, 3, 2, 6), True),
        ("k: 😀 x", "str", "😀 x", (1, 4, 1, 7), True),
    ],
)
def test_yaml_scalars(text: str, type_: str, value: str, where: tuple[int, ...], verbatim: bool) -> None:
    (document,), errors = yaml_text.load(source(text))
    node = document.get("k")
    assert node is not None
    assert (node.type, node.value, span(node), node.verbatim, errors) == (type_, value, where, verbatim, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1, {b: c}]\nd: {}\ne: []", {"a": ["1", {"b": "c"}], "d": {}, "e": []}),
        ("x: &x {p: 1, q: 2}\ny:\n  <<: *x\n  q: 3", {"x": {"p": "1", "q": "2"}, "y": {"q": "3", "p": "1"}}),
        (
            "x: &x {p: 1}\nz: &z {p: 2, r: 3}\ny: {<<: [*x, *z]}",
            {"x": {"p": "1"}, "z": {"p": "2", "r": "3"}, "y": {"p": "1", "r": "3"}},
        ),
        ("a: &v 1\nb: *v", {"a": "1", "b": "1"}),
        ("? complex\n: value", {"complex": "value"}),
        ("\ufeffa: 1", {"a": "1"}),
        ("a: 1\r\nb: 2\r\n", {"a": "1", "b": "2"}),
    ],
)
def test_yaml_structure(text: str, expected: object) -> None:
    (document,), errors = yaml_text.load(source(text))
    assert (plain(document), errors) == (expected, ())


def test_yaml_documents_and_collections_have_places() -> None:
    documents, _ = yaml_text.load(source("a:\n  - x\n  - y: 1\n    z: 2\n\n---\nb: [1,\n  2]\n"))
    items, flow = documents[0].get("a"), documents[1].get("b")
    assert items is not None
    assert flow is not None
    assert (items.place.line, items.place.column, items.place.end_line, items.place.end_column) == (2, 3, 4, 9)
    assert (flow.place.line, flow.place.column, flow.place.end_line, flow.place.end_column) == (7, 4, 8, 5)


def test_typed_helpers() -> None:
    (document,), _ = yaml_text.load(source("a: yes\nb: 'yes'\nc: 8_0\nd: 1:30\ne: off\nf: [1]"))
    got = [(n.as_bool, n.as_int, n.text) for _, n in document.items()]
    expected = [(True, None, "yes"), (None, None, "yes"), (None, 80, "8_0"), (None, None, "1:30"), (False, None, "off")]
    assert got == [*expected, (None, None, None)]
    assert document.get("f", "nothing", "there") is None


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)
)


@pytest.mark.parametrize(
    ("text", "kind", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3", "duplicate-key", 3, 1),
        ("a: [1\nb: 2", "syntax", 2, 2),
        ("a:\n\tb: 1", "syntax", 2, 1),
        ("a: *nothing", "syntax", 1, 4),
        ("a: &a [*a]", "syntax", 1, 8),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "merge-markers", 2, 1),
        (b"a: \x01", "encoding", 1, 4),
        (b"a: \xff\0\0 zz", "encoding", 0, 0),
        ("[" * 10_000, "nested-too-deep", 1, 1001),
        ("a:\n" + "".join(" " * n + "- \n" for n in range(1, 300)), "nested-too-deep", 201, 201),
        (BOMB, "too-large", 5, 4),
        ("x" * 5_000_001, "too-large", 0, 0),
    ],
)
def test_yaml_errors(text: str | bytes, kind: str, line: int, column: int) -> None:
    _, errors = yaml_text.load(source(text))
    assert [(e.kind, e.place.line, e.place.column) for e in errors] == [(kind, line, column)]


def test_a_duplicate_key_has_its_last_value() -> None:
    (document,), _ = yaml_text.load(source("a: 1\na: 2"))
    assert plain(document.get("a")) == "2"
    assert document.keys() == ["a", "a"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {{ .Values.x }}", True),
        ("{{- if .x }}\na: 1\n{{- end }}", True),
        ("{% if x %}\na: 1\n{% endif %}", True),
        ("name: web-{{ x }}", True),
        ('image: "{{ .Values.image }}"', True),
        ('a: "{{ item }}"', False),
        ("run: echo ${{ secrets.X }}", False),
        ("run: docker ps --format '{{.Names}}'", False),
        ("a: 1  # {{ not here }}", False),
        ("tag: shop.{{.Name}}.{{.ID}}", False),
        ("tag: {{.ImageName}}/{{.Name}}", False),
        ("NODE: web-{{.Node.Hostname}}-{{ .Task.Slot }}", False),
        ("tag: {{.Name}}-{{ .Values.tag }}", True),
        ("image: {{.Chart.Name}}", True),
        ("a: 1", False),
    ],
)
def test_templated_yaml(text: str, expected: bool) -> None:
    assert yaml_text.is_templated(source(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected", "errors"),
    [
        ('{"a": [1, 2.5, true, null], "b": "x"}', {"a": ["1", "2.5", "true", None], "b": "x"}, []),
        ('{"a": "\\u00e4\\n\\ud83d\\ude00"}', {"a": "ä\n😀"}, []),
        ('{\n  "a": 1,\n}', {"a": "1"}, [("syntax", 2, 9)]),
        ('// why\n{"a": /* x */ 1}', {"a": "1"}, [("syntax", 1, 1), ("syntax", 2, 7)]),
        ('{"a": 1, "a": 2}', {"a": "2"}, [("lost-key", 1, 10)]),
        ('{"a": }', None, [("syntax", 1, 7)]),
        ('{"a": 1 "b": 2}', None, [("syntax", 1, 9)]),
        ("{'a': 1}", None, [("syntax", 1, 2)]),
        ('{"a": abc}', None, [("syntax", 1, 7)]),
        ('{"a": 1} x', None, [("syntax", 1, 10)]),
        ('{"a": 1', None, [("syntax", 1, 8)]),
        ('{"a": "x\n"}', None, [("syntax", 1, 7)]),
        (r'{"a": "b\sc"}', {"a": "bsc"}, [("syntax", 1, 9)]),
        (r'{"C:\Users": 1}', {"C:Users": "1"}, [("syntax", 1, 5)]),
        (r'["\u12", "\\s", "\/"]', ["u12", r"\s", "/"], [("syntax", 1, 3)]),
        ('["a\tb"]', ["a\tb"], [("syntax", 1, 4)]),
        (r'{"a": "C:\\temp\\new", "b": "\t\u00E4\""}', {"a": r"C:\temp\new", "b": '\tä"'}, []),
        ('{"a": 1}'.encode("utf-16"), None, [("encoding", 1, 1)]),
        ("", None, [("syntax", 1, 1)]),
        ("[" * 10_000, None, [("nested-too-deep", 1, 101)]),
        ('{\n<<<<<<< HEAD\n"a": 1}', None, [("merge-markers", 2, 1)]),
        (b"\0\0\0\0abc", None, [("encoding", 0, 0)]),
    ],
)
def test_json(text: str | bytes, expected: object, errors: list[tuple[str, int, int]]) -> None:
    node, found = json_text.load(source(text))
    assert (plain(node), [(e.kind, e.place.line, e.place.column) for e in found]) == (expected, errors)


def test_json_that_the_host_reads_with_comments() -> None:
    assert json_text.load(source('{"a": 1, /* x */}'), relaxed=True)[1] == ()


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=100, deadline=None)
@given(JSON_VALUES, st.booleans())
def test_json_is_read_as_the_standard_library_does(value: object, ascii_only: bool) -> None:
    node, errors = json_text.load(
        source(json.dumps(value, indent=1, ensure_ascii=ascii_only).encode("utf-8", "replace"))
    )
    same = json.loads(json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "replace").decode())
    assert errors == ()
    assert _typed(node) == same


def _typed(node: Node | None) -> object:
    if node is None or node.is_null:
        return None
    if node.is_mapping:
        return {key.value: _typed(value) for key, value in node.items()}
    if node.is_sequence:
        return [_typed(item) for item in node]
    return {"bool": node.as_bool, "int": node.as_int}.get(node.type, node.value)


@pytest.mark.parametrize(
    ("text", "path", "value", "where"),
    [
        ('[build]\nbuilder = "x"', ("build", "builder"), "x", (2, 12, 2, 13)),
        ('[a.b]\n"c d".e = 1 # why', ("a", "b", "c d", "e"), "1", (2, 11, 2, 12)),
        ("a = { b = 'x', c = [1, 2] }", ("a", "b"), "x", (1, 12, 1, 13)),
        ('a = """\none\\n\ntwo"""', ("a",), "one\n\ntwo", (2, 1, 3, 4)),
        ("a = '''one'''", ("a",), "one", (1, 8, 1, 11)),
        ("[a.b]\nc = 1\n[a]\nd = true", ("a", "d"), "true", (4, 5, 4, 9)),
        ("a = 1979-05-27 07:32:00", ("a",), "1979-05-27 07:32:00", (1, 5, 1, 24)),
    ],
)
def test_toml(text: str, path: tuple[str, ...], value: str, where: tuple[int, ...]) -> None:
    root, errors = toml_text.load(source(text))
    node = root.get(*path) if root else None
    assert errors == ()
    assert node is not None
    assert (node.value, span(node)) == (value, where)


def test_toml_arrays_of_tables() -> None:
    root, _ = toml_text.load(source('[[s]]\np = 1\n[s.x]\nq = 2\n[[s]]\np = 3\nr = [\n  "a", # c\n  "b",\n]'))
    assert plain(root) == {"s": [{"p": "1", "x": {"q": "2"}}, {"p": "3", "r": ["a", "b"]}]}


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("a = 1\nb = ", "syntax", 2),
        ("a = 1\na = 2\n", "syntax", 2),
        ("<<<<<<< HEAD\na = 1", "merge-markers", 1),
        ("a = " + "[" * 10_000, "nested-too-deep", 0),
        (b"a\0\0\0\0b", "encoding", 0),
    ],
)
def test_toml_errors(text: str | bytes, kind: str, line: int) -> None:
    root, errors = toml_text.load(source(text))
    assert (root, [(e.kind, e.place.line) for e in errors]) == (None, [(kind, line)])


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="a.=[]{}\"'\\,# \n1t-:", max_size=60))
def test_toml_that_tomli_accepts_is_read(text: str) -> None:
    root, errors = toml_text.load(source(text))
    try:
        expected = tomli.loads(text)
    except tomli.TOMLDecodeError:
        assert root is None
        assert len(errors) == 1
    else:
        assert root is not None
        assert set(root.keys()) == set(expected)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab:-[]{}|>&*!'\"# \n\t<1,?%", max_size=60))
def test_yaml_never_raises_and_agrees_with_pyyaml(text: str) -> None:
    documents, errors = yaml_text.load(source(text))
    try:
        expected = len(list(yaml.compose_all(text, Loader=yaml.SafeLoader)))
    except yaml.YAMLError:
        return
    assert errors or len(documents) == expected
