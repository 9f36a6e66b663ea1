"""Requirements files that ask for each other in a circle: pip refuses them (24.2 and older end in a RecursionError), and uv takes them."""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flaskcheck.facts.requirements import DependencyFile, Include


def circles(known: Mapping[str, DependencyFile]) -> Mapping[str, tuple[Unreadable, ...]]:
    """The lines, by file, at which pip would be led back to a file that it is still reading: it reads them in their order. A file that two others ask for is no circle."""
    done: set[str] = set()
    found: dict[str, tuple[Unreadable, ...]] = {}
    for start in known:
        for path, include in _led_back(start, known, done):
            message = f"{include.path} recursively references itself in {path}"
            found[path] = (*found.get(path, ()), Unreadable("circular", message, include.place))
    return found


def _led_back(start: str, known: Mapping[str, DependencyFile], done: set[str]) -> Iterator[tuple[str, Include]]:
    """The same from one file on; ``done`` are the files that have been looked into."""
    reading: dict[str, Iterator[Include]] = {}
    todo = [start] if start not in done else []
    while todo:
        path = todo[-1]
        if path not in reading:
            done.add(path)
            reading[path] = iter(known[path].includes)
        include = next(reading[path], None)
        if include is None:
            del reading[todo.pop()]
        elif include.path in reading:
            yield path, include
        elif include.path in known and include.path not in done:
            todo.append(include.path)
