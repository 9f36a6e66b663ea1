"""Where secrets stand whatever the words around them are: in a form that a program, a language or people give them."""

from __future__ import annotations

from flaskcheck.known.masking.calls import spans_of_alternatives, spans_of_calls, spans_of_keys
from flaskcheck.known.masking.idioms import spans_of_idioms
from flaskcheck.known.masking.logins import spans_of_logins
from flaskcheck.known.masking.shells import handed_on, spans_of_handed, spans_of_shells
from flaskcheck.known.secrets import token_spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container


def spans_of_forms(
    text: str, names: Container[str], *, is_message: bool, is_entry: bool, is_page: bool
) -> list[tuple[int, int]]:
    """All such places in a text; of a message only those that a rule's own words are never taken for."""
    found = [*token_spans(text), *spans_of_idioms(text), *spans_of_calls(text, names, is_message, is_page)]
    if not is_message:
        found += [*spans_of_logins(text), *spans_of_keys(text, is_page)]
        found += [] if is_page else [*spans_of_handed(text, handed_on(text)), *spans_of_shells(text)]
    return [*found, *spans_of_alternatives(text)] if is_entry else found
