"""Names that nothing defines, in other forms than those of the page, each with what looks like it and is none."""

from __future__ import annotations

import pytest
from checking import check, problems

APP = "from flask import Flask\n\n{before}\napp = Flask(__name__)\n{after}\n"
PROCFILE = {
    "Procfile": "web: gunicorn app:app\n",
    "requirements.txt": "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\ngunicorn==23.0.0\n",
}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "app.config['X'] = os.environ['X']", "name 'os' is not defined"),
        ("", "cors = CORS(app)", "name 'CORS' is not defined"),
        ("", "@login_required\ndef page():\n    return ''", "name 'login_required' is not defined"),
        ("class Config(Base):\n    pass", "", "name 'Base' is not defined"),
        ("def build():\n    name = 1\n    return name", "print(name)", "name 'name' is not defined"),
        ("def build():\n    return helper()\n\nbuild()", "", "name 'helper' is not defined"),
        ("try:\n    unicode(1)\nexcept NameError:\n    pass", "", ""),
        ("try:\n    helper()\nexcept Exception:\n    pass", "", ""),
        ("def build():\n    global helper\n    helper = print\n\nbuild()", "helper(1)", ""),
        ("exec(open('names.py').read())", "cors = CORS(app)", ""),
        ("globals().update(CORS=print)", "cors = CORS(app)", ""),
        ("import builtins\n\nbuiltins.CORS = print", "cors = CORS(app)", ""),
        ("import importlib\n\nown = importlib.import_module('app')\nown.CORS = print", "cors = CORS(app)", ""),
        ("class Shop:\n    pass\n\ndef build():\n    shop = Shop()\n    shop.CORS = print\n\nbuild()", "cors = CORS(app)", "name 'CORS' is not defined"),
        ("from os.path import *", "print(join('a', 'b'))", ""),
        ("def page(at: Unknown) -> None:\n    print(at)", "", ""),
        ("sizes = [size.strip() for size in 'a b'.split()]", "print([s for s in sizes if s.isdigit()])", ""),
        ("key = lambda size: size.strip()", "print(key('a'), __file__, exit)", ""),
        ("class Shape:\n    side = 1\n    area = side * side", "print(Shape())", ""),
        ("if False:\n    helper()", "", ""),
        ("class Shape:\n    path = f'{__module__}.{__qualname__}'", "print(Shape())", ""),
    ],
)  # fmt: skip
def test_names_that_nothing_binds(before: str, after: str, told: str) -> None:
    files = {**PROCFILE, "app.py": APP.format(before=before, after=after)}
    found = [problem.message for problem in problems("undefined-name", files)]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("try:\n    a = int('1')\nexcept (KeyError):\n    return ''\nelse:\n    return str(datetime.now())", ["error"]),
        ("try:\n    return str(datetime.now())\nexcept (KeyError, ValueError):\n    return ''", ["error"]),
        ("try:\n    return str(datetime.now())\nfinally:\n    print(1)", ["error"]),
        ("with app.app_context():\n    return str(datetime.now())", ["error"]),
        ("try:\n    a = int('1')\nexcept Exception:\n    return ''\nelse:\n    return str(datetime.now())", ["error"]),
        ("try:\n    if request.args:\n        return str(datetime.now())\nexcept KeyError:\n    pass\nreturn ''", ["warning"]),
        ("try:\n    return str(datetime.now())\nexcept (KeyError, Exception):\n    return ''", []),
        ("try:\n    return str(datetime.now())\nexcept:\n    return ''", []),
        ("try:\n    return str(datetime.now())\nexcept ERRORS:\n    return ''", []),
        ("try:\n    try:\n        return str(datetime.now())\n    except KeyError:\n        return ''\nexcept NameError:\n    return ''", []),
        ("try:\n    return '1'\nexcept KeyError:\n    return str(datetime.now())", []),
        ("with suppress(Exception):\n    return str(datetime.now())\nreturn ''", []),
    ],
)  # fmt: skip
def test_handlers_of_other_failures(body: str, said: list[str]) -> None:
    """Only a handler of NameError, or of more, copes with a name that is not there; ``else`` has no handler at all."""
    view = "@app.route('/')\ndef page():\n    " + body.replace("\n", "\n    ")
    before = "from contextlib import suppress\nfrom flask import request\n\nERRORS = (KeyError, NameError)"
    files = {**PROCFILE, "app.py": APP.format(before=before, after=view)}
    assert [problem.severity or "error" for problem in problems("undefined-name", files)] == said


