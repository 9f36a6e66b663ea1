"""Scripts that a web server imports: they bind ``application``, and their imports find what is on the search path by then."""

from __future__ import annotations

import pytest

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project
from tests.checking import FLASK, check

FILES: dict[str, str | bytes] = {"requirements.txt": "flask\n", "shop/__init__.py": FLASK, "lib/store.py": FLASK}
IMPORTED = "from shop import app as application\n"
HERE = "import os, sys\nfrom pathlib import Path\n"
CONF = "<VirtualHost *:80>\n  WSGIDaemonProcess shop{}\n  WSGIScriptAlias / /srv/site/shop.wsgi\n</VirtualHost>\n"


def told(rule: str = "unresolved-app", **files: str | bytes) -> list[tuple[str, int]]:
    named = {name.replace("__", "/").replace("_wsgi_", ".wsgi"): text for name, text in files.items()}
    return [(path, line) for path, line, _ in check(rule, {**FILES, **named})]


@pytest.mark.parametrize(
    ("script", "line"),
    [
        # a folder of the machine is where the repository lies
        ("import sys\nsys.path.insert(0, '/srv/site')\n" + IMPORTED, None),
        ("import sys\n" + IMPORTED + "sys.path.insert(0, '/srv/site')\n", 2),
        ("import sys\nsys.path.append('/srv/shop')\n" + IMPORTED, None),  # called like the package
        ("import sys\nsys.path += ['/srv/site', '/srv/site/lib']\nfrom store import app as application\n", None),
        ("import sys\nsys.path = ['/srv/site/lib'] + sys.path\nfrom store import app as application\n", None),
        ("import site\nsite.addsitedir('/srv/site')\n" + IMPORTED, None),
        ("import sys\nsys.path[0:0] = ['/srv/site']\n" + IMPORTED, None),
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom store import app as application\n", 3),
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom market import app as application\n", 3),
        ("import sys\nsys.path.insert(0, '/srv/site')\nimport market\napplication = market.app\n", 3),
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom market import make\napplication = make()\n", 3),
        # the script's own place
        (HERE + "sys.path.insert(0, os.path.dirname(__file__))\n" + IMPORTED, None),
        (HERE + "sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))\n" + IMPORTED, None),
        (HERE + IMPORTED + "sys.path.insert(0, os.path.dirname(__file__))\n", 3),
        (HERE + "here = Path(__file__).resolve().parent\nsys.path.insert(0, str(here))\n" + IMPORTED, None),
        (
            HERE
            + "here = os.path.dirname(__file__)\nsys.path.insert(0, os.path.join(here, 'lib'))\n"
            + "from store import app as application\n",
            None,
        ),
        (HERE + "sys.path.insert(0, str(Path(__file__).parents[1]))\n" + IMPORTED, 4),
        # what is not known is silent
        (IMPORTED, None),  # Apache may give it the path
        ("import sys, os\nsys.path.insert(0, os.environ['ROOT'])\nfrom market import app as application\n", None),
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom flask import Flask\napplication = Flask('x')\n", None),
        (
            "import sys\nsys.path.insert(0, '/srv/site')\ntry:\n    import market\nexcept ImportError:\n    pass\n"
            + IMPORTED,
            None,
        ),
        # what the module does not bind
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom shop import application\n", 3),
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom shop import web\napplication = web\n", 3),
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom shop import web as unused\n" + IMPORTED, None),
        # the name
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom shop import app\n", 0),
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom shop import app\napplication = app\n", None),
        ("import sys\nsys.path.insert(0, '/srv/site')\nfrom shop import app\napplicaton = app\n", 0),
        (
            (
                "import sys\nactivate = '/srv/site/venv/bin/activate_this.py'\n"
                "exec(open(activate).read(), dict(__file__=activate))\nsys.path.insert(0, '/srv/site')\nfrom shop import app\n"
            ),
            0,
        ),
        (
            (
                "import sys\nsys.path.insert(0, '/srv/site')\nfrom werkzeug.middleware.proxy_fix import ProxyFix\n"
                "from shop import app\napplication = ProxyFix(app)\n"
            ),
            None,
        ),
    ],
)
def test_a_script_of_mod_wsgi(script: str, line: int | None) -> None:
    assert told(shop_wsgi_=script) == ([] if line is None else [("shop.wsgi", line)])


