"""Reads of environment variables in all their forms."""

from __future__ import annotations

import pytest
from showing import facts, guarded, shown, span

from flaskcheck.facts.expressions import EnvRead

READS = [
    # os
    ("import os", "os.environ['X']", "env[X]"),
    ("import os", "os.environ.get('X')", "env[X | -]"),
    ("import os", "os.environ.get('X', 'd')", "env[X | 'd']"),
    ("import os", "os.environ.get(key='X', default='d')", "env[X | 'd']"),
    ("import os", "os.environ.pop('X')", "env[X]"),
    ("import os", "os.environ.pop('X', None)", "env[X | None]"),
    ("import os", "os.getenv('X')", "env[X | -]"),
    ("import os", "os.getenv('X', default=f'a{b}')", "env[X | 'a' ~ b]"),
    ("import os", "os.environb[b'X']", "env[X]"),
    ("import os as o", "o.environ.get('X')", "env[X | -]"),
    ("from os import environ", "environ['X']", "env[X]"),
    ("from os import environ as e", "e.get('X', 1)", "env[X | 1]"),
    ("from os import getenv as g", "g('X')", "env[X | -]"),
    ("from os import *", "environ['X']", "env[X]"),
    ("import os", "os.environ.get('A', os.environ.get('B', 'x'))", "env[A | env[B | 'x']]"),
    ("import os", "os.environ.get('X') or 'dev'", "(env[X | -] or 'dev')"),
    ("import os", "int(os.environ.get('X', 5000))", "int(env[X | 5000])"),
    ("import os", "os.environ['X'].split(',')", "env[X].split(',')"),
    ("import os", "os.environ['A' 'B']", "env[AB]"),
    ("import os", "os.environ['A' + 'B']", "env[AB]"),
    ("import os", "os.environ[f'AB']", "env[AB]"),
    ("import os", "os.environ['A' + 'B' + 'C']", "env[ABC]"),
    ("import os", "os.getenv('A' * 2)", "os.getenv!(<arithmetic 'A' 2>)"),
    ("import os", f"os.getenv({'+'.join(['a'] * 30)})", f"os.getenv!({' ~ '.join(['a'] * 30)})"),
    ("import os", "os.environ('X')", "os.environ!('X')"),
    ("import os", "os.getenv.get('X')", "os.getenv.get!('X')"),
    # aliases
    ("import os\ne = os.environ", "e['X']", "env[X]"),
    ("import os\ne = os.environ", "e.get('X', 'd')", "env[X | 'd']"),
    ("import os\ne = os.environ.get", "e('X', 'd')", "env[X | 'd']"),
    ("import os\ng = os.getenv", "g('X')", "env[X | -]"),
    ("import os\ne = os.environ\nf = e.get", "f('X')", "env[X | -]"),
    ("import os\ne = dict(os.environ)", "e['X']", "env[X]"),
    ("import os\ne = os.environ.copy()", "e['X']", "env[X]"),
    ("import os\ne: dict = os.environ", "e['X']", "env[X]"),
    ("import os\na = e = os.environ", "e['X']", "env[X]"),
    ("import os\ne = os.environ\ne = {}", "e['X']", "e['X']"),
    ("import os\ne = dict(os.environ, A='b')", "e['X']", "e['X']"),
    # names in constants
    ("import os\nK = 'X'", "os.environ[K]", "env[X]"),
    ("import os\nK = 'X'", "os.environ.get(K, 'd')", "env[X | 'd']"),
    ("import os\nP = 'APP_'", "os.environ[P + 'X']", "env[APP_X]"),
    ("import os\nP = 'APP_'", "os.environ[f'{P}X']", "env[APP_X]"),
    ("import os\nK = 'X'\nK = 'Y'", "os.environ[K]", "os.environ![K]"),
    ("import os\nK = 'X'\nif a: K = 'Y'", "os.environ[K]", "os.environ![K]"),
    ("import os", "[os.environ[K] for K in names]", "<comprehension names os.environ![K]>"),
    ("import os\nK = 'X'", "[os.environ[K] for K in names]", "<comprehension names os.environ![K]>"),
    # what is no read, or not of a known variable
    ("import os", "os.environ[k]", "os.environ![k]"),
    ("import os", "os.environ.get(k, 'd')", "os.environ.get!(k, 'd')"),
    ("import os", "os.environ.get(*a)", "os.environ.get!(*a)"),
    ("import os", "os.environ.get('X', **a)", "os.environ.get!('X', **=a)"),
    ("import os", "os.environ.get()", "os.environ.get!()"),
    ("import os", "os.environ.setdefault('X', 'd')", "os.environ.setdefault!('X', 'd')"),
    ("import os", "os.environ.items()", "os.environ.items!()"),
    ("import os", "os.environ.copy().get('X')", "env[X | -]"),
    ("import os", "'X' in os.environ", "('X' in os.environ!)"),
    ("import os", "os.environ['']", "os.environ!['']"),
    ("", "os.environ['X']", "os.environ['X']"),
    ("", "environ.get('X')", "environ.get('X')"),
    ("", "request.environ['X']", "request.environ['X']"),
    # decouple
    ("from decouple import config", "config('X')", "env[X]"),
    ("from decouple import config", "config('X', default='d')", "env[X | 'd']"),
    ("from decouple import config", "config('X', 'd', bool)", "env[X | 'd' as bool]"),
    ("from decouple import config", "config('X', cast=bool)", "env[X as bool]"),
    ("from decouple import config, Csv", "config('X', cast=Csv())", "env[X as decouple.Csv]"),
    ("from decouple import config", "config('X', cast=lambda v: v)", "env[X as custom]"),
    ("import decouple", "decouple.config('X')", "env[X]"),
    ("from decouple import AutoConfig\nc = AutoConfig('.')", "c('X', default=1)", "env[X | 1]"),
    ("from decouple import Config, RepositoryEnv\nc = Config(RepositoryEnv('.env'))", "c.get('X')", "env[X]"),
    ("from prettyconf import config", "config('X', default=1)", "env[X | 1]"),
    # environs
    ("from environs import Env\ne = Env()", "e('X')", "env[X]"),
    ("from environs import Env\ne = Env()", "e('X', 'd')", "env[X | 'd']"),
    ("from environs import Env\ne = Env()", "e.str('X', 'd')", "env[X | 'd' as str]"),
    ("from environs import Env\ne = Env()", "e.bool('X', default=False)", "env[X | False as bool]"),
    ("from environs import Env\ne = Env()", "e.int('X')", "env[X as int]"),
    ("from environs import Env\ne = Env()", "e.list('X', subcast=int)", "env[X as list]"),
    ("from environs import Env\ne = Env()", "e.dj_db_url('X')", "env[X]"),
    ("from environs import Env\ne = Env()", "e.read_env('.env')", "e.read_env('.env')"),
    ("from environs import Env\ne = Env(prefix='APP_')", "e.str('X')", "env[APP_X as str]"),
    ("from environs import Env\ne = Env(prefix=p)", "e.str('X')", "e.str('X')"),
    ("from environs import env", "env.bool('X', False)", "env[X | False as bool]"),
    ("import environs\ne = environs.Env()", "e('X')", "env[X]"),
    ("from envparse import env", "env.int('X', default=1)", "env[X | 1 as int]"),
    # django-environ
    ("import environ\ne = environ.Env()", "e('X', default='d')", "env[X | 'd']"),
    ("import environ\ne = environ.Env()", "e('X', bool, True)", "env[X | True as bool]"),
    ("import environ\ne = environ.Env(X=(bool, False))", "e('X')", "env[X | False as bool]"),
    ("import environ\ne = environ.Env(X=(bool, False))", "e('X', default=True)", "env[X | True]"),
    ("import environ\ne = environ.Env(Y=(bool, False))", "e('X')", "env[X]"),
    ("import environ\ne = environ.Env(X=int)", "e('X')", "env[X as int]"),
    ("import environ\ne = environ.Env()", "e.db()", "env[DATABASE_URL]"),
    ("import environ\ne = environ.Env()", "e.db('X', default='sqlite://')", "env[X | 'sqlite://']"),
    ("import environ\ne = environ.Env()", "e.list('X', int, [])", "env[X | list() as list]"),
    ("import environ\ne = environ.Env()", "e.get_value('X', default=1)", "env[X | 1]"),
    ("import environ\ne = environ.Env()", "e.parse('X')", "e.parse('X')"),
    # starlette
    (
        "from starlette.config import Config\nc = Config('.env')",
        "c('X', cast=bool, default=False)",
        "env[X | False as bool]",
    ),
    ("from starlette.config import Config\nc = Config()", "c('X', bool, False)", "env[X | False as bool]"),
    # python-dotenv
    ("from dotenv import dotenv_values", "dotenv_values()['X']", "env[X]"),
    ("from dotenv import dotenv_values", "dotenv_values().get('X')", "env[X | -]"),
    ("from dotenv import dotenv_values\nc = dotenv_values('.env')", "c.get('X', 'd')", "env[X | 'd']"),
    ("import os\nfrom dotenv import dotenv_values\nc = {**dotenv_values('.env'), **os.environ}", "c['X']", "env[X]"),
    ("import os\nc = {**os.environ, 'A': 'b'}", "c['X']", "c['X']"),
]


