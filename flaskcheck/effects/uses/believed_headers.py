"""What of a request's headers the application believes, as a proxy before it would write them."""

from __future__ import annotations

from flaskcheck.effects.uses.use import Use, at_start
from flaskcheck.files.tree import says
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import MAKES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import CallSite

_ADDRESS = (b"remote_addr", b"get_remote_address", b"access_route")


class Believed(Record):
    """A call by which every start wraps the application in ``ProxyFix``; ``address``: the visitor's address is taken from a header and asked for, ``host``: the site's own name is."""

    site: CallSite
    address: bool
    host: bool


def believed_headers(production: Production) -> tuple[Believed, ...]:
    """What ``ProxyFix`` surely takes from headers that any visitor can send, where nothing before it writes them."""
    return production.told(_believed)


def _believed(production: Production) -> Iterator[Believed]:
    is_asked = says(production.code.tree, production.modules, _ADDRESS)
    for use in at_start(production, MAKES, "proxy"):
        yield Believed(
            use.site, _trusts(production, use, "address", 1) and is_asked, _trusts(production, use, "host", 0)
        )


def _trusts(production: Production, use: Use, role: str, otherwise: int) -> bool:
    """Whether a number of proxies is surely not 0; without one it is Werkzeug's own (``x_for`` and ``x_proto`` 1, the others 0)."""
    found = use.argument(production.evaluator, role)
    if not found:
        return otherwise > 0
    return all(isinstance(o.value, int) and o.value > 0 and not (o.variables or o.guessed) for o in found)
