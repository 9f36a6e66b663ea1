"""One route that Flask refuses, and the words in which it does (Flask 1.1 to 3.1 say the same)."""

from __future__ import annotations

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.ground.place import Place


class _Kind(Record):
    """What is refused (``thing``), what Flask or Python says then (``""``: nothing that is told), and what mends it; ``{text}`` is the text of the one that is found."""

    thing: str
    error: str
    mending: str


_NO_ANSWER = "The view function for '{text}' did not return a valid response"
_KINDS = {
    # the rule of a route, and what the decorator is told beside it
    "slash": _Kind("route", "ValueError: URL rule '{text}' must start with a slash", "Write: /{text}"),
    "methods": _Kind("route", "TypeError: Allowed methods must be a list of strings", 'Write: methods=["{text}"]'),
    "option": _Kind(
        "route",
        "TypeError: Rule.__init__() got an unexpected keyword argument '{text}'",
        "A route takes methods, defaults, endpoint, strict_slashes and the like.",
    ),
    # the variables of a rule: one that is none, one that nothing converts, two of one name
    "malformed": _Kind(
        "route", "ValueError: malformed url rule: '{text}'", "Write a variable as <name> or <int:name>."
    ),
    "converter": _Kind(
        "route", "LookupError: the converter '{text}' does not exist", "Use string, int, float, path, uuid or any."
    ),
    "doubled": _Kind("route", "", "Give one of the two another name."),
    # two views have one endpoint
    "twice": _Kind(
        "route",
        "AssertionError: View function mapping is overwriting an existing endpoint function: {text}",
        "Give one of the two functions another name.",
    ),
    # a decorator that is not called makes no route
    "bare": _Kind("route", "", 'Call it with the path of the page: @{text}("/…")'),
    # a view that does not take what its rule gives it, that returns nothing, that returns others but not what it makes last
    "unfit": _Kind("view", "TypeError: {text}", "Let the view take the variables of its rule, by their names."),
    "selfless": _Kind("view", "TypeError: {text}", "Let the method take self first."),
    "silent": _Kind("view", _NO_ANSWER, "Return what it makes."),
    "dropped": _Kind("view", _NO_ANSWER, "Write return before it."),
    # two blueprints of one name, one that is registered twice, one with a dot in its name
    "names": _Kind(
        "blueprint",
        "ValueError: The name '{text}' is already registered for a different blueprint",
        "Give one of the two blueprints another name.",
    ),
    "again": _Kind(
        "blueprint",
        "ValueError: The name '{text}' is already registered for this blueprint",
        'Register it once, or give the second one a name: name="{text}2".',
    ),
    "dotted": _Kind(
        "blueprint", "ValueError: 'name' may not contain a dot '.' character.", "Write the name without a dot."
    ),
    # an error's number is none
    "status": _Kind(
        "handler",
        "ValueError: '{text}' is not a recognized HTTP error code",
        "Write the number of an error: 400 to 599.",
    ),
}


class RefusedRoute(Record):
    """``kind`` is one of the table's; ``text`` the rule, the endpoint or the name, of an ``unfit`` view what Python says; ``other`` where the first one stands;
    ``certain``: no test stands around it; ``since``: the Flask that refuses it, older ones do not."""

    kind: str
    place: Place
    text: str
    certain: bool
    other: Place | None = None
    since: str = ""

    @property
    def thing(self) -> str:
        """What is refused: a ``route``, a ``view``, a ``blueprint`` or a ``handler`` of errors."""
        return _KINDS[self.kind].thing

    @property
    def error(self) -> str:
        """What Flask or Python says; ``""`` where that is nothing to tell."""
        return _KINDS[self.kind].error.format(text=self.text)

    @property
    def mending(self) -> str:
        """What to type."""
        return _KINDS[self.kind].mending.format(text=self.text)
