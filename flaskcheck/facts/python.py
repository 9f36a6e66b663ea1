"""The vocabulary: what readers find in files, as plain frozen records.

A reader turns one file into facts and forgets the file; the model (deployments, applications,
selected configuration, reached code) joins facts of many files; rules ask the model. Facts hold
only strings, numbers, tuples and other facts, so they can be compared, cached and sent between
processes.

Paths are relative to the scanned root and written with ``/``; the root itself is ``""``.
Lines and columns count from 1, columns in characters; an end column is one past the last character.
"""

from __future__ import annotations

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    Constant: TypeAlias = "str | bytes | int | float | complex | bool | None"


class Place(Record):
    """Where something stands. ``line == 0`` means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


# --- Python expressions ---------------------------------------------------------------------------
# A small language of expressions: what a value is made of, without evaluating it. Names are already
# resolved through the imports of their file: with ``from os import environ as e``, ``e`` is the
# imported name ``os.environ``. ``configuration.py`` evaluates these for one deployment.


class Value(Record):
    """Any expression."""

    @property
    def place(self) -> Place:
        """Where the expression stands (every subclass has it as a field)."""
        raise NotImplementedError

    @property
    def children(self) -> tuple[Value, ...]:
        """The expressions directly inside this one, left to right."""
        return ()

    @property
    def dotted(self) -> str:
        """The dotted name this expression spells (``app.config``), or ``""``."""
        return ""

    @property
    def spelling(self) -> str:
        """All that is named or written in this expression, in lower case: names, attributes, keywords, variables and constants."""
        return " ".join([word for value in self.walk() for word in _spelled(value)]).lower()

    def walk(self) -> Iterator[Value]:
        """This expression and all inside it, outermost first."""
        todo: list[Value] = [self]
        while todo:
            value = todo.pop()
            yield value
            todo.extend(reversed(value.children))


class Literal(Value):
    """A constant; adjacent and added literal strings are one literal."""

    value: Constant
    place: Place


class Name(Value):
    """A dotted name. Imported ones are fully qualified (``flask.Flask``; relative ones keep their
    dots: ``.models.db``); local ones are as written (``app.config``)."""

    name: str
    imported: bool
    place: Place

    @property
    def dotted(self) -> str:
        return self.name


class EnvRead(Value):
    """A read of an environment variable.

    ``required``: raises when the variable is missing (``os.environ["X"]``). ``via`` is the reader:
    ``os.environ``, ``os.getenv``, ``decouple``, ``environs``, ``django-environ``, ``starlette``, ``envparse``, ``prettyconf``, ``dotenv``. ``cast`` is the type a reader such as
    ``env.bool`` converts to (``"bool"``), else ``""``.
    """

    variable: str
    default: Value | None
    required: bool
    via: str
    place: Place
    cast: str = ""

    @property
    def children(self) -> tuple[Value, ...]:
        return (self.default,) if self.default else ()


class Keyword(Record):
    """A keyword argument; ``name`` is ``""`` for ``**mapping``."""

    name: str
    value: Value


class Call(Value):
    """A call. ``name`` is the dotted name of what is called, or ``""`` (``f()()``)."""

    function: Value
    arguments: tuple[Value, ...]
    keywords: tuple[Keyword, ...]
    place: Place

    @property
    def name(self) -> str:
        function = self.function
        return (
            function.name if type(function) is Name else ""
        )  # asked for more often than anything else: not by ``dotted``

    @property
    def children(self) -> tuple[Value, ...]:
        return (self.function, *self.arguments, *(k.value for k in self.keywords))

    def argument(self, position: int, name: str = "") -> Value | None:
        """The argument at a position (from 0; -1: keyword only) or with a keyword name."""
        for keyword in self.keywords:
            if name and keyword.name == name:
                return keyword.value
        if 0 <= position < len(self.arguments) and not any(
            isinstance(a, Starred) for a in self.arguments[: position + 1]
        ):
            return self.arguments[position]
        return None


class Attribute(Value):
    """An attribute of something that is not a plain name: ``Flask(__name__).config``.

    ``dotted`` is ``""``; a chain of plain names is a ``Name``.
    """

    base: Value
    name: str
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return (self.base,)


class Subscript(Value):
    """``base[key]``."""

    base: Value
    key: Value
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return (self.base, self.key)


class Join(Value):
    """Text put together: an f-string, ``a + b``, ``"…%s" % x``, ``"…{}".format(x)``."""

    parts: tuple[Value, ...]
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return self.parts


class Either(Value):
    """``a or b`` / ``a and b``."""

    operator: str
    options: tuple[Value, ...]
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return self.options


class Conditional(Value):
    """``then if test else otherwise``."""

    test: Value
    then: Value
    otherwise: Value
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return (self.test, self.then, self.otherwise)


class Compare(Value):
    """``left operator right``: ``==``, ``!=``, ``<``, ``in``, ``not in``, ``is``, ``is not`` … (one pair;
    a chain is an ``Either("and")`` of pairs)."""

    left: Value
    operator: str
    right: Value
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return (self.left, self.right)


class Not(Value):
    """``not operand``."""

    operand: Value
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return (self.operand,)


class Items(Value):
    """A display of ``kind`` ``list``, ``tuple`` or ``set``."""

    kind: str
    items: tuple[Value, ...]
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return self.items


class Mapping(Value):
    """A dictionary display; a key of ``None`` stands for ``**other``."""

    keys: tuple[Value | None, ...]
    items: tuple[Value, ...]
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return tuple(v for pair in zip(self.keys, self.items) for v in pair if v is not None)

    def get(self, key: str) -> Value | None:
        """The value of a literal key (the last one wins, as in Python)."""
        for found, item in zip(reversed(self.keys), reversed(self.items)):
            if isinstance(found, Literal) and found.value == key:
                return item
        return None


class Starred(Value):
    """``*items`` in a call or a display."""

    operand: Value
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return (self.operand,)


class Opaque(Value):
    """Anything else (``lambda``, ``comprehension``, ``arithmetic``, ``await`` …), with what is inside it."""

    kind: str
    parts: tuple[Value, ...]
    place: Place

    @property
    def children(self) -> tuple[Value, ...]:
        return self.parts


def _spelled(value: Value) -> Iterator[str]:
    if isinstance(value, (Name, Attribute)):
        yield value.name
    elif isinstance(value, Literal):
        yield str(value.value)
    elif isinstance(value, EnvRead):
        yield value.variable
    elif isinstance(value, Call):
        yield from (keyword.name for keyword in value.keywords)


# --- Python statements ----------------------------------------------------------------------------


class Guard(Record):
    """One condition around a statement; a statement's guards stand outermost first.

    ``kind``: ``main`` (``if __name__ == "__main__"``), ``type-checking``, ``if`` (with ``test``), ``try`` (``catches``
    names the exceptions its handlers catch, ``BaseException`` for a bare ``except``, ``?`` for what has no name), ``except`` (``catches`` likewise), ``finally``,
    ``for``, ``while``, ``with`` (``test`` is the context expression), ``match``. ``negated``: the else branch, or what follows an ``if`` whose body
    always leaves (``if x: return`` … rest).
    """

    kind: str
    place: Place
    test: Value | None = None
    negated: bool = False
    catches: tuple[str, ...] = ()


class Statement(Record):
    """What all statements share.

    ``scope`` is the qualified name of the function or class the statement stands in: ``""`` at module level,
    ``create_app``, ``Config``, ``Config.init_app``. ``guards`` are those inside that scope.
    """

    scope: str
    guards: tuple[Guard, ...]
    place: Place


class Import(Statement):
    """One imported name. ``import a.b as c``: module ``a.b``, name ``""``, alias ``c`` (``a`` without ``as``).
    ``from ..x import y as z``: module ``x``, level 2, name ``y`` (``*`` for all), alias ``z`` (``y`` without ``as``). ``place`` is the whole
    statement, ``name_place`` the one name in it."""

    module: str
    name: str
    alias: str
    level: int = 0
    name_place: Place | None = None


class Assignment(Statement):
    """``target = value``. Tuple targets are split where the value splits too, else the value is ``Opaque``.

    ``target`` is a ``Name``, ``Attribute`` or ``Subscript``. Augmented ``+=`` has the joined value. ``value`` is ``Opaque("deleted")``
    after ``del`` and ``Opaque("declared")`` for a bare annotation, which binds nothing. What else binds a name is one too, with a value of
    ``Opaque("loop")``, ``Opaque("with")``, ``Opaque("exception")``, ``Opaque("match")`` or ``Opaque("type")`` (``type X = …``)."""

    target: Value
    value: Value


class CallSite(Statement):
    """Every call in the file, nested ones and decorators too. ``context`` says what it stands in, innermost last, in the
    words of ``Text.context``; an expression statement of its own has an empty context."""

    call: Call
    context: tuple[str, ...] = ()


class Parameter(Record):
    """A parameter; ``kind``: ``positional``, ``keyword`` (only), ``*`` or ``**``."""

    name: str
    kind: str
    default: Value | None = None


class Function(Statement):
    """A ``def`` (or a lambda bound to a name). ``name`` is qualified (``Config.init_app``); ``scope`` is where it stands;
    ``place`` goes from ``def`` to the end of its name."""

    name: str
    parameters: tuple[Parameter, ...]
    decorators: tuple[Value, ...]
    returns: tuple[Return, ...]
    is_async: bool = False
    is_generator: bool = False
    global_names: tuple[str, ...] = ()

    @property
    def required_parameters(self) -> tuple[str, ...]:
        """Names of the parameters a caller must give (``self`` and ``cls`` of methods included)."""
        return tuple(p.name for p in self.parameters if p.default is None and p.kind in ("positional", "keyword"))


class Return(Record):
    """A ``return``; ``value`` is ``None`` for a bare one."""

    value: Value | None
    guards: tuple[Guard, ...]
    place: Place


class Class(Statement):
    """A ``class``; its body's assignments have its ``name``, which is qualified, as scope. ``place`` goes from ``class`` to the end of its name."""

    name: str
    bases: tuple[Value, ...]
    keywords: tuple[Keyword, ...] = ()
    decorators: tuple[Value, ...] = ()