@pytest.mark.parametrize(("before", "text", "expected"), READS)
def test_read(before: str, text: str, expected: str) -> None:
    assert shown(facts(f"{before}\nx = {text}\n").assignments[-1].value) == expected


VIAS = [
    ("import os", "os.environ['X']", "os.environ"),
    ("import os", "os.getenv('X')", "os.getenv"),
    ("import os\ng = os.environ.get", "g('X')", "os.environ"),
    ("from decouple import config", "config('X')", "decouple"),
    ("from environs import Env\ne = Env()", "e('X')", "environs"),
    ("import environ\ne = environ.Env()", "e('X')", "django-environ"),
    ("from starlette.config import Config\nc = Config()", "c('X')", "starlette"),
    ("from dotenv import dotenv_values\nc = dotenv_values()", "c['X']", "dotenv"),
]


@pytest.mark.parametrize(("before", "text", "expected"), VIAS)
def test_via(before: str, text: str, expected: str) -> None:
    value = facts(f"{before}\nx = {text}\n").assignments[-1].value
    assert isinstance(value, EnvRead)
    assert value.via == expected


SCOPED = [
    ("import os\ndef f(os):\n x = os.environ['X']", "os.environ['X']"),
    ("import os\ne = os.environ\ndef f():\n x = e['X']", "env[X]"),
    ("import os\ne = os.environ\ndef f(e):\n x = e['X']", "e['X']"),
    ("import os\ndef f():\n e = os.environ\n x = e['X']", "env[X]"),
    ("import os\ndef f():\n e = os.environ\nx = e['X']", "e['X']"),
    ("import os\nK = 'X'\ndef f():\n x = os.environ[K]", "env[X]"),
    ("import os\nK = 'X'\ndef f(K):\n x = os.environ[K]", "os.environ![K]"),
    ("import os\nK = 'X'\nclass C:\n x = os.environ[K]", "env[X]"),
    ("from environs import Env\nclass C:\n e = Env()\n x = e('X')", "env[X]"),
    ("from environs import Env\ne = Env()\nwith e.prefixed('APP_'):\n x = e('X')", "env[APP_X]"),
    (
        "from environs import Env\ne = Env()\nwith e.prefixed('A_'):\n with e.prefixed('B_'):\n  x = e('X')",
        "env[A_B_X]",
    ),
    ("from environs import Env\ne = Env()\nwith e.prefixed('A_'):\n pass\nx = e('X')", "env[X]"),
    ("from environs import Env\ne = Env()\nwith e.prefixed(p):\n x = e('X')", "e('X')"),
    (
        "try:\n from decouple import config\nexcept ImportError:\n from os import getenv as config\nx = config('X')",
        "env[X]",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SCOPED)
def test_read_in_scope(text: str, expected: str) -> None:
    assert shown(facts(text).assignments[-1].value) == expected


def test_every_read_is_a_fact_with_its_place_guards_and_context() -> None:
    module = facts(
        "import os\n"
        "os.environ['A']\n"
        "def f():\n"
        "  try:\n"
        "    return g(os.getenv('B', os.environ['C']))\n"
        "  except KeyError:\n"
        "    pass\n"
        "for h in os.environ['D'].split(','): pass\n"
        "if os.environ.get('E') == 'x': pass\n"
    )
    found = [(s.scope, guarded(s.guards), s.read.variable, s.context) for s in module.environment]
    assert found == [
        ("", "", "A", ()),
        ("f", "try KeyError", "B", ("return", "call:g", "argument:0")),
        ("f", "try KeyError", "C", ("return", "call:g", "argument:0", "env-default:B")),
        ("", "", "D", ("for", "function", "attribute")),
        ("", "", "E", ("test", "compare")),
    ]
    assert span(module.environment[1].place) == (5, 14, 5, 45)
    assert [c.call.name for c in module.calls] == ["g", ""]


def test_a_write_is_no_read() -> None:
    module = facts("import os\nos.environ['A'] = 'b'\nos.environ['C'] += 'd'\ndel os.environ['E']")
    assert not module.environment
    assert [shown(a.target) for a in module.assignments] == [f"os.environ!['{k}']" for k in "ACE"]


def test_names_and_defaults_are_texts() -> None:
    module = facts("import os\nX = os.environ.get('SECRET_KEY', 'dev-key')")
    assert [(t.text, t.context) for t in module.texts] == [
        ("SECRET_KEY", ("assign:X", "env-name")),
        ("dev-key", ("assign:X", "env-default:SECRET_KEY")),
    ]
