"""What is asked of a dictionary, of classes and of many variables in one statement grows as the file does, in steps of the interpreter."""

from __future__ import annotations

import pytest

from flaskcheck.ground.limits import MAX_FILLED, MAX_SURE_PARTS
from flaskcheck.output import inventory
from flaskcheck.output.presentation import PLAIN
from tests.growth import checked
from tests.hardening.test_growth import APP, is_linear, steps

HEAD = "import os\n" + APP
SERVED = {"requirements.txt": "flask\ngunicorn\n", "Procfile": "web: gunicorn app:app\n"}

MANY = {
    "entries that are there already": (HEAD + "kept = {}\n", 'kept.setdefault("K{n}", []).append(1)\n', "", 420),
    "entries by update": (HEAD + "kept = {}\n", 'kept.update(K{n}="a")\nprint(kept["K0"])\n', "", 420),
    "settings by default": (HEAD, 'app.config.setdefault("K{n}", "v{n}")\n', "", 40),
    "classes of settings": (HEAD, "class D{n}:\n    K{n} = 1\n\napp.config.from_object(D{n})\n", "", 40),
    "plain classes": (HEAD, "class P{n}(object):\n    def x(self): return P0().x\n", "", 40),
    "variables in one statement": (HEAD + "app.config.update({", '"K{n}": os.environ["K{n}"], ', "})\n", 320),
}


@pytest.mark.parametrize("name", MANY)
def test_work_grows_as_the_file_does(name: str) -> None:
    head, line, tail, first = MANY[name]

    def run(size: int) -> None:
        body = "".join(line.replace("{n}", str(number)) for number in range(size))
        report = checked({**SERVED, "app.py": head + body + tail})
        assert not report.crashes
        inventory.as_text(report, PLAIN)

    run(1)
    small, middle, large = (steps(lambda size=size: run(size)) for size in (first, 2 * first, 4 * first))
    assert is_linear(small, middle, large)


def told(code: str) -> set[str]:
    return {f.rule for f in checked({**SERVED, "app.py": HEAD + code}).findings}


def test_what_few_statements_fill_a_dictionary_with_is_known() -> None:
    filled = "kept = {}\n" + "".join(f"kept['K{n}'] = '{n}'\n" for n in range(30))
    assert "hard-coded-secret-key" in told(
        filled + "kept['SECRET_KEY'] = 'kept-4711-in-the-code'\napp.config.update(kept)\n"
    )


def test_of_what_many_statements_fill_nobody_knows_the_entries() -> None:
    filled = "kept = {'S': 'kept-4711-in-the-code'}\n" + "".join(
        f"kept[f(K{n})] = '{n}'\n" for n in range(MAX_FILLED + 1)
    )
    assert "hard-coded-secret-key" not in told("from x import *\n" + filled + "app.secret_key = kept['S']\n")


def test_variables_of_one_statement_are_asked_for() -> None:
    reads = ", ".join(f"'K{n}': os.environ['K{n}']" for n in range(20))
    report = checked({**SERVED, "app.py": HEAD + f"app.config.update({{{reads}}})\n"})
    needed = inventory.as_text(report, PLAIN)
    assert all(f"K{n} " in needed for n in range(20))
    assert MAX_SURE_PARTS > 100
