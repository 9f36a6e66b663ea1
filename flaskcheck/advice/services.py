"""How a deployment reaches another service, and where its variables are declared."""

from __future__ import annotations

from flaskcheck.known.database_images import scheme_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.services import Variable
    from flaskcheck.units.deployment import Deployment


def address(deployment: Deployment, variable: Variable) -> str:
    """What to write in place of an address of the machine itself, as the deployment's host gives addresses."""
    host, written = deployment.host, variable.value or ""
    scheme = scheme_of(written.partition("://")[0].partition("+")[0] if "://" in written else "")
    names = list(_beside(deployment, scheme))
    if host.is_container:
        if len(names) == 1:
            return f"Write the name of the service in place of the host: {names[0]}"
        return "Write the name of the other service in place of the host, as in postgresql://db:5432."
    form = dict(host.attaching).get(scheme, "")
    if form:
        return form.format(name=names[0] if len(names) == 1 else "NAME")
    title = "the host" if host.is_unknown or host.stands_for_many else host.named
    return f"Write the address that {title} shows for that service."


def _beside(deployment: Deployment, scheme: str) -> Iterator[str]:
    """The databases of this kind that the deployment's own file declares."""
    for file in deployment.repository.platform_files:
        for service in file.services if file.path == deployment.place.path and scheme else ():
            is_one = any(not d.name and d.value == scheme for d in service.databases)
            if service.kind == "database" and service.name and is_one:
                yield service.name


def declaring_file(deployment: Deployment) -> str:
    """The file in which the variables of a deployment are declared: its own, if that declares any."""
    own = deployment.place.path
    listed = [v.place.path for v in deployment.service.variables if v.source not in ("build", "host")]
    return own if own in listed or not listed else listed[0]
