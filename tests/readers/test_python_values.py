"""Expressions: names, texts put together, displays, operators."""

from __future__ import annotations

import pytest
from showing import facts, shown, span

from flaskcheck.facts.expressions import Call, Expression, Join, Literal, Opaque
from flaskcheck.ground.place import HOLE


def value_of(text: str, before: str = "") -> Expression:
    """The value of an expression that is assigned at module level."""
    return facts(f"{before}\nx = {text}\n").assignments[-1].value


VALUES = [
    # constants
    ("1", "1"),
    ("-1", "-1"),
    ("+1.5", "1.5"),
    ("-True", "<arithmetic True>"),
    ("~1", "<arithmetic 1>"),
    ("-2j", "(-0-2j)"),
    ("None", "None"),
    ("...", "<ellipsis>"),
    ("b'raw'", "b'raw'"),
    ("'a' 'b'", "'ab'"),
    ("'a' + 'b'", "'ab'"),
    ("('a' + ('b' + 'c'))", "'abc'"),
    ("b'a' + b'b'", "b'ab'"),
    ("''", "''"),
    # names
    ("a.b.c", "a.b.c"),
    ("f().a.b", "f().a.b"),
    ("a[0].b", "a[0].b"),
    ("a['k']['l']", "a['k']['l']"),
    ("a[1:2]", "a[<slice 1 2>]"),
    ("a[1, 2]", "a[tuple(1, 2)]"),
    # calls
    ("f(1, *a, k=2, **m)", "f(1, *a, k=2, **=m)"),
    ("f()()", "f()()"),
    ("'A'.lower()", "'A'.lower()"),
    # operators
    ("a or b or 'c'", "(a or b or 'c')"),
    ("a and not b", "(a and not b)"),
    ("a if b else c", "(a if b else c)"),
    ("a == 1", "(a == 1)"),
    ("a not in b", "(a not in b)"),
    ("a is not None", "(a is not None)"),
    ("1 < a <= 3", "((1 < a) and (a <= 3))"),
    ("3 + 4", "<arithmetic 3 4>"),
    ("a + 1", "<arithmetic a 1>"),
    ("a + len(b)", "<arithmetic a len(b)>"),
    ("a - b - c", "<arithmetic a b c>"),
    ("2 ** 3", "<arithmetic 2 3>"),
    ("a @ b", "<arithmetic a b>"),
    ("a % b", "<arithmetic a b>"),
    ("b'%s' % a", "<arithmetic b'%s' a>"),
    ("'-' * 80", "<arithmetic '-' 80>"),
    ("BASE / 'data' / 'x.db'", "<division BASE 'data' 'x.db'>"),
    ("a / 2", "<division a 2>"),
    # displays
    ("[1, 'a']", "list(1, 'a')"),
    ("(1,)", "tuple(1)"),
    ("{1, 2}", "set(1, 2)"),
    ("[*a, 1]", "list(*a, 1)"),
    ("{'a': 1, **m}", "{'a': 1, **: m}"),
    ("['a'] + b", "list('a', *b)"),
    ("a + ['b'] + [1]", "list(*a, 'b', 1)"),
    ("('a',) + b", "tuple('a', *b)"),
    ("base | {'a': 1}", "{**: base, 'a': 1}"),
    ("{'a': 1} | {'b': 2}", "{'a': 1, 'b': 2}"),
    ("a | b", "<arithmetic a b>"),
    # what is not looked into
    ("lambda a, b=c: a + 'x'", "<lambda a ~ 'x' c>"),
    ("[f(i) for i in a if i]", "<comprehension a i f(i)>"),
    ("{k: v for k, v in a}", "<comprehension a k v>"),
    ("(y := 3)", "3"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    assert shown(value_of(text)) == expected


JOINS = [
    ("a + b", "a ~ b"),
    ("'http://' + host + '/x' + 'y'", "'http://' ~ host ~ '/xy'"),
    ("'sqlite:///' + os.path.join(base, 'app.db')", "'sqlite:///' ~ os.path.join(base, 'app.db')"),
    ("a + (b + 'c')", "a ~ b ~ 'c'"),
    # f-strings
    ("f'plain'", "'plain'"),
    ("f''", "''"),
    ("f'a{b}c'", "'a' ~ b ~ 'c'"),
    ("f'{a}{b}'", "a ~ b"),
    ("f\"{'a'}b\"", "'ab'"),
    ("f'{5000}'", "'5000'"),
    ("f'{True}/{None}'", "'True/None'"),
    ("f'{a!s}'", "a"),
    ("f'{a!r}'", "<format a>"),
    ("f'{a:>10}'", "<format a>"),
    ("f'{a:{b}}'", "<format a>"),
    ("f'{a + \"b\"}'", "a ~ 'b'"),
    ("'x' f'{a}' 'y'", "'x' ~ a ~ 'y'"),
    ("f'{{{a}}}'", "'{' ~ a ~ '}'"),
    # percent
    ("'%s' % a", "a"),
    ("'http://%s:%d/' % (a, b)", "'http://' ~ a ~ ':' ~ b ~ '/'"),
    ("'%s' % 'a'", "'a'"),
    ("f'%s/' % a", "a ~ '/'"),
    ("'%(k)s' % (a, b)", "<format a b>"),
    ("'%d%%' % 5", "'5%'"),
    ("'%r %05d' % (a, b)", "<format a> ~ ' ' ~ <format b>"),
    ("'%(u)s:%(p)s' % {'u': a, 'p': 'b'}", "a ~ ':b'"),
    ("'%(u)s' % params", "params['u']"),
    ("'%(u)s' % {**m}", "<format {**: m}>"),
    ("'%s %s' % pair", "pair ~ ' ' ~ <format pair>"),
    ("'%s %s' % (a,)", "a ~ ' ' ~ <format>"),
    ("'%*d' % (a, b)", "<format '%*d' a b>"),
    ("('a' 'b%s' + 'c') % d", "'ab' ~ d ~ 'c'"),
    ("(a + 'b%s') % c", "<format a ~ 'b%s' c>"),
    ("'plain' % ()", "'plain'"),
    # format
    ("'{}://{}'.format('http', host)", "'http://' ~ host"),
    ("'{0}{1}{0}'.format(a, b)", "a ~ b ~ a"),
    ("'{host}:{port}'.format(host=h, port=80)", "h ~ ':80'"),
    ("'{a.b} {c[d]}'.format(a=x, c=y)", "<format x> ~ ' ' ~ <format y>"),
    ("'{:>10}{!r}'.format(a, b)", "<format a> ~ <format b>"),
    ("'{host}'.format(**m)", "m['host']"),
    ("'{host}'.format(**{'host': h})", "h"),
    ("'{host}'.format_map(m)", "m['host']"),
    ("'{} {}'.format(*a)", "<format a> ~ ' ' ~ <format a>"),
    ("'{{}}'.format()", "'{}'"),
    ("'{'.format(a)", "'{'.format(a)"),
    ("T.format(a)", "T.format(a)"),
    # join
    ("','.join(['a', 'b'])", "'a,b'"),
    ("'/'.join((a, 'b', c))", "a ~ '/b/' ~ c"),
    ("''.join([])", "''"),
    ("','.join(a, b)", "','.join(a, b)"),
    ("','.join(a)", "','.join(a)"),
    ("','.join([*a])", "','.join(list(*a))"),
    ("','.join(x for x in a)", "','.join(<comprehension a x>)"),
]


@pytest.mark.parametrize(("text", "expected"), JOINS)
def test_text_put_together(text: str, expected: str) -> None:
    assert shown(value_of(text)) == expected


TEXTS = [
    ("'http://a'", ["http://a"]),
    ("'a.b' 'c'", ["a.bc"]),
    ("f'sqlite:///{p}'", [f"sqlite:///{HOLE}"]),
    ("'sqlite:///' + join(b, 'app.db')", [f"sqlite:///{HOLE}", "app.db"]),
    ("f'{a}' + b", []),
    ("f'{a}{b}.c'", [f"{HOLE}{HOLE}.c"]),
    ("'%s/abc' % f('inner')", [f"{HOLE}/abc", "inner"]),
    ("'{}/abc'.format(f('inner'))", [f"{HOLE}/abc", "inner"]),
    ("'/'.join(['abc', f('def')])", [f"abc/{HOLE}", "def"]),
    ("b'http://bytes'", []),
    ("'ab'", []),
    ("'a/'", ["a/"]),
    ("'.'", ["."]),
    ("'abc'", ["abc"]),
    ("['abc', 'x'] + ['def']", ["abc", "def"]),
    ("'\\ud800abc'", ["?abc"]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_text_facts(text: str, expected: list[str]) -> None:
    assert [t.text for t in facts(f"x = {text}").texts] == expected


PLACES = [
    ("x = f(1)", Call, (1, 5, 1, 9)),
    ("x = 'a' + \\\n  'b'", Literal, (1, 5, 2, 6)),
    ("x = ('a'\n  'b')", Literal, (1, 6, 2, 6)),
    ("é = f('ü')", Call, (1, 5, 1, 11)),
    ("é = 'ü' + 'ö'", Literal, (1, 5, 1, 14)),
    ("x = '日本' ; y = g(日本)", Call, (1, 16, 1, 21)),
    ("x = f'日{a}'", Join, (1, 5, 1, 12)),
    ("x = (\r\n 1\r\n)", Literal, (2, 2, 2, 3)),
]


@pytest.mark.parametrize(("text", "kind", "expected"), PLACES)
def test_place(text: str, kind: type, expected: tuple[int, int, int, int]) -> None:
    value = facts(text).assignments[-1].value
    assert isinstance(value, kind)
    assert span(value.place) == expected


def test_places_inside_an_f_string_are_inside_it() -> None:
    value = facts('x = f"""a\n{b}\n  {c.d()}"""').assignments[0].value
    assert isinstance(value, Join)
    for part in value.walk():
        assert (1, 5) <= (part.place.line, part.place.column) < (3, 14)


DEEP = [
    ("+".join(["a"] * 5000), Join),
    ("+".join(["1"] * 5000), Opaque),
    ("-".join(["a"] * 5000), Opaque),
    (" or ".join(["a"] * 5000), Expression),
    ("f()" + ".g()" * 400, Expression),
    ("f()" + ".g" * 400, Opaque),
    ("a" + ".g" * 400, Expression),
    ("a" + "[0]" * 400, Expression),
    ("not " * 400 + "a", Expression),
    ("[" * 90 + "]" * 90, Expression),
    ("f(" * 90 + ")" * 90, Expression),
    ("'%s' % (" * 90 + "a" + ")" * 90, Expression),
    ("'{}'.format(" * 90 + "a" + ")" * 90, Expression),
    ("'a' + (" * 90 + "a" + ")" * 90, Expression),
    ("lambda: " * 90 + "a", Expression),
    (" if a else ".join(["b"] * 400), Expression),
]


@pytest.mark.parametrize(("text", "kind"), DEEP, ids=range(len(DEEP)))
def test_deep_expressions_are_read(text: str, kind: type) -> None:
    module = facts(f"import os\nx = {text}\ny = os.x\n")
    assert shown(module.assignments[-1].value) == "os.x!"
    if module.error is None:
        assert len(module.assignments) == 2
        value = module.assignments[0].value
        assert isinstance(value, kind)
        assert hash(value) == hash(module.assignments[0].value)
        assert repr(value)
    else:
        assert module.error.kind == "nested-too-deep"


def test_calls_and_texts_in_the_deep_are_found() -> None:
    module = facts("x = " + "f(" * 90 + "g('http://deep')" + ")" * 90)
    if module.error is None:
        assert [c.call.name for c in module.calls] == ["f"] * 90 + ["g"]
        assert module.texts[0].text == "http://deep"
        assert module.texts[0].context[-2:] == ("call:g", "argument:0")