@pytest.mark.parametrize(
    ("shop", "told"),
    [
        ("NAME = 1", False),
        ("from os import path\n__all__ = ['OTHER']\nNAME = 1", True),
        ("from names import *", False),
        ("OTHER = 1", True),
        ("def __getattr__(name):\n    return name", False),
    ],
)
def test_names_that_a_star_brings(shop: str, told: bool) -> None:
    files = {**PROCFILE, "app.py": APP.format(before="from shop import *", after="print(NAME)"), "shop.py": shop}
    assert bool(problems("undefined-name", {**files, "names.py": "NAME = 1\n"})) is told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("from flask import Blueprnit", "cannot import name 'Blueprnit' from 'flask'"),
        ("from Flask import jsonify", "No module named 'Flask'"),
        ("from werkzeug.utlis import secure_filename", "No module named 'werkzeug.utlis'"),
        ("from logging.ocnfig import dictConfig", "No module named 'logging.ocnfig'"),
        ("import os\nprint(os.getnev('X'))", "module 'os' has no attribute 'getnev'"),
        ("from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nprint(db.Colmun)\nprint(db.Colmun())", "'SQLAlchemy' object has no attribute 'Colmun'"),
        ("from flask import Markup", ""),
        ("from flask.ext.mail import Mail", ""),
        ("try:\n    from flask import jsonfy\nexcept ImportError:\n    jsonfy = None", ""),
        ("import dataset\ndb = dataset.connect('sqlite://')\nprint(db.tables())", ""),
        ("from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nprint(db.Column, db.relationship, db.Model, db.UUID)", ""),
        ("from logging.config import dictConfig", ""),
        ("import os, sys\nif sys.version_info[0] == 2 or os.environ.get('OLD'):\n    sys.setdefaultencoding('utf8')", ""),
    ],
)  # fmt: skip
def test_names_that_a_library_has_nearly(line: str, told: str) -> None:
    files = {**PROCFILE, "app.py": APP.format(before=line, after="")}
    found = [problem.message for problem in problems("undefined-name", files)]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