@pytest.mark.parametrize(
    ("options", "script", "line"),
    [
        (" python-home=/srv/venv", IMPORTED, 1),
        (" python-path=/srv/site", IMPORTED, None),
        (" user=www threads=5 home=/srv/site", IMPORTED, None),
        (" python-path=/srv/site:/srv/site/lib", "from store import app as application\n", None),
        (" python-home=/srv/venv", "import sys\nsys.path.insert(0, '/srv')\n" + IMPORTED, 3),
        (" python-path=/srv/site", "from store import app as application\n", 1),
        ("", "import sys\nsys.path.insert(0, '/srv/site')\n" + IMPORTED, None),
    ],
)
def test_what_apache_says_of_a_script(options: str, script: str, line: int | None) -> None:
    found = told(shop_wsgi_=script, **{"deploy__site.conf": CONF.format(options)})
    assert found == ([] if line is None else [("shop.wsgi", line)])


def test_apache_may_name_a_python_file() -> None:
    conf = CONF.format(" python-path=/srv/site").replace("shop.wsgi", "run.py")
    assert told(**{"site.conf": conf, "run.py": IMPORTED}) == []
    assert told(**{"site.conf": conf, "run.py": "from shop import app\n"}) == [("site.conf", 3)]


@pytest.mark.parametrize(
    ("script", "line"),
    [
        (IMPORTED, None),  # its own folder is on the path
        ("from shop import app\n", 0),
        ("from market import app as application\n", 1),
        ("import os, sys\nsys.path.insert(0, os.path.dirname(__file__))\nfrom shop import app as application\n", None),
        (
            "import sys, os\nINTERP = '/home/ann/venv/bin/python'\nif sys.executable != INTERP:\n    os.execl(INTERP, INTERP)\n"
            + IMPORTED,
            None,
        ),
        (
            "import importlib.util\nspec = importlib.util.find_spec('shop')\nm = spec.loader.load_module()\napplication = m.app\n",
            None,
        ),
        ("import sys\nsys.path.insert(0, '/home/ann/site/lib')\nfrom store import app as application\n", None),
    ],
)
def test_passenger(script: str, line: int | None) -> None:
    assert told(**{"passenger_wsgi.py": script}) == ([] if line is None else [("passenger_wsgi.py", line)])


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ("import sys\npath = '/home/ann/site'\nif path not in sys.path:\n    sys.path.append(path)\n" + IMPORTED, None),
        ("import sys\nproject_home = u'/home/ann/site'\nsys.path = [project_home] + sys.path\n" + IMPORTED, None),
        ("import sys\nsys.path.append('/home/ann/site')\nfrom market import app as application\n", 3),
        ("import sys\nfrom shop import app as application\nsys.path.append('/home/ann/site')\n", 2),
        ("import sys\nsys.path.append('/home/ann/site')\nfrom shop import app\n", 0),
    ],
)
def test_pythonanywhere(script: str, line: int | None) -> None:
    name = "ann_pythonanywhere_com_wsgi.py"
    assert told(**{name: script}) == ([] if line is None else [(name, line)])


def test_a_place_of_the_machine_is_no_local_path() -> None:
    script = "import sys\nsys.path.append('/home/ann/site')\n" + IMPORTED
    assert told("absolute-local-path", **{"ann_pythonanywhere_com_wsgi.py": script}) == []
    other = script + "open('/home/bob/data.csv')\n"
    assert told("absolute-local-path", **{"ann_pythonanywhere_com_wsgi.py": other}) == [
        ("ann_pythonanywhere_com_wsgi.py", 4)
    ]


def test_the_application_is_the_scripts() -> None:
    script = "import sys\nsys.path.insert(0, '/srv/site/lib')\nfrom store import app as application\n"
    deployments = Project(MemoryTree({**FILES, "shop.wsgi": script})).web_deployments
    (deployment,) = (d for d in deployments if not d.is_implied)
    assert [a.path for a in deployment.start.applications] == ["lib/store.py"]
    served = {path: text for path, text in FILES.items() if path != "shop/__init__.py"}
    assert check("missing-wsgi-server", {**served, "shop.wsgi": script}) == []