class Failure(Statement):
    """``kind``: ``raise`` (``value`` is the exception, ``None`` for a bare one), ``assert`` (``value`` is the test), ``exit`` (``value`` is the call that ends
    the program: ``sys.exit``, ``exit``, ``quit``, ``os._exit``, ``os.abort``) or ``abort`` (``value`` is the call that ends the request: ``flask.abort``)."""

    kind: str
    value: Value | None


class Text(Statement):
    """A text that is written out, with what it stands in: a string constant, or text put together (f-strings, ``+``, ``%``, ``.format``, ``.join``), which is
    one text with ``HOLE`` for each unknown part. Left out: bytes, and texts of one or two characters without ``:``, ``/`` and ``.``.

    ``context``, outermost first: ``docstring`` (any string that is a statement), ``call:<dotted name>`` (``call:?.info`` for a method of what has no name),
    ``argument:<index or keyword>``, ``compare``, ``assign:<dotted target>`` (``assign:app.config[SECRET_KEY]``), ``key`` (of a mapping), ``item:<key>``
    (value under a literal key), ``env-default:<VARIABLE>`` (also what follows the read with ``or``), ``setting-default:<KEY>`` (of ``app.config.get``), ``env-name``, ``list``, ``tuple``, ``set``, ``return``, ``raise`` (message of an ``assert`` too), ``assert``,
    ``or``, ``and``, ``not``, ``if-else`` (either value), ``test`` (of ``if``, ``while`` and ``x if test else y``), ``subscript`` (base and key), ``attribute`` (what an
    attribute or method is taken of), ``function`` (what is called), ``join`` (part of a text or sum), ``arithmetic``, ``division``, ``annotation``,
    ``default:<parameter>``, ``decorator``, ``base`` (of a class), ``for`` (what is looped over), ``with``, ``match``, ``except``, ``lambda``, ``comprehension``, ``await``,
    ``yield``, ``slice``, ``target`` (inside what is assigned to), ``deep`` (nested too deeply to say more).
    """

    text: str
    context: tuple[str, ...]