@pytest.mark.parametrize(
    ("upgrade", "told"),
    [
        ("op.create_table('a')", "name 'op' is not defined"),
        ("from alembic import op\n    op.craete_table('a')", "module 'alembic.op' has no attribute 'craete_table'"),
        ("from alembic import op\n    op.create_table('a', sa.Column('id', sa.Intgeer))", "name 'sa' is not defined"),
        ("from alembic import op\n    op.create_table('a')", ""),
    ],
)
def test_names_of_migrations(upgrade: str, told: str) -> None:
    files = {
        "app.py": "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nMigrate(app, db)\n",
        "requirements.txt": "Flask==3.1.2\nFlask-Migrate==4.1.0\nFlask-SQLAlchemy==3.1.1\ngunicorn==23.0.0\n",
        "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
        "migrations/env.py": "from alembic import context\n",
        "migrations/versions/1_a.py": f"revision = '1a'\ndown_revision = None\n\ndef upgrade():\n    {upgrade}\n\ndef downgrade():\n    lost()\n",
    }
    found = [problem.message for problem in problems("undefined-name", files)]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("from flask import Flsak\napp = Flsak(__name__)", "cannot import name 'Flsak' from 'flask'"),
        ("app = Flask(__name__)", "name 'Flask' is not defined"),
        ("from Flask import Flask\napp = Flask(__name__)", "No module named 'Flask'"),
        ("import flask\napp = flask.flask(__name__)", "module 'flask' has no attribute 'flask'"),
        ("import logging\napp = logging.getLogger(__name__)", ""),
    ],
)
def test_an_application_that_is_nearly_made(code: str, told: str) -> None:
    files = {**PROCFILE, "app.py": f"{code}\n"}
    found = [problem.message for problem in problems("undefined-name", files)]
    assert (len(found), told in "".join(found)) == (int(bool(told)), True)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("DB_URL = 'x'\nif URL.startswith('y'):\n    URL = URL.replace('y', 'z')", True),
        ("print(NAME)\nNAME = 1", True),
        ("FULL = NAME + '!'\nNAME = 'shop'", True),
        ("def first():\n    return 1\n\nWORDS = [first(), second()]\n\ndef second():\n    return 2", True),
        ("@marked\ndef page():\n    return ''\n\ndef marked(view):\n    return view", True),
        ("for name in str(NAMES):\n    NAMES = name", True),
        ("URL = 'x'\nif URL.startswith('y'):\n    URL = URL.replace('y', 'z')", False),
        ("later = lambda: NAME\nNAME = 1", False),
        ("def later():\n    return NAME\n\nNAME = 1", False),
        ("WORDS = [NAME for NAME in 'ab']\nNAME = 1", False),
        ("try:\n    print(NAME)\nexcept NameError:\n    NAME = 1", False),
        ("if 'NAME' in globals() and NAME:\n    print(1)\nNAME = 1", False),
        ("from names import *\nprint(NAME)\nNAME = 1", False),
        ("def fill():\n    global NAME\n    NAME = 1\n\nfill()\nprint(NAME)\nNAME = 2", False),
        ("print(max(1, 2))\nmax = 3", False),
        ("print(NAME := 1)\nNAME = 2", False),
        ("class Shape:\n    side = NAME\n\nNAME = 1", False),
    ],
)
def test_names_that_are_read_before_they_are_bound(settings: str, told: bool) -> None:
    files = {**PROCFILE, "app.py": APP.format(before="import settings", after=""), "settings.py": f"{settings}\n"}
    assert bool(problems("undefined-name", {**files, "names.py": "NAME = 1\n"})) is told


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("if __name__ == '__main__':\n    NAME = 1\n\nprint(NAME)", True),
        ("if __name__ == '__main__':\n    NAME = 1\n\ndef name():\n    return str(NAME)\n\nname()", True),
        ("if __name__ == '__main__':\n    def name():\n        return 1\n\nWORDS = [name()]", True),
        ("if __name__ == '__main__':\n    NAME = 1\nelse:\n    NAME = 2\n\nprint(NAME)", False),
        ("NAME = 2\nif __name__ == '__main__':\n    NAME = 1\n\nprint(NAME)", False),
        ("if __name__ == '__main__':\n    NAME = 1\n    print(NAME)", False),
        ("def name(NAME):\n    return NAME\n\nif __name__ == '__main__':\n    NAME = 1\n\nname(2)", False),
        ("def name():\n    print(NAME)\n\nif __name__ == '__main__':\n    NAME = 1\n    name()", False),
        ("if __name__ == '__main__':\n    NAME = 1\n\ntry:\n    print(NAME)\nexcept NameError:\n    pass", False),
        ("if __name__ == '__main__':\n    NAME = 1\n\nglobals().setdefault('NAME', 2)\nprint(NAME)", False),
        ("if __name__ == '__main__':\n    max = 1\n\nprint(max(1, 2))", False),
        (
            "def name():\n    return {NAME: n for n, NAME in ['ab']}\n\nif __name__ == '__main__':\n    NAME = 1\n\nname()",
            False,
        ),
        (
            "def name():\n    return sorted('ab', key=lambda NAME: NAME.upper())\n\nif __name__ == '__main__':\n    NAME = 1\n\nname()",
            False,
        ),
        ("WORDS = {NAME: n for n, NAME in ['ab']}\nif __name__ == '__main__':\n    NAME = 1\n", False),
        ("WORDS = [NAME.upper() for NAME in 'ab']\nif __name__ == '__main__':\n    NAME = 1\n", False),
        (
            "def name():\n    words = {NAME: n for n in 'ab'}\n    return words\n\nif __name__ == '__main__':\n    NAME = 1\n\nname()",
            True,
        ),
    ],
)
def test_names_that_only_a_script_binds(settings: str, told: bool) -> None:
    files = {**PROCFILE, "app.py": APP.format(before="import settings", after=""), "settings.py": f"{settings}\n"}
    assert bool(problems("undefined-name", files)) is told


def test_a_script_that_is_started_binds_its_names() -> None:
    app = APP.format(before="if __name__ == '__main__':\n    NAME = 1\n", after="app.name = NAME\napp.run()")
    assert not problems("undefined-name", {**PROCFILE, "app.py": app, "Procfile": "web: python app.py\n"})


