"""What ``docker compose`` refuses in a file, or silently does not do.

Sources: compose-spec's schema (``schemas/compose.json``), ``loader/validate.go`` and ``types/command.go`` of compose-spec/compose-go.
"""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.words import did_you_mean
from flaskcheck.hosts import compose_values
from flaskcheck.hosts.compose_consistency import Neighbours, circle, definitions, is_torn
from flaskcheck.hosts.compose_files import is_base
from flaskcheck.hosts.declared import wrong_type
from flaskcheck.hosts.schema import Schema, Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.hosts.compose_values import Interpolated
    from flaskcheck.hosts.schema import Said
    from flaskcheck.readers.markup.node import Node

_TOP = frozenset(("configs", "include", "models", "name", "networks", "secrets", "services", "version", "volumes"))
_OWN = _TOP - {"name", "version"}
_DEFINED = (
    ("networks", "network"),
    ("volumes", "volume"),
    ("secrets", "secret"),
    ("configs", "config"),
    ("models", "model"),
)
"""What a file defines beside services, with the schema's name for one."""
_TYPES = {"object": "a mapping", "array": "a list", "integer": "an integer", "null": "null"}


class _Words(Words):
    """The words of compose-go."""

    def unknown(self, path: str, key: str, known: Collection[str]) -> Said:
        return "unknown-key", f"{path} additional properties '{key}' not allowed{did_you_mean(key, known)}"

    def mistyped(self, path: str, types: list[str]) -> Said:
        return "wrong-type", f"{path} must be {' or '.join(sorted(_TYPES.get(name, f'a {name}') for name in types))}"

    def missing(self, path: str, key: str) -> Said:
        return "missing-key", f"{path} missing property '{key}'"

    def not_one(self, path: str, value: str, allowed: list[str]) -> Said:
        told = " or ".join(filter(None, (", ".join(f"'{a}'" for a in allowed[:-1]), f"'{allowed[-1]}'")))
        return "wrong-type", f"{path} value must be one of {told}{did_you_mean(value, allowed)}"

    def outside(self, path: str, number: int, least: int | None, most: int | None) -> Said:
        limit = f"from {'' if least is None else least} to {'' if most is None else most}"
        return "wrong-type", f"{path} must be {limit}"


_SCHEMA = Schema("compose", _Words())


def no_mapping(root: Node | None, source: Source) -> Iterator[Unreadable]:
    """The complaint about a file that holds no mapping."""
    if root is None:
        yield Unreadable("syntax", "empty compose file", source.whole())
    else:
        yield wrong_type(root, "the file", "a mapping")


def is_of_another_program(root: Node | None) -> bool:
    """Whether a mapping has nothing of Compose's own at its top, misspelt or not; others give their files a ``name`` and a ``version`` as well."""
    pairs = list(root.items()) if root is not None and root.is_mapping else []
    if all(key.value in _TOP or key.value.startswith("x-") for key, _ in pairs):
        return False
    return not any(key.value in _OWN or _is_service(key, node) or did_you_mean(key.value, _OWN) for key, node in pairs)


def services_of(root: Node) -> list[tuple[Node, Node]]:
    """The services, those of the first file format (no ``services`` key) too."""
    services = root.get("services")
    if services is not None:
        return list(services.items()) if services.is_mapping else []
    return [pair for pair in root.items() if _is_service(*pair)]


def _is_service(key: Node, node: Node) -> bool:
    named = not key.value.startswith("x-") and key.value not in _TOP
    return named and node.is_mapping and (node.get("image") is not None or node.get("build") is not None)


def top_errors(root: Node, source: Source) -> Iterator[Unreadable]:
    """What is wrong with the file as a whole and with each service."""
    if root.get("services") is None and services_of(root):  # one mistake, whatever else is unknown in such a file
        yield _first_format(services_of(root)[0][0])
    else:
        yield from (*_top_keys(root), *_service_errors(root, is_base(source.path)))


def _top_keys(root: Node) -> Iterator[Unreadable]:
    services = root.get("services")
    if services is not None and not services.is_mapping and not services.is_null:
        yield wrong_type(services, "services", "a mapping")
    for key, node in root.items():
        if key.value not in _TOP and not key.value.startswith("x-"):
            yield Unreadable("unknown-key", f"additional properties '{key.value}' not allowed", key.place)
        elif key.value != "services" or node.is_mapping:
            yield from _uninterpolated(node, key.value)
    for name, of in _DEFINED:
        defined = root.get(name)
        if defined is not None and not defined.is_mapping and not defined.is_null:
            yield wrong_type(defined, name, "a mapping")
        for key, node in defined.items() if defined is not None else ():
            yield from _SCHEMA.complaints(node, f"{name}.{key.value}", of)