def test_a_script_called_like_the_package_imports_another_module() -> None:
    files = {**FILES, "shop/__init__.py": "", "run.py": FLASK}
    script = "import sys\nsys.path.insert(0, '/srv/site')\nfrom run import app as application\n"
    (deployment,) = Project(MemoryTree({**files, "shop.wsgi": script})).web_deployments
    ((_, target),) = deployment.start.targets
    assert (target.status, target.path, target.application and target.application.path) == (
        "application",
        "shop.wsgi",
        "run.py",
    )


UWSGI = "[uwsgi]\nhttp = :9090\nwsgi-file = {}\ncallable = app\n"


@pytest.mark.parametrize(
    ("files", "is_told"),
    [
        ({"deploy__uwsgi.ini": UWSGI.format("shop_wsgi_")}, False),
        ({"uwsgi.ini": UWSGI.format("./shop_wsgi_")}, False),
        ({"uwsgi.ini": UWSGI.format("/srv/site/shop_wsgi_").replace("wsgi-file", "file")}, False),
        ({"uwsgi.ini": UWSGI.format("shop_wsgi_"), "site.conf": CONF.format("")}, True),  # Apache loads it too
        ({"uwsgi.ini": UWSGI.format("other_wsgi_")}, True),
        ({"uwsgi.ini": "[uwsgi]\nmodule = shop:app\n"}, True),
        ({}, True),
    ],
)
def test_a_script_that_another_server_loads(files: dict[str, str], is_told: bool) -> None:
    named = {name: text.replace("_wsgi_", ".wsgi") for name, text in files.items()}
    found = told(shop_wsgi_="import sys\nsys.path.insert(0, '/srv/site')\nfrom shop import app\n", **named)
    assert bool(found) is is_told


SETUP = "from setuptools import setup\nsetup(name='x')\n"
BUILT = "[build-system]\nrequires = ['hatchling']\n[project]\nname = 'x'\nversion = '1'\n"


@pytest.mark.parametrize(
    ("files", "script", "is_told"),
    [
        ({"setup.py": SETUP}, IMPORTED, False),
        ({"pyproject.toml": BUILT}, IMPORTED, False),
        ({"setup.cfg": "[metadata]\nname = x\n"}, IMPORTED, False),
        ({"api__setup.py": SETUP, "api__src__store.py": FLASK}, "from store import app as application\n", False),
        ({}, IMPORTED, True),
        ({"pyproject.toml": "[project]\nname = 'x'\nversion = '1'\n"}, IMPORTED, True),  # uv and pip install no such project
        ({"pyproject.toml": "[tool.ruff]\nline-length = 99\n"}, IMPORTED, True),
        ({"setup.py": SETUP}, "from market import app as application\n", True),
        ({"setup.py": SETUP}, "import sys\n" + IMPORTED + "sys.path.insert(0, '/srv/site')\n", True),
    ],
)  # fmt: skip
def test_a_project_that_may_be_installed(files: dict[str, str], script: str, is_told: bool) -> None:
    found = told(shop_wsgi_=script, **{"site.conf": CONF.format(""), **files})
    assert bool(found) is is_told


