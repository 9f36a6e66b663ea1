"""What services of a Blueprint are told of others that stand in another region.

Source: docs.render.com ("Private Network": services of one region share one; "Regions": those of different ones can't communicate over it), and Render's own schema, by which a region that is not written is ``oregon``.
"""

from __future__ import annotations

from flaskcheck.facts.services import Apart
from flaskcheck.readers.markup.node import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flaskcheck.readers.markup.node import Node

_USUAL = "oregon"
_INTERNAL = ("connectionString", "connectionPoolString", "host", "hostport")
"""What is told of another one that leads to it over the private network."""


def apart(services: Mapping[str, Node], databases: Mapping[str, Node]) -> Iterator[Apart]:
    """The variables by which services are given internal addresses of another region; all by their names."""
    for own, service in services.items():
        here = text_of(service, "region") or _USUAL
        for entry in service.get("envVars") or ():
            for key, others in (("fromDatabase", databases), ("fromService", services)):
                name, asked = text_of(entry, key, "name"), text_of(entry, key, "property")
                other, variable = others.get(name), entry.get("key")
                there = (text_of(other, "region") or _USUAL) if other is not None else here
                if here != there and asked in _INTERNAL and variable is not None:
                    yield Apart(variable.place, own, here, name, there)
