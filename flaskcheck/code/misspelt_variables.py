"""Variables of the environment whose names have a slip that their neighbours show: ``AZURE_POSTRGESQL_USER`` beside ``AZURE_POSTGRESQL_HOST`` and others."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from flaskcheck.facts.expressions import Conditional, Either, EnvRead
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.limits import MAX_NAMES_COMPARED
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import is_one_slip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Module

_SHORTEST = 6
"""Letters of a word from which one slip makes no other word."""


class MisspeltVariable(Record):
    """A read of a variable, and the name that is meant."""

    read: EnvRead
    meant: str


def misspelt_variables(code: Code, reads: Collection[EnvRead], told: Collection[str]) -> Iterator[MisspeltVariable]:
    """The reads of a name that stands there alone, of which one word is a slip of one that at least two other names have, or that makes another name of it which is read or ``told`` elsewhere."""
    names = {read.variable for read in reads}
    words = Counter(word for name in names.union(told) for word in {*name.split("_")})
    for read in reads if len(words) <= MAX_NAMES_COMPARED else ():
        for at, word in enumerate(parts := read.variable.split("_")):
            for meant in words if words[word] == 1 and len(word) >= _SHORTEST else ():
                name = "_".join((*parts[:at], meant, *parts[at + 1 :]))
                is_shown = words[meant] > 1 or (name in names or name in told)
                if (
                    is_shown
                    and _is_slip(word, meant)
                    and _stands_alone(code, word)
                    and not _stands_in(code, read, name)
                ):
                    yield MisspeltVariable(read, name)


def _is_slip(word: str, meant: str) -> bool:
    """Whether a word of a name is another one with a slip before its end: what ends differently may be another form of it, and several words in one (``httpProxy``, ``httpsProxy``) are each too short."""
    if min(len(word), len(meant)) < _SHORTEST or not (word + meant).isalpha() or not is_one_slip(word, meant):
        return False
    if not (word + meant).isupper() and not (word + meant).islower():
        return False
    return word[-1] == meant[-1] and not meant.startswith(word) and not word.startswith(meant)


def _stands_alone(code: Code, word: str) -> bool:
    """Whether no text of the repository has a word twice, in whatever letters, nor any second text once."""
    seen, searched = 0, encoded(word.lower())
    for path in code.tree.files:
        seen += code.tree.source(path).raw.lower().count(searched)
        if seen > 1:
            return False
    return True


def _stands_in(code: Code, read: EnvRead, meant: str) -> bool:
    """Whether the code asks for both names for one thing: ``A or B``, one as the default of the other, or both put under one name. Then it knows of the slip, and heeds those who have set it."""
    module = code.module(read.spans.path)
    if module is None:
        return False
    kept: dict[str, set[tuple[str, str]]] = {read.variable: set(), meant: set()}
    for assignment in module.assignments:
        for name in kept.keys() & _variables(assignment.value):
            kept[name].add((assignment.scope, assignment.target.spelling))
    both = kept.keys()
    return not kept[read.variable].isdisjoint(kept[meant]) or any(both <= _variables(v) for v in _choices(module))


def _choices(module: Module) -> Iterator[Expression]:
    """The expressions of a file that choose between values."""
    returned = (r.value for f in module.functions for r in f.returns if r.value is not None)
    for value in chain((a.value for a in module.assignments), (site.call for site in module.calls), returned):
        yield from (inner for inner in value.walk() if isinstance(inner, (Conditional, Either, EnvRead)))


def _variables(value: Expression) -> set[str]:
    """The variables that an expression reads itself, or that the expressions directly inside it read."""
    return {v.variable for v in (value, *value.children) if isinstance(v, EnvRead)}