HOME = "project_home = '/home/ann/site'\nif project_home not in sys.path:\n    sys.path = [project_home] + sys.path\n"
UNDER_OTHER_NAMES = {
    "wsgi.py": ("import sys\n" + HOME + IMPORTED, 0),
    "my_wsgi.py": ("import sys\nsys.path.insert(0, '/home/ann/site')\n" + IMPORTED, 0),
    "deploy/site_wsgi.py": ("import sys\n" + HOME.replace("'/", "u'/") + "import shop\napplication = shop.app\n", 0),
    "run_wsgi.py": ("import sys\n" + HOME.replace("ann", "ubuntu") + IMPORTED, 1),  # a machine of one's own, perhaps
    "old_wsgi.py": ("import sys\n" + HOME + "from shop import app\n", 1),  # nobody takes an application from it
    "path_wsgi.py": ("import sys\nfrom pathlib import Path\nSITE = Path('/home/ann/site').resolve()\nsys.path.insert(0, str(SITE))\n" + IMPORTED, 0),
    "named_wsgi.py": ("import os, sys\nSITE = os.environ.get('SITE', '/home/ann/site')\nsys.path.append(SITE)\n" + IMPORTED, 0),
    "server_wsgi.py": ("import os, sys\nSITE = os.environ.get('SITE', '/home/ubuntu/site')\nsys.path.append(SITE)\n" + IMPORTED, 1),
    "said_wsgi.py": ("import sys\nSITE = sys.path[0]  # '/home/ann/site'\n" + IMPORTED, 1),
    "a_wsgi.py": ("import sys\n# " + HOME.replace("\n", "\n# ") + "\n" + IMPORTED, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", UNDER_OTHER_NAMES)
def test_pythonanywhere_by_what_the_script_holds(name: str) -> None:
    script, found = UNDER_OTHER_NAMES[name]
    files = {**FILES, name: script, "requirements.txt": "flask\n"}
    assert len(check("missing-wsgi-server", files)) == found
    assert found or check("absolute-local-path", files) == []


@pytest.mark.parametrize(
    ("path", "hosts"),
    [("/home/ann/mysite/data.csv", {"pythonanywhere"}), ("/home/ann/projects/data.csv", set()), ("data.csv", set())],
)
def test_the_first_site_on_pythonanywhere(path: str, hosts: set[str]) -> None:
    code = f"from flask import Flask\napp = Flask(__name__)\nrows = open('{path}')\n"
    deployments = Project(MemoryTree({"flask_app.py": code})).web_deployments
    assert {d.host.key for d in deployments if not d.is_implied} == hosts
    assert bool(check("absolute-local-path", {"flask_app.py": code})) == ("projects" in path)


def test_another_host_may_load_the_script() -> None:
    script = "import sys\n" + HOME + IMPORTED
    files = {**FILES, "wsgi.py": script, "Procfile": "web: gunicorn wsgi:application\n"}
    assert {d.host.key for d in Project(MemoryTree(files)).web_deployments} == {"procfile"}


@pytest.mark.parametrize(
    ("named", "ignored", "told"),
    [
        ("'/home/ann/site/.env'", "/.env\n", 0),
        ("'/home/ann/site/.env'", "*.pyc\n", 1),
        ("os.path.join('/home/ann/site', 'private', '.env')", "private/\n", 0),
        ("os.path.join('/home/ann/site', 'private', '.env')", "/.env\n", 1),
    ],
)
def test_a_file_of_variables_by_its_place_on_the_host(named: str, ignored: str, told: int) -> None:
    script = f"import os, sys\nfrom dotenv import load_dotenv\n{HOME}load_dotenv({named})\n{IMPORTED}"
    files = {**FILES, "my_wsgi.py": script, ".gitignore": ignored, "requirements.txt": "flask\npython-dotenv\n"}
    assert len(check("unignored-env-file", files)) == told


BY_HAND = {
    "as a setup script tells": ({"setup.py": SETUP}, "import shop\napplication = shop.app\n", "shop/__init__.py"),
    "a module of a package": (
        {"pyproject.toml": BUILT, "shop/__init__.py": "", "shop/web.py": FLASK},
        "import shop.web\napplication = shop.web.app\n",
        "shop/web.py",
    ),
    "from the folder of sources": (
        {"setup.cfg": "[metadata]\nname = x\n", "src/till/__init__.py": FLASK},
        "from till import app as application\n",
        "src/till/__init__.py",
    ),
    "of a project below": (
        {"api/setup.py": SETUP, "api/till.py": FLASK},
        "import till as made\napplication = made.app\n",
        "api/till.py",
    ),
}


@pytest.mark.parametrize(("files", "script", "path"), BY_HAND.values(), ids=BY_HAND)
def test_the_application_of_a_project_that_someone_installs(files: dict[str, str], script: str, path: str) -> None:
    given = {**FILES, "shop.wsgi": script, "site.conf": CONF.format(""), **files}
    (deployment,) = (d for d in Project(MemoryTree(given)).web_deployments if not d.is_implied)
    ((_, target),) = deployment.start.targets
    assert (target.status, target.application and target.application.path) == ("application", path)


def test_what_such_a_project_does_not_bind_is_told() -> None:
    script = "from shop import market as application\n"
    assert told(**{"shop_wsgi_": script, "site.conf": CONF.format(""), "setup.py": SETUP}) == [("shop.wsgi", 1)]
    assert told(**{"shop_wsgi_": IMPORTED, "site.conf": CONF.format(""), "setup.py": SETUP}) == []