SEVERAL = "def upgrade(engine_name):\n    globals()['upgrade_%s' % engine_name]()\n\n\ndef upgrade_():\n    {body}\n\n\ndef downgrade_():\n    op.drop_table('user')\n"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("op.create_table('user')", "error"),
        ("print(sa)", "error"),
        ("print(1)", ""),
        ("globals()['op'] = print\n    op('user')", ""),
        ("globals().update(op=print)\n    op('user')", ""),
    ],
)
def test_a_revision_of_several_databases(body: str, told: str) -> None:
    files = {
        "app.py": APP.format(before="from flask_migrate import Migrate", after="Migrate(app)"),
        "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n",
        "migrations/env.py": "from alembic import context\n",
        "migrations/versions/1_a.py": f"revision = 'aaaa'\ndown_revision = None\n\n{SEVERAL.format(body=body)}",
    }
    found = {p.severity or "error" for p in problems("undefined-name", files) if p.place.path.endswith("1_a.py")}
    assert found == ({told} if told else set())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("app.config['A'] = 1\n    app = Flask(__name__)", "app"),
        ("db.init_app(app)\n    app = Flask(__name__)", "app"),
        ("app = Flask(__name__)\n    made += 1", "made"),
        ("app = Flask(__name__)\n    made = made + 1", "made"),
        ("app = Flask(__name__)\n    print(name)\n    for name in 'ab':\n        print(name)", "name"),
        ("app = Flask(__name__)\n    print(made)", ""),
        ("global made\n    made += 1\n    app = Flask(__name__)", ""),
        ("app = Flask(__name__)\n    for at in 'ab':\n        if at == 'b':\n            print(before)\n        before = at", ""),
        ("app = Flask(__name__)\n    names = [made for made in 'ab']\n    print(made, names)", ""),
        ("app = Flask(__name__)\n    def index():\n        return title\n    title = 'Shop'\n    app.get('/')(index)", ""),
        ("app = Flask(__name__)\n    try:\n        print(title)\n    except NameError:\n        title = ''", ""),
        ("app = Flask(__name__)\n    print(lambda title: title)\n    title = ''", ""),
        ("app = (made := Flask(__name__))\n    print(made)\n    made = 1", ""),
        ("app = Flask(__name__)\n    import os\n    print(os.name)\n    os = 1", ""),
    ],
)  # fmt: skip
def test_names_that_a_function_reads_before_it_binds_them(body: str, told: str) -> None:
    code = f"from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n\nmade = 1\ndb = SQLAlchemy()\n\ndef create_app():\n    {body}\n    return app\n"
    files = {**PROCFILE, "app.py": code, "Procfile": "web: gunicorn 'app:create_app()'\n"}
    found = [problem.message for problem in problems("undefined-name", files)]
    said = f"cannot access local variable '{told}' where it is not associated with a value"
    assert (len(found), said in "".join(found)) == (int(bool(told)), bool(told))


TRIED = "@app.route('/')\ndef index():\n    try:\n        told = app.name{0}\n    except {1}:\n        return 'no'\n    else:\n        told = told + str({2})\n    return told\n"


@pytest.mark.parametrize(
    ("inside", "error", "behind", "count"),
    [
        ("", "KeyError", "datetime.now()", 1),
        ("", "(KeyError, Exception)", "datetime.now()", 1),
        (" + str(datetime.now())", "KeyError", "1", 1),
        (" + str(datetime.now())", "(ValueError, OSError)", "1", 1),
        (" + str(datetime.now())", "NameError", "1", 0),
        (" + str(datetime.now())", "Exception", "1", 0),
        (" + str(datetime.now())", "shop.Failed", "1", 0),
    ],
)
def test_a_try_copes_with_what_it_names_and_not_in_its_else(inside: str, error: str, behind: str, count: int) -> None:
    code = f"import shop\nfrom flask import Flask\napp = Flask(__name__)\n{TRIED.format(inside, error, behind)}"
    files = {"app.py": code, "shop.py": "class Failed(Exception):\n    pass\n", "Procfile": "web: gunicorn app:app\n"}
    assert len(check("undefined-name", files)) == count
