"""Words: what someone may have meant by one, and whether a name suggests development or production."""

from __future__ import annotations

from flaskcheck.ground.budget import Budget
from flaskcheck.ground.limits import MAX_COMPARED_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

DEVELOPMENT = frozenset(
    "dev devel develop developing development local locals localhost test tests testing unittest ci debug debugger e2e devcontainer docker-dev".split()
)
"""What is for a developer's machine or a test run: files, folders, classes, groups, profiles, values of a variable."""

PRODUCTION = frozenset("prod production prd live release".split())
"""What is deployed; whatever begins with ``prod`` is, too."""

TOOLS = frozenset("lint docs doc typing type style format".split())
"""Groups and files of requirements, and services, that only developers' tools need."""

RIGS = frozenset("override cypress playwright sandbox example sample lint docs tools".split())
"""Compose files, services and profiles beside the application: what Compose itself merges in on a developer's machine, browsers for tests, demonstrations, tools."""

CI_FOLDERS = frozenset((".github", ".gitlab", ".circleci"))
"""Folders that are read by a service that runs tests."""

COMPOSED = frozenset("deploy deployment server swarm stack".split())
"""What Compose files for production are called besides."""

DEPLOYED_STAGES = PRODUCTION | {"main"}
"""Stages that Zappa deploys for visitors: of these ``main`` is one, which is elsewhere the name of a branch or a module."""

FINAL_STAGES = ("prod", "release", "final", "runtime", "live")
"""How the stage of a Dockerfile that production builds begins."""

COPIES = frozenset("backup bak old orig save copy disabled unused".split())
"""What stands behind the name of a file that is kept and not used."""

SET_ASIDE = frozenset("backup backups bak old orig deprecated obsolete outdated unused".split())
"""Words in the names of folders that are kept and not used."""

DEVELOPMENT_FLAGS = frozenset(
    "debug testing is_debug is_dev is_development dev_mode is_testing is_local dev development in_development".split()
)
"""Names of flags that production leaves off: fewer words, as ``local``, ``test`` and ``ci`` name other things in code."""

PRODUCTION_FLAGS = frozenset("production prod is_production is_prod in_production".split())

DEVELOPMENT_VARIABLES = frozenset(("WERKZEUG_RUN_MAIN", "FLASK_DEBUG", "PYTEST_CURRENT_TEST", "FLASK_TESTING"))
"""Variables that only a developer's machine or a test run has."""

ON = frozenset(("1", "true", "on", "yes"))
"""Texts of variables that switch something on, in small letters."""

MODES = ("env", "mode", "stage", "config", "settings", "environment", "profile", "tier", "channel")
"""One of these is part of what a program asks for the mode that it runs in."""

STEMS = ("local", "dev", "test")
"""Of names that someone else gives: what suggests development anywhere in one."""


def is_of_word(char: str) -> bool:
    """Whether a character is a letter, a digit or an underscore: what ``\\w`` stands for, without a pattern to compile."""
    return char.isalnum() or char == "_"


def words_at(
    text: str, word: str, start: int = 0, end: int | None = None, goes_on: Callable[[str], bool] = is_of_word
) -> Iterator[int]:
    """Where a word stands in a part of a text; as a whole one where it begins or ends with a word's letters. ``goes_on``: whether a word goes on with a character."""
    last = len(text) if end is None else end
    at = text.find(word, start, last)
    while at >= 0:
        after = at + len(word)
        is_begun = is_of_word(word[0]) and at > 0 and goes_on(text[at - 1])
        is_gone_on = after < last and is_of_word(word[-1]) and goes_on(text[after])
        if not (is_begun or is_gone_on):
            yield at
        at = text.find(word, after, last)


_compared = Budget(MAX_COMPARED_WORDS)


def compare_anew() -> None:
    """A run begins: what was compared before counts no more."""
    _compared.left = MAX_COMPARED_WORDS


def did_you_mean(word: str, known: Collection[str]) -> str:
    """``; did you mean 'x'?``, or nothing when no known word is near, or when a run has compared many words already."""
    near = nearest(word, known)
    return f"; did you mean {near!r}?" if near else ""


def nearest(word: str, known: Collection[str], least: float = 0.6) -> str:
    """The known word that is most like another (``least`` is difflib's measure), ``""`` when none is near, or when a run has compared many words already."""
    if not _compared.spend(len(known) + len(word)):
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(known), 1, least)), "")


def is_one_slip(written: str, meant: str) -> bool:
    """Whether one letter too many, too few, another one, or two that changed places make one name of the other."""
    if abs(len(written) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    a, b = written[start:], meant[start:]
    return a != b and (a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:]))


def nearly(written: str, names: Iterable[str]) -> str:
    """The first of some names, by the alphabet, of which what is written is one slip away; ``""`` when there is none."""
    return next((name for name in sorted(names) if is_one_slip(written, name)), "")


class Slips:
    """Known words, among which those are found that are one slip away from another: without a look at each."""

    def __init__(self, words: Iterable[str]) -> None:
        self._found: dict[str, list[str]] = {}
        for word in words:
            for key in _without_a_letter(word):
                self._found.setdefault(key, []).append(word)

    def near(self, written: str) -> list[str]:
        """The words of which what is written is one slip away, by the alphabet; none where it is one of them."""
        words = {word for key in _without_a_letter(written) for word in self._found.get(key, ())}
        return sorted(word for word in words if is_one_slip(written, word)) if written not in words else []


def _without_a_letter(word: str) -> set[str]:
    """A word of a usual length, and what it is without each of its letters: two words of which one is a slip of the other have one of these in common."""
    is_usual = _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))} if is_usual else set()


_SHORTEST_SLIP, _LONGEST_SLIP = 3, 60


def parts(name: str) -> list[str]:
    """The words of a name in small letters: ``DevConfig`` → dev, config; ``docker-compose.dev.yml`` → docker, compose, dev, yml."""
    if name.isascii() and (name.islower() or name.replace("_", "").isalpha() and name.isupper()):
        return _apart(name)
    spaced = [
        f" {letter}" if letter.isupper() and position and not name[position - 1].isupper() else letter
        for position, letter in enumerate(name)
    ]
    return _apart("".join(spaced))


def _apart(text: str) -> list[str]:
    """The words of a text in small letters, where capital letters have made room: most have nothing but underscores and dots between them."""
    plain = text.replace("_", " ").replace(".", " ").replace("-", " ")
    if not plain.replace(" ", "").isalnum():
        plain = "".join(letter if letter.isalnum() else " " for letter in plain)
    return plain.lower().split()


def is_development(name: str, also: Collection[str] = ()) -> bool:
    """Whether a word of a name is one of development, or one of the others that are given."""
    return any(word in DEVELOPMENT or word in also for word in parts(name))


def is_production(name: str, also: Collection[str] = ()) -> bool:
    """Whether a word of a name is one of production, or one of the others that are given."""
    return any(word.startswith("prod") or word in PRODUCTION or word in also for word in parts(name))


def is_development_folder(path: str) -> bool:
    """Whether a folder of a path is for development or a service that runs tests: a whole name, with or without a leading dot."""
    return any(folder.lstrip(".") in DEVELOPMENT or folder in CI_FOLDERS for folder in path.lower().split("/")[:-1])


def mode(name: str) -> str:
    """``production`` or ``development`` where a name chooses between the two, ``""`` where it says neither; ``ProductionTestConfig`` is production."""
    return "production" if is_production(name) else "development" if is_development(name) else ""
