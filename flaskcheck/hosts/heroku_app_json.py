"""app.json: what Heroku makes when someone deploys by a button, a review app or CI.

Sources: "app.json Schema", "Heroku Add-ons" (Heroku Dev Center). Expo and React Native have a file of the same name;
it declares nothing here.
"""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file, words
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.hosts.declared import command_of, wrong_type
from flaskcheck.readers.markup import json as json_text
from flaskcheck.readers.markup.node import pair_place, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.broken import Unreadable
    from flaskcheck.files.source import Source
    from flaskcheck.readers.markup.node import Node

_HEROKU_KEYS = words(
    "env addons scripts formation stack buildpacks repository success_url environments image keywords website"
)
_OTHER_KEYS = frozenset(("expo", "displayName"))
_OBJECTS = ("env", "scripts", "formation", "environments")
_LISTS = ("addons", "buildpacks", "keywords")
_DATABASES = {
    "heroku-postgresql": ("DATABASE_URL", "postgres"),
    "heroku-redis": ("REDIS_URL", "redis"),
    "cleardb": ("CLEARDB_DATABASE_URL", "mysql"),
    "jawsdb": ("JAWSDB_URL", "mysql"),
    "jawsdb-maria": ("JAWSDB_MARIA_URL", "mysql"),
    "mongolab": ("MONGODB_URI", "mongodb"),
    "rediscloud": ("REDISCLOUD_URL", "redis"),
    "redistogo": ("REDISTOGO_URL", "redis"),
    "openredis": ("OPENREDIS_URL", "redis"),
    "cloudamqp": ("CLOUDAMQP_URL", "amqp"),
}
_SERVICES = {
    "bonsai": ("BONSAI_URL",),
    "searchbox": ("SEARCHBOX_URL",),
    "cloudinary": ("CLOUDINARY_URL",),
    "mailgun": ("MAILGUN_API_KEY", "MAILGUN_DOMAIN", "MAILGUN_SMTP_LOGIN", "MAILGUN_SMTP_PASSWORD"),
    "memcachier": ("MEMCACHIER_SERVERS", "MEMCACHIER_USERNAME", "MEMCACHIER_PASSWORD"),
    "newrelic": ("NEW_RELIC_LICENSE_KEY", "NEW_RELIC_LOG"),
    "sendgrid": ("SENDGRID_USERNAME", "SENDGRID_PASSWORD"),
    "sentry": ("SENTRY_DSN",),
}


def read(source: Source) -> PlatformFile:
    """The variables, add-ons, formation and postdeploy script of an app.json. ``host`` is ``""`` for another
    program's app.json.

    ``addons`` are the databases' variables (value: ``postgres``, ``mysql``, ``redis`` ...); each database is a
    service of kind ``database`` with its plan, too. A formation gives services without commands, which the Procfile
    has. ``stack`` is the build variable ``STACK`` that Heroku makes of it. Never raises.
    """
    root, errors = json_text.load(source)
    if root is None:
        return PlatformFile(source.path, "heroku", errors=errors)
    if not _is_heroku(root):
        return PlatformFile(source.path, "")
    folder = folder_of_file(source.path)
    addons = addons_of(root.get("addons"))
    return PlatformFile(
        source.path,
        "heroku",
        services=(*_formation(root, folder), *_postdeploy(root, folder), *stores_of(addons)),
        variables=(*_variables(root), *_stack(root), *variables_of(addons)),
        errors=(*errors, *_type_errors(root)),
        addons=databases_of(addons),
    )


def _stack(root: Node) -> Iterator[Variable]:
    stack = root.get("stack")
    if stack is not None and stack.text:
        yield Variable("STACK", stack.text, stack.text_place, "build")


class Addon(Record):
    """An add-on as ``addons`` lists it: ``heroku-postgresql:essential-0``, attached under an alias perhaps."""

    name: str
    plan: str
    alias: str
    place: Place


def addons_of(listed: Node | None) -> list[Addon]:
    """The add-ons of a list (heroku.yml has the same form)."""
    found = []
    for node in listed or ():
        written = node.get("plan") if node.is_mapping else node
        if written is not None and written.text:
            name, _, plan = written.text.partition(":")
            found.append(Addon(name, plan, text_of(node, "as"), written.text_place))
    return found


def databases_of(addons: list[Addon]) -> tuple[Variable, ...]:
    """The variables that carry the URLs of databases, with the kind of database as value."""
    return tuple(
        Variable(f"{a.alias}_URL" if a.alias else _DATABASES[a.name][0], _DATABASES[a.name][1], a.place, "database")
        for a in addons
        if a.name in _DATABASES
    )


def variables_of(addons: list[Addon]) -> tuple[Variable, ...]:
    """Every variable that the add-ons set; their values are not in the file."""
    stores = (Variable(v.name, None, v.place, "database") for v in databases_of(addons))
    services = (Variable(name, None, a.place, "service") for a in addons for name in _SERVICES.get(a.name, ()))
    return (*stores, *services)


def stores_of(addons: list[Addon]) -> tuple[Service, ...]:
    """The databases as services, for their plans."""
    own = ((a, Variable("", _DATABASES[a.name][1], a.place, "database")) for a in addons if a.name in _DATABASES)
    return tuple(Service("heroku", a.name, "database", a.place, plan=a.plan, databases=(kind,)) for a, kind in own)


def _is_heroku(root: Node) -> bool:
    keys = set(root.keys())
    return bool(keys & _HEROKU_KEYS) and not keys & _OTHER_KEYS


def _type_errors(root: Node) -> Iterator[Unreadable]:
    for key, value in root.items():
        if key.value in _OBJECTS and not value.is_mapping:
            yield wrong_type(value, key.value, "an object")
        elif key.value in _LISTS and not value.is_sequence:
            yield wrong_type(value, key.value, "an array")


def _variables(root: Node) -> Iterator[Variable]:
    env = root.get("env")
    for key, entry in env.items() if env is not None else ():
        value = entry.get("value") if entry.is_mapping else entry
        if value is not None and value.is_scalar:
            yield Variable(key.value, value.text, pair_place(key, value) if value is entry else value.place)
        else:
            yield Variable(key.value, None, key.place, _source_of(entry))


def _source_of(entry: Node) -> str:
    """Where the value of a variable without one comes from (devcenter.heroku.com, "app.json Schema": ``generator``, ``required``)."""
    if entry.get("generator") is not None:
        return "generated"
    required = entry.get("required") if entry.is_mapping else None
    return "optional" if required is not None and required.text == "false" else "dashboard"


def _formation(root: Node, folder: str) -> Iterator[Service]:
    formation = root.get("formation")
    for key, entry in formation.items() if formation is not None else ():
        count = entry.get("quantity")
        kind = key.value if key.value == "web" else "worker"
        instances = count.as_int if count is not None else None
        size = text_of(entry, "size").lower()
        yield Service("heroku", key.value, kind, key.place, folder, instances=instances, plan=size)


def _postdeploy(root: Node, folder: str) -> Iterator[Service]:
    command = command_of(root.get("scripts", "postdeploy"), "release")
    if command:
        yield Service("heroku", "postdeploy", "job", command.place, folder, commands=(command,))
