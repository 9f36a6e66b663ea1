"""Templates that Jinja refuses, and their look-alikes; where Jinja is installed it says the same."""

from __future__ import annotations

import pytest
from checking import check, problems

from flaskcheck.files.source import Source
from flaskcheck.readers.pages import template_syntax

REFUSED = [
    "{% block a %}\n{% for x in y %}{{ x }}{% endblock %}",
    "{% if a %}\n{% else if b %}{% endif %}",
    "{% if a %}\n{% elseif b %}{% endif %}",
    "\n{% endif %}",
    "\n{{ a ? b : c }}",
    "\n{{ a && b }}",
    "\n{{ a || b }}",
    "\n{{ user.name",
    "\n{% if a = b %}{% endif %}",
    "\n{{ items[0 }}",
    "\n{{ f(a, b }}",
    "\n{{ a b }}",
    "\n{{ a | }}",
    "\n{{ }}",
    "\n{{ a + }}",
    "{% if x %}{% else %}\n{% else %}{% endif %}",
    "\n{% load static %}",
    "\n{% csrf_token %}",
    "\n{{ d|date:'d M' }}",
    "\n{% for x of y %}{% endfor %}",
    "\n{% block main-part %}{% endblock %}",
    "{% block a %}{% endblock %}\n{% block a %}{% endblock %}",
    "{% block a %}\n{% endblock b %}",
    "\n{# never closed",
    "\n{% raw %}x",
    "\n{% set x = %}",
    "\n<p style={{color: 'red'}}>",
    "\n{% if not %}{% endif %}",
]
ACCEPTED = [
    "{% for k, v in d.items() if v recursive %}{{ loop(v) }}{% else %}-{% endfor %}",
    "{{ a if b else c }} {{ a if b }} {{ 'a' 'b' ~ 1.5e3 }} {{ {'a': {'b': [1, 2,]}}['a'].b[1:] }}",
    "{{ x is divisibleby 3 and y is not none }} {{ x is sameas(y) }} {{ x is in [1] }} {{ a not in b }}",
    "{{ f(*a, **b) | join(', ') | e }} {{ () }} {{ (1,) }} {{ x[::2], -y ** 2 }} {{ a.0.b }}",
    "{% if a: %}{% elif b %}{% else %}{% endif %}",
    "{% set x = 1 %}{% set ns.y, z = 1, 2 %}{% set (p, q) = pair %}{% set body | replace('a', b='c') %}x{% endset %}",
    "{% raw %}{{ a ? b }}{% endraw %}{# {% endif %} #}",
    "{%- call(x) m(1) -%}{% endcall %}{% filter upper | e %}{% endfilter %}{% with a = 1, b = 2 %}{% endwith %}",
    "{% macro m(a, b='c') %}{% endmacro m2 %}".replace(" m2", ""),
    "{% from 'a' import b as c, d with context %}{% include 'x' ignore missing %}{% import 'y' as z %}",
    "{% autoescape false %}{% endautoescape %}{% print 1, 2 %}",
    "{{ '}}' }}{{ \"{%\" }}{{ 'it\\'s' }} }} %} { % if %}",
]


def fault(text: str) -> str:
    found = template_syntax.Template(Source("a.html", text.encode())).fault(has_extensions=False)
    return found.message if found else ""


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    assert fault(text)


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepted(text: str) -> None:
    assert not fault(text)


@pytest.mark.parametrize("text", [*REFUSED, *ACCEPTED])
def test_jinja_says_the_same(text: str) -> None:
    jinja2 = pytest.importorskip("jinja2")
    try:
        jinja2.Environment().compile(text.replace("| e", "").replace("loop(v)", "v"))
    except jinja2.TemplateSyntaxError:
        assert fault(text)
    else:
        assert not fault(text)


HEAD = "from flask import Flask, render_template, send_from_directory\napp = Flask(__name__)\n"


def page(code: str) -> str:
    return f"{HEAD}@app.route('/')\ndef index():\n    return {code}\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, [("templates/a.html", 1)]),
        ({"app.py": page("render_template(['a.html'])")}, [("templates/a.html", 1)]),
        ({"app.py": page("render_template('b.html')"), "templates/b.html": "{% include 'a.html' %}"}, [("templates/a.html", 1)]),
        ({"app.py": page("render_template('b.html')"), "templates/b.html": ""}, []),
        ({"app.py": page("send_from_directory('templates', 'a.html')")}, []),
        ({"app.py": page("render_template('a.html')") + "app.jinja_env.add_extension('jinja2.ext.do')\n"}, []),
        ({"app.py": page("render_template('a.html')") + "app.jinja_env.variable_start_string = '[['\n"}, []),
        ({"app.py": page("render_template('a.html')") + "import flask_odd\nflask_odd.Odd(app)\n"}, []),
        ({"templates/a.html": "{% trans %}x{% endtrans %}"}, [("templates/a.html", 1)]),
        ({"templates/a.html": "{% trans %}x{% endtrans %}", "lang.py": "import flask_babel\n"}, []),
    ],
)  # fmt: skip
def test_which_templates(files: dict[str, str | bytes], found: list[tuple[str, int]]) -> None:
    whole: dict[str, str | bytes] = {"app.py": page("render_template('a.html')"), "templates/a.html": "{% do x %}", **files}  # fmt: skip
    assert [(path, line) for path, line, _ in check("invalid-template", whole)] == found


