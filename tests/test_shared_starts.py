"""Deployments that look alike to the code share what was found out for one of them, and only those do."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from flaskcheck.values.returns import bind
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.units.deployment import Deployment

CODE = """import os
from flask import Flask
app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["KEY"]
app.config["MODE"] = os.environ.get("MODE", "plain")
app.config["IS_LIVE"] = "LIVE" in os.environ
app.config.from_prefixed_env("SHOP")
if os.environ.get("TRACED"):
    import traced
"""


def service(name: str, variables: dict[str, str], root: str = "", command: str = "gunicorn app:app") -> str:
    listed = "".join(f"      - key: {key}\n        value: {value!r}\n" for key, value in variables.items())
    return (
        f"  - type: web\n    name: {name}\n    runtime: python\n    rootDir: {root or '.'}\n"
        f"    startCommand: {command}\n    envVars:\n      - key: OTHER\n        value: x\n{listed}"
    )


def deployments(*services: str, **others: str | bytes) -> tuple[Deployment, ...]:
    files: dict[str, str | bytes] = {"app.py": CODE, "traced.py": "", "render.yaml": "services:\n" + "".join(services)}
    files.update({name.replace("__", "/") + ".py": content for name, content in others.items()})
    return Project(MemoryTree(files)).deployments


def answers(deployment: Deployment) -> tuple[object, ...]:
    start = deployment.start
    settings = [(s.key, s.place, s.outcomes, s.sure) for s in start.configuration.settings]
    selections = [(s.name, s.source, s.sure) for s in start.configuration.selections]
    spare = [start.configuration.written.spare(s) for s in start.configuration.settings]
    calls = [(c.place, phase) for c, phase in start.production.calls()]
    return tuple(start.production.modules), settings, selections, spare, calls


DIFFERENT = [
    {"KEY": "abc"},
    {"MODE": "loud"},
    {"LIVE": "1"},
    {"SHOP_NAME": "Corner"},
    {"SHOP_SECRET_KEY": "xyz"},
    {"TRACED": "1"},
    {"TRACED": ""},
]


@pytest.mark.parametrize("variables", DIFFERENT)
@pytest.mark.parametrize("is_first", [True, False])
def test_what_the_code_reads_keeps_deployments_apart(variables: dict[str, str], is_first: bool) -> None:
    plain, other = service("plain", {}), service("other", variables)
    together = deployments(other, plain) if is_first else deployments(plain, other)
    alone = [deployments(s)[0] for s in ((other, plain) if is_first else (plain, other))]
    assert [answers(d) for d in together] == [answers(d) for d in alone]
    first, second = together
    assert first.start.production.calls() is not second.start.production.calls()


@pytest.mark.parametrize("variables", [{}, {"UNREAD": "1"}, {"PORT": "8000", "SHOPS": "2"}, {"NODE_ENV": "production"}])
def test_what_no_code_reads_does_not(variables: dict[str, str]) -> None:
    first, second = deployments(service("plain", {}), service("other", variables))
    assert first.start.production.calls() is second.start.production.calls()
    assert answers(first) == answers(second)


def test_other_folders_with_the_same_modules_are_alike() -> None:
    """The Procfile's process runs in /app, supervisor's on a machine of one's own."""
    files: dict[str, str | bytes] = {
        "app.py": CODE,
        "traced.py": "",
        "Procfile": "web: gunicorn app:app\n",
        "deploy/shop.conf": "[program:shop]\ncommand=/home/me/shop/venv/bin/gunicorn app:app\ndirectory=/home/me/shop\n",
    }
    first, second = Project(MemoryTree(files)).deployments
    assert first.view.cwd != second.view.cwd
    assert first.start.production.calls() is second.start.production.calls()


def test_another_module_under_the_same_name_is_not() -> None:
    code = "from flask import Flask\nimport parts\napp = Flask(__name__)\n"
    files: dict[str, str | bytes] = {
        "one/app.py": code,
        "one/parts.py": "",
        "two/app.py": code,
        "two/parts.py": "import shop\n",
        "shop.py": "",
        "render.yaml": "services:\n" + service("one", {}, "one") + service("two", {}, "two"),
    }
    first, second = Project(MemoryTree(files)).deployments
    assert list(first.start.production.modules) == ["one/app.py", "one/parts.py"]
    assert list(second.start.production.modules) == ["two/app.py", "two/parts.py"]


