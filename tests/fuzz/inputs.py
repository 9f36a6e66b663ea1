"""Inputs: each follows from a seed and its number alone."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from tests.fuzz import corpus, words
from tests.fuzz.corpus import Files
from tests.fuzz.grammars import FORMATS
from tests.fuzz.mutator import encoded, mutated

READER, REPOSITORY, COMMAND = "reader", "repository", "command"
"""What an input is given to: the readers of one file; all rules, in memory; the command, on a disk."""


class Input(NamedTuple):
    """Some files, what they are given to, and the secrets in them that nobody may be told."""

    kind: str
    files: Files
    secrets: tuple[str, ...] = ()
    git: bool = True


class Maker:
    """Makes inputs; ``further`` are folders with more repositories to mutate."""

    def __init__(self, further: tuple[str, ...] = ()) -> None:
        self._further = further

    def one(self, kind: str, chance: Random) -> Input:
        """An input of a kind."""
        if kind == READER:
            files, secrets = self._file(chance)
        else:
            files, secrets = self._repository(chance)
        return Input(kind, files, secrets, git=chance.randrange(5) > 0)

    def _file(self, chance: Random) -> tuple[Files, tuple[str, ...]]:
        way = chance.randrange(8)
        if way < 4:
            return written(chance, chance.choice(list(FORMATS)))
        if way < 7:
            path, raw = self._known(chance)
            others = [other for _, other in chance.choices(corpus.alike(self._further)[_ending(path)], k=2)]
        else:  # a file of one format by the grammar, broken by one of another
            ((path, raw),) = written(chance, chance.choice(list(FORMATS)))[0].items()
            others = [self._known(chance)[1]]
        return {path: mutated(chance, raw, others)}, ()

    def _known(self, chance: Random) -> tuple[str, bytes]:
        alike = corpus.alike(self._further)
        return chance.choice(alike[chance.choice(list(alike))])

    def _repository(self, chance: Random) -> tuple[Files, tuple[str, ...]]:
        way = chance.randrange(4)
        if way == 0:  # a whole one by the grammars
            names = ["python", "requirements", *chance.choices(list(FORMATS), k=chance.randint(1, 7))]
            made = [written(chance, name) for name in names]
        else:  # a known one, with some of its files changed and some more
            files = dict(chance.choice(corpus.repositories(self._further)))
            for path in chance.choices(list(files), k=chance.choice((0, 1, 1, 2, 3))):
                files[path] = mutated(chance, files[path], [self._known(chance)[1]])
            names = chance.choices(list(FORMATS), k=chance.randint(int(way == 1), 3))
            made = [(files, ()), *(written(chance, name) for name in names)]
        secrets = [secret for _, found in made for secret in found]
        return {path: raw for files, _ in made for path, raw in files.items()}, tuple(secrets)


def written(chance: Random, name: str) -> tuple[Files, tuple[str, ...]]:
    """A file of a format by its grammar, and the secrets in it."""
    format_ = FORMATS[name]
    words.planted.clear()
    text = format_.grammar.text(chance)
    secrets = tuple(words.planted)
    raw = text.encode("utf-8", "surrogatepass") if secrets else encoded(chance, text)
    return {chance.choice(format_.files): raw}, secrets


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2]


def chance_of(seed: str, number: int) -> Random:
    """The chance of an input."""
    return Random(f"{seed}:{number}")


Make = Callable[[str, Random], Input]
