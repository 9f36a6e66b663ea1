"""Modules that start-up names in texts."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

CONFIG = "class Live:\n    A = 1\n"
REST = {
    "config.py": CONFIG,
    "shop/__init__.py": "x = 1\n",
    "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
    "Procfile": "web: gunicorn app:app\n",
}
LOAD = "from importlib import import_module\nfrom werkzeug.utils import import_string\nimport os\n" + FLASK

MISSING = [
    "app.config.from_object('settings')",
    "app.config.from_object('config.Life')",
    "app.config.from_object('config:Life')",
    "app.config.from_object('shop.config')",
    "app.config.from_object(import_string('shop.settings.Live'))",
    "import_module('shop.views')",
    "__import__('shop.views')",
    "NAME = 'config'\napp.config.from_object(f'{NAME}.Life')",
]
FOUND = [
    "app.config.from_object('config')",
    "app.config.from_object('config.Live')",
    "app.config.from_object('config:Live')",
    "app.config.from_object('shop')",
    "import_module('shop')",
    "import_module('json.decoder')",
    "import_module('.views', package='shop')",
    "import_string('shop.views', silent=True)",
    "try:\n    import_module('shop.views')\nexcept ImportError:\n    pass",
    "try:\n    app.config.from_object('settings')\nexcept Exception:\n    pass",
    "if os.path.exists('settings.py'):\n    app.config.from_object('settings')",
    "app.config.from_object(os.environ['SETTINGS'])",
    "app.config.from_object('flask.helpers')",
]


@pytest.mark.parametrize(("text", "severity"), [*((t, "error") for t in MISSING), *((t, "") for t in FOUND)])
def test_texts(text: str, severity: str) -> None:
    found = check("unresolved-import", {"app.py": LOAD + text + "\n", **REST})
    assert [s for _, _, s in found] == ([severity] if severity else [])


def test_a_text_that_only_a_missing_variable_gives() -> None:
    text = LOAD + "app.config.from_object(os.environ.get('SETTINGS', 'config.Life'))\n"
    [problem] = problems("unresolved-import", {"app.py": text, **REST})
    assert (problem.severity, "SETTINGS" in problem.message) == ("warning", True)
    declared = {"render.yaml": "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n"
                "  startCommand: gunicorn app:app\n  envVars:\n  - key: SETTINGS\n    value: config.Live\n"}  # fmt: skip
    assert check("unresolved-import", {"app.py": text, **REST, **declared, "Procfile": ""}) == []


def test_a_distribution_that_nobody_knows_may_bring_it() -> None:
    files = {"app.py": LOAD + "app.config.from_object('settings')\n", **REST}
    assert check("unresolved-import", {**files, "requirements.txt": "Flask\ngunicorn\nacme-settings-of-ours\n"}) == []


@pytest.mark.parametrize(
    ("command", "start", "found"),
    [
        ("gunicorn run:app", "run.py", True),
        ("gunicorn --workers 2 run:app", "run.py", True),
        ("cd shop && gunicorn run:app", "shop/run.py", False),
        ("gunicorn --chdir shop run:app", "shop/run.py", False),
        ("PYTHONPATH=shop gunicorn run:app", "run.py", False),
        ("", "run.py", True),
    ],
)
def test_a_module_that_lies_elsewhere_is_named_as_if_it_were_at_the_top(command: str, start: str, found: bool) -> None:
    factory = "from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    app.config.from_object('settings')\n    return app\n"
    files = {
        "shop/__init__.py": "",
        "shop/factory.py": factory,
        "shop/settings.py": "A = 1\n",
        start: f"from {'shop.' if start == 'run.py' else ''}factory import create_app\napp = create_app()\n",
        "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
        **({"Procfile": f"web: {command}\n"} if command else {}),
    }
    assert bool(check("unresolved-import", files)) is found


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ({"app": "from shared import db, cache"}, {"app.py": 0}),
        ({"app": "from shared import db\nimport views", "views": "from shared import cache, mail"}, {"app.py": 1}),
        ({"app": "from shared import db\nimport views", "views": "from other import cache"}, {"app.py": 0, "views.py": 0}),
        ({"app": "import views\nfrom shared import mail", "views": "from shared import db"}, {"views.py": 0}),
        ({"app": "from shared import mail"}, {}),
    ],
)  # fmt: skip
def test_the_names_that_one_module_lacks_are_one_mistake(imports: dict[str, str], found: dict[str, int]) -> None:
    files = {**REST, "shared.py": "mail = 1\n", "other.py": "mail = 1\n"}
    told = problems(
        "unresolved-import", {**files, **{f"{n}.py": t + "\n" + FLASK * (n == "app") for n, t in imports.items()}}
    )
    assert sorted((p.place.path, len(p.related)) for p in told) == sorted(found.items())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("app.config.from_object('shop.defautl')", True),
        ("app.config.from_object('shop:defaut')", True),
        ("import_module('shop.defaults')", True),
        ("import_string('shop.dfault')", True),
        ("app.config.from_object('shop.default')", False),
        ("app.config.from_object('shop.custom')", False),
        ("app.config.from_object('shop.default.Live')", False),
        ("app.config.from_object('shop.defautl', silent=True)", False),
    ],
)
def test_a_slip_where_it_is_not_sure_that_the_line_runs(line: str, told: bool) -> None:
    code = f"{LOAD}if os.path.exists('/etc/shop.py'):\n    {line}\n"
    files = {**REST, "app.py": code, "shop/default.py": CONFIG}
    found = problems("unresolved-import", files)
    assert [(p.severity, p.help.startswith("The repository has shop.default")) for p in found] == [
        ("warning", True)
    ] * told
