"""``flaskcheck env``: the environment variables of each deployment, with who sets them, who reads them and what happens where one is missing."""

from __future__ import annotations

import re

from flaskcheck.files.listing import shown
from flaskcheck.files.paths import joined
from flaskcheck.ground.about import VERSION
from flaskcheck.ground.cleaning import clean
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known.secrets import is_secret_name, url_credentials
from flaskcheck.output.screen.blocks import at
from flaskcheck.output.screen.cells import cells, cut, wrapped
from flaskcheck.output.screen.paint import Painter
from flaskcheck.output.screen.understood import facts_of
from flaskcheck.output.screen.variables import MISSING, SET, row_as_dict, variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.findings.report import Report
    from flaskcheck.findings.shown import Shown
    from flaskcheck.output.presentation import Presentation
    from flaskcheck.output.screen.variables import Row
    from flaskcheck.units.deployment import Deployment
    from flaskcheck.units.needs import Absence

HEAD = ("Variable", "Set", "Read", "Without it")
WIDEST = (29, 24, 24)
"""Characters of the first columns; the last takes what is left."""

LEAST = 22
"""Where less is left, what the last column says stands on a line of its own."""

EXAMPLE = ".env.example"
_NAMED = re.compile(r"^[ \t]*(?:#[ \t]*)?(?:export[ \t]+)?(\w+)[ \t]*=", re.MULTILINE)
"""A variable that an example names, in a comment too."""


class Described(Record):
    """One variable of one deployment. ``default`` is what the code has in its place, as it may be shown; ``None`` where it has nothing, or nobody may see it."""

    row: Row
    absence: Absence
    default: str | None


def entries(deployment: Deployment, found: Shown) -> list[Described]:
    """All variables that a deployment declares or reads, by name."""
    made = []
    for row in variables(deployment):
        absence = deployment.needs.without(row.name)
        made.append(Described(row, absence, _default(row.name, absence, found)))
    return made


def by_deployment(report: Report) -> list[tuple[Deployment, list[Described]]]:
    """The entries of each deployment. To know what happens without a variable the start is followed once more: they are asked for once."""
    return [(deployment, entries(deployment, report.shown)) for deployment in report.deployments]


def _default(name: str, absence: Absence, found: Shown) -> str | None:
    if absence.default is None:
        return None
    text = str(absence.default.value).replace(HOLE, "…")
    if (text and is_secret_name(name)) or url_credentials(text):
        return None
    place = absence.default.place
    if place and found.tree.has(place.path) and found.holds_secret(found.tree.source(place.path), place.line):
        return None  # ``secret_key = getenv("K", "…")``
    told = found.reason(f"{name}={text}").partition("=")[2]
    return None if told.startswith("…") else told


# -- for a terminal ------------------------------------------------------------------------------------


def as_text(report: Report, presentation: Presentation) -> str:
    """A table for all deployments of which the same is to be said, and what is missing."""
    paint, width = Painter(presentation), max(presentation.width, 60)
    titles: dict[tuple[str, ...], list[str]] = {}
    missing: dict[str, None] = {}
    described = by_deployment(report)
    for deployment, found in described:
        missing.update(dict.fromkeys(entry.row.name for entry in found if entry.row.state == MISSING))
        facts = facts_of(deployment, report.shown)
        title = clean(f"{facts.host}: {facts.service}" if facts.service else facts.host)
        titles.setdefault(tuple(_table(found, paint, width)), []).append(paint("bold", title[:1].upper() + title[1:]))
    if not titles:
        return report.nothing_found
    blocks = ["\n".join([*dict.fromkeys(names), "", *table]) for table, names in titles.items()]
    told = [f"Missing: {', '.join(missing)}." if missing else "Nothing that the app needs is missing."]
    paths = lacking(described)
    told += [f"Next: flaskcheck env --write-example  adds what {shown(path)} lacks" for path in sorted(paths)[:1]]
    return "\n\n".join([*blocks, "\n".join(told)])


