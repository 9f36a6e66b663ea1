"""The house keeps its order: what still breaks it is listed here, by name, and each list may only get shorter.

The rooms stand in one order: a room imports only those before it, no modules import one another in a circle, and rules go through the doors. How that is found out is
in ``house.py``; the second half of this file plants every hole that such a search could have, and sees it found.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from house import FLAT, ROOMS, House

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

UPWARD: frozenset[str] = frozenset()
"""Modules that still import upward. Only to be shortened."""

PAST_THE_DOORS: frozenset[str] = frozenset()
"""Rules that still import more than the doors. Only to be shortened."""

READING_SYNTAX = frozenset(
    (
        "absolute_local_path",  # whether a path is opened, compared or shown
    )
)
"""Rules that still look at what a text stands in: what becomes of each text is no effect yet. Only to be shortened."""

CIRCLES: frozenset[str] = frozenset()
"""Modules that still import one another in a circle, a circle a line. Only to be shortened."""


LONG_MODULES: frozenset[str] = frozenset()
"""Modules of more than 400 lines. Only to be shortened."""

TAKEN_FROM_ELSEWHERE: frozenset[str] = frozenset()
"""Modules that import a name from where it was only imported. Only to be shortened."""

WIDE_CLASSES = frozenset("readers.markup.node.Node".split())
"""Classes with more than fifteen public methods and properties. Only to be shortened."""

HOUSE = House(Path(__file__).parent.parent)


def test_every_module_has_a_room() -> None:
    assert HOUSE.homeless() == set()
    assert HOUSE.engine.keys() >= FLAT
    assert {*ROOMS} - FLAT <= HOUSE.engine.keys()


def test_a_room_imports_only_those_before_it() -> None:
    assert_listed(HOUSE.upward().keys(), UPWARD)


def test_every_folder_of_modules_is_packaged() -> None:
    """What ``packages`` does not name is left out of what pip installs, without a word."""
    top = Path(__file__).parents[1]
    settings = tomli.loads((top / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    listed = (name.replace("flaskcheck.rules", "rules") for name in settings["packages"])
    homes = (file.parent for room in ("flaskcheck", "rules") for file in (top / room).rglob("*.py"))
    assert {*listed} == {".".join(home.relative_to(top).parts) for home in homes}


def test_no_circle() -> None:
    assert_listed(HOUSE.circles(), CIRCLES)


def test_a_rule_goes_through_the_doors() -> None:
    assert_listed(HOUSE.past_the_doors().keys(), PAST_THE_DOORS)


def test_a_rule_reads_no_syntax() -> None:
    assert_listed(HOUSE.readers_of_syntax(), READING_SYNTAX)


def test_a_name_is_imported_from_where_it_stands() -> None:
    assert_listed(HOUSE.taken_from_elsewhere(), TAKEN_FROM_ELSEWHERE)


def test_one_word_means_one_thing() -> None:
    assert HOUSE.classes_of_one_name() == {}


def test_no_folder_is_crowded() -> None:
    assert HOUSE.crowded() == set()


def test_no_module_is_long() -> None:
    assert_listed(HOUSE.long_modules(), LONG_MODULES)


def test_no_function_is_long() -> None:
    assert HOUSE.long_functions() == set()


def test_no_class_is_asked_everything() -> None:
    assert_listed(HOUSE.wide_classes(), WIDE_CLASSES)


def test_a_package_says_what_it_is_and_nothing_else() -> None:
    assert_listed(HOUSE.talkative_packages(), frozenset(("facts",)))  # it hands out the record of a module


def test_limits_stand_together_each_with_its_reason() -> None:
    assert HOUSE.limits_elsewhere() == set()


def assert_listed(found: Iterable[str], listed: frozenset[str]) -> None:
    """Nothing is found but what is listed, and nothing stays listed that is mended."""
    assert sorted(set(found) - listed) == [], "this breaks the order of the house"
    assert sorted(listed - set(found)) == [], "this is mended: take it off the list"


# --- the search has no holes ------------------------------------------------------------------------------


SOUND = {
    "flaskcheck/__init__.py": '__version__ = "1"\n',
    "flaskcheck/ground/__init__.py": '"""One. Two."""\n',
    "flaskcheck/ground/place.py": "class Place: ...\n",
    "flaskcheck/files/__init__.py": '"""What there is.\n\nIt knows no format.\n"""\n',
    "flaskcheck/files/tree.py": "from flaskcheck import __version__\nfrom flaskcheck.ground.place import Place\nPlace()\n",
    "flaskcheck/hosts/__init__.py": '"""One. Two."""\n',
    "flaskcheck/hosts/fly.py": "import flaskcheck.ground.place\n",
    "flaskcheck/project.py": "from flaskcheck.files import tree\n",
    "flaskcheck/rule.py": "from flaskcheck.ground.place import Place\n",
    "rules/__init__.py": "",
    "rules/a_rule.py": "from flaskcheck.project import tree\nfrom flaskcheck.rule import rule\n",
}


def house(folder: Path, **files: str) -> House:
    """A small house, sound but for some files of it."""
    for path, text in {**SOUND, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return House(folder)


def test_a_sound_house_has_no_hole(tmp_path: Path) -> None:
    sound = house(tmp_path, **{"rules/a_rule.py": "from flaskcheck.rule import rule\n"})
    for found in (
        sound.upward(), sound.circles(), sound.past_the_doors(), sound.readers_of_syntax(), sound.homeless(), sound.taken_from_elsewhere(),
        sound.crowded(), sound.long_modules(), sound.long_functions(), sound.wide_classes(), sound.talkative_packages(), sound.classes_of_one_name(), sound.limits_elsewhere(),
    ):  # fmt: skip
        assert not found


WAYS = {
    "at the top": "from flaskcheck.hosts.fly import Fly\n",
    "a module of a room": "from flaskcheck.hosts import fly\n",
    "as another name": "import flaskcheck.hosts.fly as other\n",
    "the whole name": "import flaskcheck.hosts.fly\n",
    "a room": "from flaskcheck import hosts\n",
    "a room by a longer way": "import flaskcheck\nflaskcheck.hosts.fly.read()\n",
    "everything": "from flaskcheck.hosts.fly import *\n",
    "in a function": "def f():\n    from flaskcheck.hosts import fly\n    return fly\n",
    "in a method, in a try": "class A:\n    def f(self):\n        try:\n            import flaskcheck.hosts.fly\n        except ImportError:\n            pass\n",
    "for types": "TYPE_CHECKING = False\nif TYPE_CHECKING:\n    from flaskcheck.hosts.fly import Fly\n",
    "relative": "from ..hosts import fly\n",
    "relative, a name": "from ..hosts.fly import Fly\n",
    "relative, a room": "from .. import hosts\n",
    "by a text": "from importlib import import_module\nimport_module('flaskcheck.hosts.fly')\n",
    "by a text of importlib": "import importlib\nimportlib.import_module('flaskcheck.hosts.fly')\n",
    "by the beginning of a text": "from importlib import import_module\ndef f(x): import_module(f'flaskcheck.hosts.{x}')\n",
    "by a relative text": "from importlib import import_module\nimport_module('..hosts.fly', __package__)\n",
    "by __import__": "__import__('flaskcheck.hosts.fly')\n",
    "a door": "from flaskcheck.project import Project\n",
    "another door": "from flaskcheck import rule\n",
    "a rule": "from flaskcheck.rules import a_rule\n",
    "what is no room": "import flaskcheck.__main__\n",
}
"""What a module of an earlier room can write to import a later one."""


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_every_way_up_is_seen(text: str, tmp_path: Path) -> None:
    files = {"flaskcheck/files/tree.py": text, "flaskcheck/__main__.py": "", "flaskcheck/hosts/fly.py": "Fly = 1\n"}
    assert house(tmp_path, **files).upward().keys() == {"files.tree"}


def test_a_room_that_says_something_on_the_way_up_is_seen(tmp_path: Path) -> None:
    found = house(tmp_path, **{"flaskcheck/files/__init__.py": "from ..hosts import fly\n"})
    assert found.upward().keys() == {"files"}
    assert found.talkative_packages() == {"files"}


DOWN = {
    name: text.replace("hosts.fly", "files.disk").replace("hosts", "files").replace("fly", "disk")
    for name, text in WAYS.items()
}


@pytest.mark.parametrize("way", [name for name, text in WAYS.items() if "fly" in text and "{" not in text])
def test_every_circle_within_a_room_is_seen(way: str, tmp_path: Path) -> None:
    files = {
        "flaskcheck/files/tree.py": DOWN[way],
        "flaskcheck/files/disk.py": "from flaskcheck.files.listing import x\n",
        "flaskcheck/files/listing.py": "def f():\n    from . import tree\n",
    }
    assert house(tmp_path, **files).circles() == {"files.tree", "files.disk", "files.listing"}


def test_a_module_that_only_leads_to_a_circle_is_not_in_it(tmp_path: Path) -> None:
    files = {
        "flaskcheck/files/tree.py": "from flaskcheck.files import disk\n",
        "flaskcheck/files/disk.py": "import flaskcheck.files.listing\n",
        "flaskcheck/files/listing.py": "import flaskcheck.files.disk\n",
    }
    assert house(tmp_path, **files).circles() == {"files.disk", "files.listing"}


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_a_rule_past_the_doors_is_seen(text: str, tmp_path: Path) -> None:
    found = house(tmp_path, **{"rules/another_rule.py": text, "flaskcheck/__main__.py": ""})
    is_door = "import Project" in text or "import rule" in text
    assert found.past_the_doors().keys() == (set() if is_door else {"another_rule"})


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [
        ("def check(p): return p.text.context", True),
        ("def check(p):\n    for s in p: yield s.guards[0]", True),
        ("def check(p): return [x for x in p.value.walk()]", True),
        ("def check(p): return p.image.context, image.context", False),
        ("def check(context, guards): return context, guards", False),
    ],
)
def test_a_rule_that_reads_syntax_is_seen(text: str, is_seen: bool, tmp_path: Path) -> None:
    assert house(tmp_path, **{"rules/a_rule.py": text}).readers_of_syntax() == ({"a_rule"} if is_seen else set())


@pytest.mark.parametrize("path", ["helpers.py", "utils/__init__.py", "utils/texts.py", "rules/x.py", "project/x.py"])
def test_a_module_without_a_room_is_seen(path: str, tmp_path: Path) -> None:
    found = house(tmp_path, **{f"flaskcheck/{path}": ""})
    assert found.homeless() == {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")}


def test_a_name_from_elsewhere_is_seen(tmp_path: Path) -> None:
    files = {
        "flaskcheck/hosts/fly.py": "def f():\n    from flaskcheck.files.tree import Place\n",
        "rules/a_rule.py": "from flaskcheck.rule import Place\n",
    }
    assert house(tmp_path, **files).taken_from_elsewhere() == {"hosts.fly:Place", "rules.a_rule:Place"}


@pytest.mark.parametrize(("folder", "is_seen"), [("files", True), ("hosts", False), ("files/inner", True)])
def test_a_crowded_folder_is_seen(folder: str, is_seen: bool, tmp_path: Path) -> None:
    few = {f"flaskcheck/{folder}/m{number}.py": "" for number in range(26 if folder == "files/inner" else 25)}
    found = house(tmp_path, **few).crowded()
    assert found == ({folder.replace("/", ".")} if is_seen else set())


def test_length_is_seen(tmp_path: Path) -> None:
    body = "    x = 1\n"
    files = {
        "flaskcheck/files/tree.py": "x = 1\n" * 401,
        "flaskcheck/hosts/fly.py": f"@decorated\nasync def f():\n{body * 40}class A:\n    def g(self):\n{('    ' + body) * 39}",
        "rules/a_rule.py": "\n" * 401,
    }
    found = house(tmp_path, **files)
    assert found.long_modules() == {"files.tree", "rules.a_rule"}
    assert found.long_functions() == {"hosts.fly.f"}


@pytest.mark.parametrize(
    ("more", "is_seen"),
    [
        ("", False),
        ("    def _own(self): ...\n    def __len__(self): ...\n", False),
        ("    kind: str = ''\n    names = frozenset()\n    def __init__(self): self.x = 1\n", False),
        ("    class Inner:\n        def more(self): ...\n", False),
        ("    def more(self): ...\n", True),
        ("    @property\n    def more(self): ...\n", True),
        ("    @staticmethod\n    async def more(): ...\n", True),
        ("    more = property(_f)\n", True),
        ("    more = cached_property(_f)\n", True),
        ("    more = lambda self: 1\n", True),
        ("    more = m3\n", True),
    ],
)
def test_a_class_that_is_asked_everything_is_seen(more: str, is_seen: bool, tmp_path: Path) -> None:
    wide = "class Wide:\n" + "".join(f"    def m{number}(self): ...\n" for number in range(15)) + more
    found = house(tmp_path, **{"flaskcheck/files/tree.py": wide + "class Heir(Wide):\n    def own(self): ...\n"})
    assert found.wide_classes() == ({"files.tree.Wide"} if is_seen else set())


@pytest.mark.parametrize("text", ["", '"""One."""', '"""One. Two. Three."""', '"""One. Two."""\nX = 1\n', "X = 1\n"])
def test_a_package_that_says_too_much_or_too_little_is_seen(text: str, tmp_path: Path) -> None:
    assert house(tmp_path, **{"flaskcheck/files/__init__.py": text}).talkative_packages() == {"files"}


def test_one_name_for_two_classes_is_seen(tmp_path: Path) -> None:
    found = house(
        tmp_path,
        **{"flaskcheck/hosts/fly.py": "class Place: ...\nclass _Own: ...\n", "flaskcheck/rule.py": "class _Own: ...\n"},
    )
    assert found.classes_of_one_name() == {"Place": {"ground.place", "hosts.fly"}}


def test_a_limit_elsewhere_or_without_a_reason_is_seen(tmp_path: Path) -> None:
    files = {
        "flaskcheck/files/tree.py": "MAX_FILES: int = 3\n",
        "flaskcheck/ground/limits.py": 'MAX_BYTES = 1\nMAX_LINES = 2\n"""More is not read."""\nMAX_DEPTH = 2\n',
    }
    found = house(tmp_path, **files).limits_elsewhere()
    assert found == {"files.tree.MAX_FILES", "ground.limits.MAX_BYTES", "ground.limits.MAX_DEPTH"}
