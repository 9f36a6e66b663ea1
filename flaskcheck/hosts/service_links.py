"""What Kubernetes tells a container of the services beside it, in variables ("Service", "Environment variables", kubernetes.io)."""

from __future__ import annotations

import re

from flaskcheck.known.base_images import may_hold_code

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.services import PlatformFile, Service
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place

_HOST = "_SERVICE_HOST"
_ASKED = re.compile(r"[\"']([A-Z][A-Z0-9_]*_SERVICE_(?:HOST|PORT))[\"']")


def linked_ports(service: Service, files: Iterable[PlatformFile], is_only_image: bool) -> dict[str, Place]:
    """The variables in which a container finds ``tcp://address:port``, as Docker's links had it, each with the service that it tells of.

    ``is_only_image``: the repository builds one image, which pods start that name an image of nobody else's.
    """
    started = [service]
    if is_only_image:
        services = (service for file in files for service in file.services)
        started += [s for s in services if s.kind == "web" and not s.commands and not s.image and may_hold_code(s.base)]
    return {name: place for each in started for name, place in _ports(each).items()}


def _ports(service: Service) -> dict[str, Place]:
    """Those of one service, without what it sets itself."""
    own = {variable.name for variable in service.variables if variable.source != "service"}
    linked = [v for v in service.variables if v.source == "service" and v.name.endswith(_HOST)]
    found = {f"{variable.name.removesuffix(_HOST)}_PORT": variable.place for variable in linked}
    return {name: place for name, place in found.items() if name not in own}


def asked_of_cluster(tree: Tree) -> frozenset[str]:
    """The variables that code reads and in which a cluster tells every container of a service, whichever repository declares that one."""
    sources = (tree.source(path) for path in tree.files if path.endswith(".py"))
    return frozenset(name for source in sources if b"_SERVICE_" in source.raw for name in _ASKED.findall(source.text))