def _table(found: list[Described], paint: Painter, width: int) -> Iterator[str]:
    if not found:
        yield "  No environment variables."
        return
    rows = [(e.row.name, _set(e.row), _read(e.row), without(e)) for e in found]
    widths = [min(max(cells(row[at]) for row in (HEAD, *rows)), most) for at, most in enumerate(WIDEST)]
    room = width - sum(widths) - 2 * len(HEAD)
    for number, row in enumerate((HEAD, *rows)):
        columns = [cut(text, room) for text, room in zip(row, widths)]
        first = "  " + "".join(f"{text}{' ' * (room - cells(text) + 2)}" for text, room in zip(columns, widths))
        if room >= LEAST:
            lines = wrapped(row[-1], width, first, " " * cells(first))
        else:
            lines = [first.rstrip(), *(wrapped(row[-1], width, " " * 6, " " * 6) if row[-1] != "-" else [])]
        kind = "dim" if not number else "error" if found[number - 1].row.state == MISSING else ""
        yield from (paint.all(kind, lines) if kind else lines)


def _set(row: Row) -> str:
    if row.state != SET:
        return row.state if row.state == MISSING else "-"
    return clean(row.by)


def _read(row: Row) -> str:
    places = list(dict.fromkeys(at(read.replaced(column=0)) for read in row.reads))
    more = f" +{len(places) - 1}" if len(places) > 1 else ""
    return f"{_short(places[0])}{more}" if places else "-"


def _short(place: str) -> str:
    return place if len(place) <= WIDEST[2] - 4 else f"…{place[-(WIDEST[2] - 5) :]}"


def without(entry: Described) -> str:
    """What happens where the variable is missing, in words."""
    absence = entry.absence
    if absence.kind == "stops":
        return f"the app stops: {clean(absence.error)}" if absence.error else "the app stops by its own check"
    if absence.kind == "fails":
        return f"500, {clean(absence.error)}"
    if absence.kind == "default":
        return "uses a default in the code" if entry.default is None else f'uses "{entry.default}"'
    return "reads None" if entry.row.reads else "-"


# -- for programs ----------------------------------------------------------------------------------------


def as_json(report: Report) -> str:
    """The same for programs."""
    from flaskcheck.output import escapes
    from flaskcheck.output.summary import as_dict

    deployments = [
        {
            **as_dict(deployment, report.shown),
            "variables": [_as_dict(entry) for entry in found],
        }
        for deployment, found in by_deployment(report)
    ]
    return escapes.as_json({"version": VERSION, "deployments": deployments})


def _as_dict(entry: Described) -> dict[str, object]:
    absence = entry.absence
    return {
        **row_as_dict(entry.row),
        "without": {"kind": absence.kind, "error": absence.error, "default": entry.default},
    }


# -- as a dotenv file --------------------------------------------------------------------------------------


def as_dotenv(report: Report) -> str:
    """The variables that whoever deploys or develops sets, as an example of a dotenv file."""
    wanted = {e.row.name: e for d, found in by_deployment(report) for e in found if _is_set_by_people(d, e)}
    return "\n".join(line for _, entry in sorted(wanted.items()) for line in lines_of(entry))


def lines_of(entry: Described) -> Iterator[str]:
    """What a dotenv file says of one variable: its name, in a comment where the code goes on without it; an empty text would take the default's place."""
    name, error = entry.row.name, clean(entry.absence.error)
    told = f" with {error}" if error else ""
    if entry.absence.kind in ("stops", "fails"):
        yield (
            f"# without it the app stops{told}"
            if entry.absence.kind == "stops"
            else f"# without it requests fail{told}"
        )
    is_needed = entry.absence.kind in ("stops", "fails") or is_secret_name(name)
    yield f"{name}=" if is_needed else f"# {name}={entry.default or ''}"


def _is_set_by_people(deployment: Deployment, entry: Described) -> bool:
    """Whether the code reads a variable that neither the host nor the system sets by itself."""
    by = entry.row.by
    return bool(entry.row.reads) and entry.row.name.isidentifier() and by not in ("the system", deployment.host.title)


def lacking(described: Iterable[tuple[Deployment, list[Described]]]) -> dict[str, list[Described]]:
    """What the example files do not name, by the file that should; one that is not there yet lies where the application is deployed from."""
    told: dict[str, dict[str, Described]] = {}
    for deployment, found in described:
        examples = deployment.env_files.examples
        known = {name for file in examples for name in _NAMED.findall(deployment.tree.source(file.path).text)}
        paths = sorted((file.path for file in examples), key=lambda path: (not path.endswith(EXAMPLE), path))
        own = told.setdefault(paths[0] if paths else joined(deployment.root, EXAMPLE), {})
        for entry in found:
            if entry.row.name not in known and _is_set_by_people(deployment, entry):
                own.setdefault(entry.row.name, entry)
    return {path: [own[name] for name in sorted(own)] for path, own in told.items() if own}
