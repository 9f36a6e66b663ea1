"""What templates, scripts and style sheets name: templates, static files, addresses."""

from __future__ import annotations

from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record


class TemplateUse(Record):
    """A template that another file names. ``kind``: ``extends``, ``include``, ``import``, ``from``, ``render``. ``optional``: ``ignore missing``.
    ``others``: the further names of a list, of which the first that exists is taken."""

    name: str
    kind: str
    place: Place
    optional: bool = False
    others: tuple[str, ...] = ()


class Link(Record):
    """A URL in a template, stylesheet or script. ``kind``: ``href``, ``src``, ``action``, ``fetch``, ``axios``, ``websocket``, ``told`` (an ``href`` whose text is the address itself: advice), ``url``, ``assign``, ``other``; ``context`` is the text around it.
    ``conditional``: it stands under a test of the application's own circumstances (``{% if g.kiosk %}``), of which nobody knows in which deployment they hold."""

    url: str
    kind: str
    place: Place
    context: str = ""
    conditional: bool = False


class StaticUse(Record):
    """``url_for('static', filename=…)`` or a literal ``/static/…``; ``endpoint`` is ``static``, ``<blueprint>.static``, or ``/static`` for the literal address."""

    filename: str
    endpoint: str
    place: Place


class TemplateFault(Record):
    """Why Jinja does not compile or render a template: what it says, of which place, and as which ``error``; ``certain``: of every rendering."""

    place: Place
    message: str
    error: str = "TemplateSyntaxError"
    certain: bool = True


class EndpointUse(Record):
    """A literal endpoint that ``url_for`` is given. ``conditional``: only where a test holds, or once for each of some items. ``given`` are the names of the values beside it; ``None`` where they cannot be told."""

    name: str
    place: Place
    conditional: bool = False
    given: tuple[str, ...] | None = None


class UnbuiltFolder(Record):
    """A folder of an application's pages that only the build of a front end would fill. ``package``: its ``package.json``; ``is_all``: the application answers with it at its top."""

    path: str
    place: Place
    package: str
    is_all: bool


class Page(Record):
    """What a template, HTML, CSS or JavaScript file names. ``bundle``: it was built; ``switched``: its script asks for the environment or the browser's own address."""

    path: str
    templates: tuple[TemplateUse, ...] = ()
    statics: tuple[StaticUse, ...] = ()
    links: tuple[Link, ...] = ()
    bundle: bool = False
    switched: bool = False