HOLE = "\ufffc"
"""Stands for an unknown part inside a known text (``f"sqlite:///{path}"`` → ``sqlite:///\ufffc``)."""


class EnvironmentSite(Statement):
    """Every read of an environment variable in the file, with its context as in ``CallSite``. Such a read is no ``Call``, even where it is written as one."""

    read: EnvRead
    context: tuple[str, ...] = ()


class Module(Record):
    """All facts of one Python file, each kind in the order of the source.

    ``exported`` are the names of ``__all__``, ``None`` when there is none or it cannot be told; ``has_getattr``: the module answers for names that it does not bind.
    """

    path: str
    imports: tuple[Import, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    calls: tuple[CallSite, ...] = ()
    functions: tuple[Function, ...] = ()
    classes: tuple[Class, ...] = ()
    failures: tuple[Failure, ...] = ()
    texts: tuple[Text, ...] = ()
    error: Unreadable | None = None
    exported: tuple[str, ...] | None = None
    has_getattr: bool = False
    environment: tuple[EnvironmentSite, ...] = ()


class Unreadable(Record):
    """A file, or a part of it, that could not be read as its format. ``kind``: ``syntax``, ``encoding``, ``merge-markers``,
    ``python2``, ``newer-syntax`` (than the running Python reads), ``template`` (Jinja or cookiecutter, not code yet), ``too-large``, ``nested-too-deep``, ``unreadable``, ``duplicate-key``, ``unknown-key``, ``wrong-type``, ``missing-key``,
    ``unknown-value``, ``undefined-reference``, ``ignored-key`` (the host reads over it), ``procfile-line``, ``python-version`` (Heroku refuses the file)."""

    kind: str
    message: str
    place: Place


# --- Dependencies ---------------------------------------------------------------------------------


class Requirement(Record):
    """One declared distribution.

    ``name`` is normalised as PEP 503 asks (``flask-sqlalchemy``); ``written`` is as in the file. ``specifier`` is PEP 440 text,
    Poetry's carets and tildes already translated; ``marker`` is PEP 508 text. ``group`` is ``""`` for what production installs
    by default, else the group's or extra's name (``dev``). ``url`` is set for direct references and paths.
    """

    name: str
    written: str
    place: Place
    specifier: str = ""
    marker: str = ""
    extras: tuple[str, ...] = ()
    group: str = ""
    url: str = ""
    editable: bool = False
    text: str = ""


class Include(Record):
    """``-r other.txt`` or ``-c constraints.txt`` (``constraint``); ``path`` is relative to the scanned root, ``written`` as in the file."""

    path: str
    written: str
    constraint: bool
    place: Place


class DependencyFile(Record):
    """What one dependency file declares.

    ``kind``: ``requirements``, ``constraints``, ``pyproject`` (PEP 621/735), ``poetry``, ``pdm``, ``pipfile``, ``pipfile-lock``, ``poetry-lock``, ``uv-lock``, ``pdm-lock``, ``pylock``, ``setup-py``,
    ``setup-cfg``, ``conda``. ``lock``: names everything that will be installed, transitive ones included. ``scripts``: command names the project itself
    installs, with their targets, and ``run:<name>`` for task scripts (Pipfile ``[scripts]``). ``invalid``: lines the installer refuses.
    ``optional``: groups that no command installs unless it names them (extras, Poetry's optional groups). ``complete`` is false when the file declares more
    than can be read: a list that code computes, a file that is broken.
    """

    path: str
    kind: str
    requirements: tuple[Requirement, ...] = ()
    includes: tuple[Include, ...] = ()
    invalid: tuple[Unreadable, ...] = ()
    lock: bool = False
    encoding: str = "utf-8"
    python: str = ""
    python_place: Place | None = None
    scripts: tuple[tuple[str, str], ...] = ()
    packages: tuple[str, ...] = ()
    options: tuple[tuple[str, str, Place], ...] = ()
    optional: tuple[str, ...] = ()
    complete: bool = True


# --- Deployment -----------------------------------------------------------------------------------


class Variable(Record):
    """An environment variable that some file declares.

    ``value`` is ``None`` when the file names the variable and the value comes from elsewhere; ``source`` says from where:
    ``literal``, ``dashboard`` (``sync: false``, app.json without value), ``optional`` (app.json's ``"required": false``: perhaps nobody sets it), ``generated``, ``database``, ``service``, ``secret``, ``group``, ``reference`` (``${X}``), ``build`` (ARG).
    """

    name: str
    value: str | None
    place: Place
    source: str = "literal"


class Command(Record):
    """A command as a platform file writes it, before the shell is followed.

    ``phase``: ``build``, ``release`` (before the new version takes traffic, run once), ``start``, ``cron``, ``health``, ``ci`` (run by the
    workflow's own machine before it deploys: with other programs and files than the host's). ``text`` is the shell text; ``argv`` is set
    for the exec form, which no shell reads. ``place`` covers the text in the file; ``text_line``/``text_column`` is where ``text[0]`` stands, so that positions inside can be told
    (only when ``exact``: the text stands in the file verbatim). ``cwd`` overrides the service's folder. ``as_arguments``: an image's ENTRYPOINT, if it has one, is what runs,
    and gets this as its arguments.
    """

    text: str
    phase: str
    place: Place
    argv: tuple[str, ...] | None = None
    argv_places: tuple[Place, ...] = ()
    exact: bool = True
    cwd: str | None = None
    supplied: bool = False
    as_arguments: bool = False


class Mount(Record):
    """A disk that outlives a deploy; ``path`` is where the program sees it, ``source`` the repository path or volume name."""

    path: str
    source: str
    place: Place


class Port(Record):
    """A port that the platform forwards to. ``role``: ``forward`` (must be what the server binds), ``health``, ``expose``, ``publish``."""

    number: int
    role: str
    place: Place


class Folder(Record):
    """A path that a platform file names (``rootDir``, build context, Dockerfile, env file …). ``role``: ``root``, ``context``, ``dockerfile``, ``env-file``,
    ``static``, ``script``."""

    path: str
    written: str
    role: str
    place: Place


class PythonVersion(Record):
    """A declared Python version as written (``python-3.11.4``, ``3.12-slim``) and as a version (``3.11.4``; ``""`` when it cannot be told)."""

    written: str
    version: str
    source: str
    place: Place


class Service(Record):
    """One process group as one platform file declares it.

    ``host`` is a key of ``hosts.HOSTS``. ``kind``: ``web``, ``worker``, ``job`` (release or cron), ``static``, ``database``. ``root`` is the folder its commands start in.
    ``image`` is the Dockerfile it is built from, or ``""``; ``base`` a ready-made image's name. ``databases`` are the schemes of the databases that the file attaches
    (``postgres``, ``mysql``, ``redis``, ``mongodb``) with the variable that carries the URL. ``development``: a file for a developer's machine (compose override).
    ``health_paths``: URL paths that the host asks for.
    """

    host: str
    name: str
    kind: str
    place: Place
    root: str = ""
    commands: tuple[Command, ...] = ()
    variables: tuple[Variable, ...] = ()
    env_files: tuple[Folder, ...] = ()
    folders: tuple[Folder, ...] = ()
    python: PythonVersion | None = None
    mounts: tuple[Mount, ...] = ()
    ports: tuple[Port, ...] = ()
    health_paths: tuple[Variable, ...] = ()
    databases: tuple[Variable, ...] = ()
    image: str = ""
    context: str = ""
    target: str = ""
    base: str = ""
    depends_on: tuple[str, ...] = ()
    instances: int | None = None
    plan: str = ""
    proxied: bool = False
    development: bool = False


class PlatformFile(Record):
    """All that one platform file declares. ``errors`` are what the host (or the format) refuses."""

    path: str
    host: str
    services: tuple[Service, ...] = ()
    variables: tuple[Variable, ...] = ()
    python: PythonVersion | None = None
    errors: tuple[Unreadable, ...] = ()
    addons: tuple[Variable, ...] = ()


class Instruction(Record):
    """One Dockerfile instruction: ``name`` upper-cased, ``text`` joined over continuations, flags apart; ``argv`` for the JSON form; ``heredocs`` are bodies."""

    name: str
    text: str
    place: Place
    stage: int
    flags: tuple[str, ...] = ()
    argv: tuple[str, ...] | None = None
    argv_places: tuple[Place, ...] = ()
    heredocs: tuple[str, ...] = ()
    line_starts: tuple[tuple[int, int], ...] = ()
    text_column: int = 1


class Dockerfile(Record):
    """A Dockerfile's instructions in order. ``stages`` names each stage (``""`` when unnamed)."""

    path: str
    instructions: tuple[Instruction, ...] = ()
    stages: tuple[str, ...] = ()
    errors: tuple[Unreadable, ...] = ()


class EnvFile(Record):
    """A dotenv file; ``source`` of its variables is always ``literal``."""

    path: str
    variables: tuple[Variable, ...] = ()
    errors: tuple[Unreadable, ...] = ()


# --- Templates, front end, migrations ---------------------------------------------------------------


class TemplateUse(Record):
    """A template that another file names. ``kind``: ``extends``, ``include``, ``import``, ``from``, ``render``. ``optional``: ``ignore missing``.
    ``others``: the further names of a list, of which the first that exists is taken."""

    name: str
    kind: str
    place: Place
    optional: bool = False
    others: tuple[str, ...] = ()


class Link(Record):
    """A URL in a template, stylesheet or script. ``kind``: ``href``, ``src``, ``action``, ``fetch``, ``axios``, ``websocket``, ``url``, ``assign``, ``other``; ``context`` is the text around it."""

    url: str
    kind: str
    place: Place
    context: str = ""


class StaticUse(Record):
    """``url_for('static', filename=…)`` or a literal ``/static/…``; ``endpoint`` is ``static``, ``<blueprint>.static``, or ``/static`` for the literal address."""

    filename: str
    endpoint: str
    place: Place


class Page(Record):
    """What a template, HTML, CSS or JavaScript file names. ``bundle``: it was built; ``switched``: its script asks for the environment or the browser's own address."""

    path: str
    templates: tuple[TemplateUse, ...] = ()
    statics: tuple[StaticUse, ...] = ()
    links: tuple[Link, ...] = ()
    bundle: bool = False
    switched: bool = False


class Migration(Record):
    """One Alembic revision file, read statically."""

    path: str
    revision: str
    down_revisions: tuple[str, ...]
    place: Place
    down_place: Place
    depends_on: tuple[str, ...] = ()
    branch_labels: tuple[str, ...] = ()
    dynamic: bool = False
