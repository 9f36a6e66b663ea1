"""What flaskcheck has understood, in a small table before the findings: where the app runs, and how it gets there.

One deployment has a row for each of its facts; several have a row each. ``flaskcheck show`` tells the rest.
"""

from __future__ import annotations

from flaskcheck.files.listing import shown as shown_path
from flaskcheck.ground.limits import MAX_SHOWN_DEPLOYMENTS
from flaskcheck.ground.record import Record
from flaskcheck.output import summary
from flaskcheck.output.screen.cells import cells, cut, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from flaskcheck.facts.services import PythonVersion
    from flaskcheck.findings.shown import Shown
    from flaskcheck.output.screen.paint import Painter
    from flaskcheck.units.deployment import Deployment

LABELS = ("Host", "Service", "Python", "Build", "Release", "Start", "App")
COLUMNS = ("Host", "Service", "Start", "App")
UNKNOWN = "unknown: no file here says where the app runs"
LONG_PATH = 24
"""A longer path is shown by its last part."""

MOST = 60
"""Characters of one step of a command."""


class Understood(Record):
    """The facts of one deployment, in words."""

    host: str
    service: str
    python: str
    build: str
    release: str
    start: str
    app: str


def understood(deployments: Sequence[Deployment], shown: Shown, width: int, paint: Painter) -> list[str]:
    """The table."""
    facts = list(dict.fromkeys(facts_of(deployment, shown) for deployment in deployments))
    return _rows(facts[0], width, paint) if len(facts) == 1 else _table(facts, width, paint)


def facts_of(deployment: Deployment, shown: Shown, most: int = MOST) -> Understood:
    """What is known of one deployment."""
    python = deployment.python
    by_itself = [] if summary.is_prepared_only(deployment) else [_start(deployment, shown, most)]
    start = (summary.joined(summary.upgrades(deployment), shown, most), *by_itself)
    return Understood(
        _host(deployment),
        _service(deployment, shown),
        _python(python, shown) if python else "",
        summary.joined(summary.prepared(deployment, "build"), shown, most),
        summary.joined(summary.prepared(deployment, "release"), shown, most),
        ", then ".join(part for part in start if part),
        _app(deployment),
    )


def _python(python: PythonVersion, shown: Shown) -> str:
    """``3.12.1 (runtime.txt)``; what is no version is shown as anything else of a file is."""
    return f"{python.version or shown.command(python.written)} ({shown.note(shown_path(python.place.path))})"


def _host(deployment: Deployment) -> str:
    """``Render (render.yaml)``."""
    host = deployment.host
    if deployment.is_implied:
        return UNKNOWN if host.is_unknown else f"{host.title} (assumed)"
    path = shown_path(deployment.place.path)
    path = path if len(path) <= LONG_PATH else f"…/{path.rpartition('/')[2]}"
    if host.stands_for_many and path:
        return path
    return f"{host.title} ({path})" if path else host.title


def _service(deployment: Deployment, shown: Shown) -> str:
    """``web service "cookies"``; what is implied has none."""
    service = deployment.service
    kind = "web service" if service.kind == "web" else service.kind
    named = f' "{shown.note(service.name)}"' if service.name and service.name != service.kind else ""
    return "" if deployment.is_implied else f"{kind}{named}"


def _start(deployment: Deployment, shown: Shown, most: int) -> str:
    servers = summary.alternatives(deployment, lambda server: summary.server_words(server, deployment, shown, most))
    return servers or summary.other_start(deployment, shown, most)


def _app(deployment: Deployment) -> str:
    """The applications that it serves: ``app in run.py``."""
    targets = deployment.start.targets
    found = [f"{t.attribute} in {shown_path(t.path)}" for _, t in targets if summary.is_found(t)]
    failed = [summary.failure(deployment, server, t) for server, t in targets if not summary.is_found(t)]
    if found or failed:
        return ", ".join(dict.fromkeys(found or [f"not found: {why}" for why in failed]))
    return summary.applications(deployment)


def _rows(facts: Understood, width: int, paint: Painter) -> list[str]:
    """A row for each fact that is known."""
    lines = []
    for label, text in zip(LABELS, facts.values()):
        rows = wrapped(text, width, "         ", "         ")[:2] if text else []
        lines += [paint("dim", f"{label:<7}") + row[7:] if not number else row for number, row in enumerate(rows)]
    return lines


def _table(facts: list[Understood], width: int, paint: Painter) -> list[str]:
    """A row for each deployment: its host, what it starts, what that serves; two where no table of the width holds them."""
    rows = [(f.host, f.service, _last(f.start) or f.release or f.build, f.app) for f in facts]
    most, lines = MAX_SHOWN_DEPLOYMENTS, []
    widths = [max(cells(row[column]) for row in [COLUMNS, *rows[:most]]) for column in range(len(COLUMNS))]
    if sum(widths) + 2 * (len(widths) - 1) <= width:
        lines = [paint("dim", _row(COLUMNS, widths)), *(_row(row, widths) for row in rows[:most])]
    else:
        most //= 2
        lines = [line for row in rows[:most] for line in _stacked(row, width, paint)]
    more = len(facts) - most
    return [*lines, paint("dim", f"… and {more} more: flaskcheck show")] if more > 0 else lines


def _stacked(row: Sequence[str], width: int, paint: Painter) -> list[str]:
    """One deployment in two lines: where it runs, and what it starts and serves."""
    host, service, start, app = row
    told = f"{start} → {app}" if start and app else start or app
    return [
        paint("bold", cut(f"{host}: {service}" if service else host, width)),
        *([cut(f"  {told}", width)] if told else []),
    ]


def _last(start: str) -> str:
    """What a start ends with: there is no room for what it does before."""
    return start.rpartition(", then ")[2]


def _row(row: Sequence[str], widths: list[int]) -> str:
    return "  ".join(f"{text}{' ' * (width - cells(text))}" for text, width in zip(row, widths)).rstrip()
