"""Builds that stop because the packages of their base image's distribution have left its servers."""

from __future__ import annotations

from flaskcheck.known.base_images import release_of
from flaskcheck.known.tables.retired import ARCHIVED
from flaskcheck.units.obstacles.site import Obstacle, is_certain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.images.image import Image
    from flaskcheck.units.obstacles.site import Site

_ELSEWHERE = (b"archive.debian.org", b"/etc/apt", b"sources.list")
"""Signs that an image takes its packages from another server."""


def archived(image: Image, site: Site) -> Iterator[Obstacle]:
    """The first step of a build that asks for lists of packages which are in the archive alone: "404 Not Found", exit code 100 (seen with apt 2.6 and Debian 10)."""
    name, release = release_of(image.base)
    if release not in ARCHIVED.get(name, ()) or image.base_place is None:
        return
    raw = site.tree.source(image.base_place.path).raw
    if any(sign in raw for sign in _ELSEWHERE):
        return
    for invocation in (program for run in image.runs for program in image.ran[run].programs):
        is_asking = invocation.program in ("apt-get", "apt") and "update" in invocation.arguments
        if is_asking and is_certain(invocation):
            yield Obstacle(invocation, "archived", invocation.place, f"{name.capitalize()} {release}")
            return