def test_what_is_said() -> None:
    files: dict[str, str | bytes] = {"app.py": page("render_template('a.html')"), "templates/a.html": "{% block b %}\n"}
    [problem] = problems("invalid-template", files)
    assert '"endblock" is missing' in problem.message
    assert "500" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "{{ price|euros }}",
        "{% for a in b %}{{ a | euros(2) }}{% endfor %}",
        "{% set q = price|round|euros %}",
        "{% filter upper|euros %}a{% endfilter %}",
        "{% if a %}x{% endif %}{{ ('a' ~ b)|euros }}",
    ],
)
def test_a_filter_that_nothing_defines(text: str) -> None:
    files: dict[str, str | bytes] = {"app.py": page("render_template('a.html')"), "templates/a.html": text}
    [problem] = problems("invalid-template", files)
    assert "TemplateAssertionError: No filter named 'euros'" in problem.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ price|round(2)|string|tojson }}", ""),
        ("{% raw %}{{ price|euros }}{% endraw %}{# {{ a|euros }} #}", ""),
        ("{{ price|euros }}", "app.jinja_env.filters['euros'] = str\n"),
        ("{{ price|euros }}", "@app.template_filter()\ndef euros(text):\n    return text\n"),
        ("{{ price|euros }}", "import flask_odd\nflask_odd.Odd(app)\n"),
        ("{{ day|dateformat }}", "import flask_babel\nflask_babel.Babel(app)\n"),
    ],
)
def test_a_filter_that_may_be_there(text: str, code: str) -> None:
    assert not check("invalid-template", {"app.py": page("render_template('a.html')") + code, "templates/a.html": text})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% if a %}{{ price|euros }}{% endif %}", True),
        ("{{ price|euros if price else '-' }}", True),
        ("{% if 'euros' is filter %}{{ price|euros }}{% endif %}", False),
    ],
)
def test_a_filter_that_is_looked_up_when_it_is_used(text: str, told: bool) -> None:
    files = {"app.py": page("render_template('a.html')"), "templates/a.html": text}
    assert [severity for _, _, severity in check("invalid-template", files)] == ["warning"] * told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% from 'b.html' import picture %}{% for a in all %}{{ picture(a) }}{% endfor %}", ["warning"]),
        ("{% from 'b.html' import picture %}{{ picture(a) }}", ["error"]),
        ("{% from 'b.html' import figure %}{% for a in all %}{{ figure(a) }}{% endfor %}", []),
        ("{% from 'b.html' import picture %}", []),
        ("{% import 'b.html' as b %}{% if b.picture is defined %}{{ b.picture(a) }}{% endif %}", []),
        ("{% import 'b.html' as b %}{{ b.picture(a) if b.picture is defined }}", []),
    ],
)
def test_a_macro_that_some_renderings_call(text: str, told: list[str]) -> None:
    files = {"app.py": page("render_template('a.html')"), "templates/a.html": text}
    files["templates/b.html"] = "{% macro figure(a) %}{{ a }}{% endmacro %}"
    assert [severity for _, _, severity in check("invalid-template", files)] == told


LINKING = "from flask import Blueprint, Flask, redirect, render_template, url_for\n\napp = Flask(__name__)\nshop = Blueprint('shop', __name__)\n\n@app.get('/login')\ndef login():\n    return redirect(url_for('login'))\n\n@shop.get('/all')\ndef every():\n    return ''\n\n@app.get('/')\ndef index():\n    return render_template('index.html'{given})\n\napp.register_blueprint(shop)\n"


@pytest.mark.parametrize(
    ("template", "given", "told"),
    [
        ("<a href='{{ url_for(login) }}'>a</a>", "", "'login' is undefined"),
        ("<a href='{{ url_for(shop.every, page=1) }}'>a</a>", "", "'shop' is undefined"),
        ("{% if a %}{{ url_for(login) }}{% endif %}", "", "'login' is undefined"),
        ("<a href='{{ url_for(\"login\") }}'>a</a>", "", ""),
        ("{% set login = 'login' %}{{ url_for(login) }}", "", ""),
        ("{% for login in pages %}{{ url_for(login) }}{% endfor %}", "", ""),
        ("{{ url_for(login) }}", ", login='login'", ""),
        ("{{ url_for(login) }}", ", **{'login': 'index'}", ""),
        ("{{ url_for(login) }}", ", **locals()", ""),
        ("{{ url_for(target) }}", "", ""),
        ("{{ url_for(request.endpoint) }}", "", ""),
        ("{{ url_for(login ~ '') }}", "", ""),
    ],
)
def test_endpoints_without_quotes(template: str, given: str, told: str) -> None:
    files = {"app.py": LINKING.replace("{given}", given), "templates/index.html": template}
    found = [problem.message for problem in problems("invalid-template", files)]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)