def test_what_is_asked_later_may_still_differ() -> None:
    """A variable that is asked for only where another is missing: both deployments look alike until then."""
    code = "import os\nfrom flask import Flask\napp = Flask(__name__)\napp.config['URL'] = os.environ.get('URL') or os.environ.get('SPARE')\n"
    one = service("one", {"URL": "x"})
    two = service("two", {"URL": "x", "SPARE": "y"})
    together = Project(MemoryTree({"app.py": code, "render.yaml": f"services:\n{one}{two}"})).deployments
    spare = [
        [o.value for o in d.start.configuration.written.spare(s)]
        for d in together
        for s in d.start.configuration.settings
    ]
    alone = [
        [o.value for o in d.start.configuration.written.spare(s)]
        for written in (one, two)
        for d in Project(MemoryTree({"app.py": code, "render.yaml": f"services:\n{written}"})).deployments
        for s in d.start.configuration.settings
    ]
    assert spare == alone
    assert spare[0] != spare[1]


def test_who_reaches_a_statement_is_told_in_the_order_of_the_deployments() -> None:
    services = service("a", {}), service("b", {"LIVE": "1"}), service("c", {}), service("d", {"LIVE": "1"})
    files: dict[str, str | bytes] = {"app.py": CODE, "traced.py": "", "render.yaml": "services:\n" + "".join(services)}
    project = Project(MemoryTree(files))
    for _, reached in project.reached.calls():
        assert [d.service.name for d in reached.deployments] == ["a", "b", "c", "d"]


FACTORY = """import os
from flask import Flask
def create_app(name):
    return Flask(name)
if os.environ.get("TRACED"):
    create_app()
app = create_app("shop")
"""


@pytest.mark.parametrize(("variables", "is_shared"), [({"UNREAD": "1"}, True), ({"TRACED": "1"}, False)])
def test_a_question_is_answered_once_for_deployments_that_look_alike(
    variables: dict[str, str], is_shared: bool
) -> None:
    found = deployments(
        service("plain", {}, command="gunicorn shop:app"),
        service("other", variables, command="gunicorn shop:app"),
        shop=FACTORY,
    )
    first, second = (d.start.production for d in found)
    asked: list[object] = []

    def question(production: object, word: str) -> list[str]:
        asked.append(production)
        return [word]

    assert first.told(question, "a") == second.told(question, "a") == second.told(question, "a") == ("a",)
    assert asked == ([first] if is_shared else [first, second])
    assert first.told(question, "b") == ("b",)


def test_calls_are_found_by_what_they_call_last() -> None:
    code = "from flask import Flask\nimport a\napp = Flask(__name__)\na.get()\na.b().get()\nget()\nget()()\na.get.x()\na.pop()\n"
    [deployment] = deployments(service("plain", {}, command="gunicorn shop:app"), shop=code)
    calls = deployment.start.production.calls_of({"get", "pop"})
    assert [c.place.line for c in calls] == [4, 5, 6, 7, 7, 9]
    assert deployment.start.production.calls_of(()) == []


def test_arguments_that_are_the_same_in_everything_are_one_object() -> None:
    code = """import os
def url(kind, host="db"):
    return kind + host
def both(): return url("a"), url("a"), url("b")
first = url("x")
"""
    [deployment] = deployments(service("plain", {}, command="gunicorn shop:first"), shop=code)
    evaluator = deployment.start.production.evaluator
    module = evaluator.code.module("shop.py")
    assert module is not None
    function = evaluator.code.function("shop.py", "url")
    assert function is not None
    sites = [s for s in module.calls if s.call.name == "url"]
    bounds = [bind(evaluator, function, s.call, Where("shop.py", s.scope, (), s)) for s in sites for _ in range(2)]
    assert [bounds[0] is b for b in bounds[:2]] == [True, True]
    assert len(set(map(id, bounds))) == len(sites)  # written elsewhere is something else
