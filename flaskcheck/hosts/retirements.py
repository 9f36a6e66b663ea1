"""What the files of hosts name that these have given up: stacks, plans, machines, runtimes."""

from __future__ import annotations

import re

from flaskcheck.ground.record import Record
from flaskcheck.hosts import index
from flaskcheck.known.tables.retired import PLANS, RUNNERS, STACKS
from flaskcheck.known.versions import major_minor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.services import PlatformFile, Service
    from flaskcheck.ground.place import Place

_FIRST_AMAZON_LINUX = re.compile(r"Amazon Linux(?!\s*(?:2\b|2/|2023))")


class Retired(Record):
    """``what`` is named at a place (``stack heroku-18``), ``day`` since when it is gone (``""``: not known), ``then`` what happens, ``instead`` what there is now. ``is_refused``: nothing is deployed with it."""

    what: str
    place: Place
    day: str
    then: str
    instead: str
    is_refused: bool = True


def retired(file: PlatformFile) -> Iterator[Retired]:
    """What one file names."""
    for variable in file.variables:
        if file.host == "heroku" and variable.name == "STACK" and variable.value in STACKS:
            then = "Heroku rejects the build"
            yield Retired(f"stack {variable.value}", variable.place, STACKS[variable.value], then, "heroku-24")
    for service in file.services:
        yield from _of_service(service)
    if file.host == "beanstalk" and file.python is not None and _FIRST_AMAZON_LINUX.search(file.python.written):
        then = "Elastic Beanstalk makes no new environments with it"
        yield Retired(
            "first Amazon Linux",
            file.python.place,
            "2022-07-18",
            then,
            "Python 3.13 running on 64bit Amazon Linux 2023",
            False,
        )


def _of_service(service: Service) -> Iterator[Retired]:
    named = (f"{service.name}:{service.plan}", service.name) if service.kind == "database" else (service.plan,)
    plan = next((name for name in named if name in PLANS), "")
    if service.host == "heroku" and plan:
        then = "Heroku refuses it, and a deployment by button or review app stops"
        yield Retired(f"plan {plan}", service.place, PLANS[plan], then, _INSTEAD.get(service.name, "basic"))
    for variable in (
        service.variables if service.kind != "static" else ()
    ):  # the pages of a manual are not the application
        if variable.name == "runs-on" and variable.value in RUNNERS:
            latest = f"{variable.value.partition('-')[0]}-latest"
            then = "no runner takes the job, and nothing is deployed"
            yield Retired(f"runner {variable.value}", variable.place, RUNNERS[variable.value], then, latest)


def retired_runtime(service: Service) -> Retired | None:
    """The Python that the host's own file names for a service, where the host has given it up."""
    host, python = index.host(service.host), service.python
    if python is None or service.image or not host.file_is_complete:
        return None
    known, oldest = major_minor(python.version), major_minor((host.supported_pythons or ("",))[0])
    is_first = host.key == "app-engine-flexible" and python.version in ("3", "2", "2.7")
    if is_first or (known and oldest and known < oldest and host.stops_at(f"{known[0]}.{known[1]}")):
        day = "2024-01-30" if is_first else "2026-01-31" if known == (2, 7) else ""
        then = f"{host.title} deploys nothing with it any more"
        return Retired(
            f"runtime {python.written}",
            python.place,
            day,
            then,
            "python313" if not is_first else "3.13, with operating_system: ubuntu22",
        )
    return None


_INSTEAD = {
    "heroku-postgresql": "heroku-postgresql:essential-0",
    "heroku-redis": "heroku-redis:mini",
    "mongolab": "another host's MongoDB",
}