def _service_errors(root: Node, is_first: bool) -> Iterator[Unreadable]:
    told: set[str] = set()
    neighbours = Neighbours(root)
    for key, node in services_of(root):
        if is_first or not node.is_null:
            yield from _SCHEMA.complaints(node, f"services.{key.value}", "service")
        if is_first and node.is_mapping:
            for found in (*_completeness_errors(key, node, root), *neighbours.inconsistencies(key, node)):
                if not found.lacks or found.lacks not in told:  # one that several services name is missing once
                    yield found
                told.add(found.lacks)
    if is_first:
        yield from (*definitions(root), *circle(root))


def _first_format(key: Node) -> Unreadable:
    """The complaint about a file of Compose 1 whose services stand at the top."""
    message = f"additional properties '{key.value}' not allowed: since Compose 2 all services stand below \"services:\""
    return Unreadable("unknown-key", message, key.place)


def _uninterpolated(node: Node, path: str) -> Iterator[Unreadable]:
    """The complaints about values whose variables Compose cannot put in; of commands ``command_errors`` speaks."""
    left = [(node, path)]
    while left:
        value, way = left.pop()
        left += [(inner, f"{way}.{key.value}") for key, inner in value.items()]
        left += [(inner, f"{way}.[]") for inner in value]
        is_command = way.count(".") == 2 and way.endswith((".command", ".entrypoint"))
        if "${" in value.value and not is_command and compose_values.interpolated(value.value).invalid:
            message = f"invalid interpolation format for {way}: write $$ for a $ that is meant for the program"
            yield Unreadable("syntax", message, value.text_place)


def _completeness_errors(key: Node, node: Node, root: Node) -> Iterator[Unreadable]:
    """What only the first file of a project must be complete in."""
    if not any(node.get(name) is not None for name in ("image", "build", "extends", "provider")):
        message = f'service "{key.value}" has neither an image nor a build context specified'
        yield Unreadable("incomplete-service", message, key.place)
    volumes = root.get("volumes")
    for item in () if is_torn(volumes) else node.get("volumes") or ():
        source = compose_values.text_of(item.get("source")) if item.is_mapping else (item.text or "").partition(":")[0]
        kind = compose_values.text_of(item.get("type")) if item.is_mapping else "volume"
        has_target = item.is_mapping or ":" in (item.text or "")
        plain = (
            bool(source) and source.replace("-", "").replace("_", "").replace(".", "").isalnum() and source[0].isalnum()
        )
        windows = not item.is_mapping and len(source) == 1
        is_named = kind == "volume" and has_target and plain and not windows
        if is_named and (volumes is None or volumes.get(source) is None):
            message = f'service "{key.value}" refers to undefined volume {source}'
            yield Unreadable("missing-key", message, item.place, lacks=f"volume {source}")


_OF_SERVICES = frozenset(
    "image build ports environment volumes depends_on command networks env_file labels expose".split()
)
"""Keys of a service that nobody calls a service."""


def one_of_outdented(errors: list[Unreadable]) -> tuple[Unreadable, ...]:
    """The errors, one for all the keys of a service that stand one level too high, where each would be a service of its own."""
    outdented = [e for e in errors if _service_named(e) in _OF_SERVICES]
    if len({_service_named(e) for e in outdented}) < 2:
        return tuple(errors)
    mend = (
        "Indent it and the keys around it: they belong to the service above, and count as services of their own here."
    )
    first = min(outdented, key=lambda e: e.place.line)
    above = [e for e in errors if e.place.line == first.place.line - 1]  # of the service that has nothing in it so
    others = [e for e in (*outdented, *above) if e is not first]
    return tuple(e.replaced(mend=mend) if e is first else e for e in errors if e not in others)


def _service_named(error: Unreadable) -> str:
    """The service that an error is about: ``services.web must be a mapping``, ``service "web" has …``; ``""`` for any other."""
    head, _, rest = error.message.partition(" ")
    named = rest.partition(" ")[0] if head == "service" else head.partition("services.")[2]
    return named.strip('"').partition(".")[0]


def command_errors(node: Node, text: Interpolated, stop: int | None, accepted: bool) -> Iterator[Unreadable]:
    """What Compose does not understand of a command that is text."""
    if text.invalid:
        message = "invalid interpolation format: write $$ for a $ that is meant for the shell"
        yield Unreadable("syntax", message, node.text_place)
    elif not accepted:
        message = "invalid command line string: Compose splits it without a shell; quote parentheses, close quotes"
        yield Unreadable("syntax", message, node.text_place)
    elif stop is not None:
        mark = text.value[stop : stop + 2] if text.value[stop : stop + 2] in ("&&", "||", ">>") else text.value[stop]
        message = (
            f'Compose starts no shell and ends the command at "{mark}": what follows never runs '
            '(write a list: ["sh", "-c", "…"])'
        )
        yield Unreadable("shell-syntax", message, compose_values.place_in(node, text, stop, stop + len(mark)))
