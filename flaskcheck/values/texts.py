"""Methods of texts that give a list or take one, and of paths, which are texts here: ``"a,b".split(",")``, ``folder.joinpath("x.db")``."""

from __future__ import annotations

import _string  # type: ignore[import-not-found]  # what string.Formatter is made of, without its imports

from flaskcheck.facts.expressions import Items, Literal
from flaskcheck.ground.limits import MAX_REPLACED_CHARACTERS, MAX_ROUNDS
from flaskcheck.ground.place import HOLE
from flaskcheck.values import operations
from flaskcheck.values.displays import constants
from flaskcheck.values.value import Outcome, Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.values.value import Ask, Where


def _split(ask: Ask, base: Expression, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``"a,b".split(",")``: a list, whose parts stand where the text stands."""
    separator = ask.outcomes(call.arguments[0], where)[0].value if call.arguments else None
    if not (separator is None or (isinstance(separator, str) and separator)) or len(call.arguments) > 1:
        return ()
    results = []
    for outcome in ask.outcomes(base, where):
        if not isinstance(outcome.value, str):
            return ()
        at = outcome.origin.mark
        made = Items(*at, "list", tuple(Literal(*at, part) for part in outcome.value.split(separator)[:MAX_ROUNDS]))
        results.append(outcome.replaced(value=Reference("items", outcome.path, "", made), origin=made))
    return tuple(results)


def _join(ask: Ask, base: Expression, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``" ".join(NAMES)`` of a list that is known."""
    found = ask.outcomes(call.arguments[0], where) if call.arguments else ()
    parts = constants(ask, found[0]) if len(found) == 1 else ()
    if not parts or not all(isinstance(part, str) for part in parts):
        return ()
    between = ask.outcomes(base, where)[0].text
    return (Outcome(between.join(map(str, parts)), call, where.path).given(found[0]),)


def _joined_to(ask: Ask, base: Expression, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``folder.joinpath("data", "shop.db")``."""
    parts = [ask.outcomes(part, where)[0] for part in (base, *call.arguments)]
    if not any(isinstance(part.value, str) for part in parts[1:]):
        return ()
    return (Outcome(path_of(parts), call, where.path).given(*parts),)


def _renamed(ask: Ask, base: Expression, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``Path(__file__).with_name("shop.db")``."""
    given = call.argument(0, "name")
    name = ask.outcomes(given, where)[0] if given is not None else None
    if name is None or not isinstance(name.value, str):
        return ()
    path = ask.outcomes(base, where)[0]
    folder, slash, last = operations.as_text(path.value).rpartition("/")
    before = f"{folder}/" if slash else f"{HOLE}/" if HOLE in last else ""
    return (Outcome(before + name.value, call, where.path).given(path, name),)


def _same(ask: Ask, base: Expression, _call: Call, where: Where) -> tuple[Outcome, ...]:
    """``path.as_posix()`` of a path that is known."""
    return tuple(o for o in ask.outcomes(base, where) if isinstance(o.value, str))


def _encoded(ask: Ask, base: Expression, _call: Call, where: Where) -> tuple[Outcome, ...]:
    """``text.encode()``: for what asks here, bytes are their text."""
    found = ask.outcomes(base, where)
    return found if any(isinstance(o.value, str) for o in found) else ()


def _filled(ask: Ask, base: Expression, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``ADDRESS.format(host=HOST)`` of a text that a name holds; a field of which nothing is known is a hole."""
    given = {keyword.name: keyword.value for keyword in call.keywords}
    given.update((str(at), value) for at, value in enumerate(call.arguments))
    known = {name: ask.outcomes(value, where)[0] for name, value in given.items()}
    results = []
    for outcome in ask.outcomes(base, where):
        text = _with_fields(outcome.text, known) if outcome.text else None
        if text is None:
            return ()
        parts = (outcome, *known.values())
        results.append(Outcome(text, outcome.origin, outcome.path, parts=parts).given(*parts).replaced(parts=parts))
    return tuple(results)


def _with_fields(template: str, known: dict[str, Outcome]) -> str | None:
    """A template with its fields filled in; ``None`` for what ``str.format`` refuses."""
    filled, automatic = "", 0
    try:
        for text, field, spec, conversion in _string.formatter_parser(template):
            filled += text
            if field is None:
                continue
            value = known.get(field or str(automatic))
            automatic += not field
            filled += HOLE if value is None or spec or conversion else operations.as_text(value.value)
    except ValueError:
        return None
    return filled if len(filled) <= MAX_REPLACED_CHARACTERS else None


ON_TEXTS: dict[str, Callable[[Ask, Expression, Call, Where], tuple[Outcome, ...]]] = {
    "split": _split,
    "join": _join,
    "joinpath": _joined_to,
    "with_name": _renamed,
    "encode": _encoded,
    "format": _filled,
    **dict.fromkeys(("as_posix", "resolve", "absolute", "expanduser"), _same),
}
"""How each method is worked out; nothing where its text is not known."""


def path_of(parts: list[Outcome]) -> str:
    """The path that texts make together, which begins with the last one that begins anew."""
    texts = [operations.as_text(part.value) for part in parts]
    first = max((i for i, text in enumerate(texts) if text.startswith("/")), default=0)
    return "/".join(text.rstrip("/") or text for text in texts[first:])
