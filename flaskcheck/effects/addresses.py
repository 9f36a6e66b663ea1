"""What the local addresses in reached code are for: called, handed to visitors, the address of a service, or a mere value."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import Name
from flaskcheck.ground.record import Record
from flaskcheck.known.loopback import Loopback, loopback_host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.python import Text
    from flaskcheck.project import Project, Reached

WEB = frozenset({"http", "https", "ws", "wss", "grpc", ""})
SERVICES = frozenset(
    "postgres postgresql mysql mariadb redis rediss amqp amqps pyamqp mongodb mssql oracle smtp smtps elasticsearch memcached kafka nats "
    "mqtt ldap ldaps cassandra neo4j bolt dsn".split()
)
SERVICE_NAME = re.compile(
    r"(?:^|[^a-z])(?:database|db|redis|broker|backend|celery|rabbit(?:mq)?|amqp|mongo(?:db)?|mysql|postgres(?:ql)?|pg|sqlalchemy|elastic(?:search)?|memcached?|mail|smtp|kafka|rq)(?:[^a-z]|$)"
    r"|redis|mongo|postgres|mysql|rabbit|elastic",
    re.IGNORECASE,
)
CLIENTS = re.compile(
    r"(?:^|\.)(?:(?:redis|aioredis|psycopg2?|asyncpg|pymysql|MySQLdb|mysql\.connector|mariadb|pymongo|smtplib|elasticsearch|opensearchpy|memcache|pylibmc|pymemcache|pika|kombu"
    r"|celery|rq|pyodbc|cx_Oracle|oracledb|ldap3?|kafka|paho|neo4j|cassandra|sqlalchemy)\.[\w.]*"
    r"|StrictRedis|MongoClient|Elasticsearch|create_engine|SMTP(?:_SSL)?|BlockingConnection|KafkaProducer|KafkaConsumer|mongoengine\.connect)$"
)
"""Calls that connect to databases, caches, brokers and mail servers."""

QUIET = frozenset(
    "docstring compare decorator env-name annotation key raise assert function subscript except match".split()
)
SAYING = frozenset(
    "print log debug info warning warn error critical exception echo secho flash help add_argument option argument run run_simple serve bind "
    "listen startswith endswith run_app ProxyFix set_main_option trusted_hosts replace split strip lstrip removeprefix abort describe getLogger "
    "write_text system Popen check_call check_output".split()
)
CALLING = frozenset(
    "get post put patch delete request urlopen redirect head options Client AsyncClient Session connect create_connection "
    "urlretrieve ws_connect WebSocketApp goto open_url ServerProxy OpenAI Ollama ChatOllama".split()
)
MAILING = frozenset(
    "Message MIMEText EmailMessage Mail Email send_mail send_email sendmail send_message set_content add_alternative".split()
)
VISITOR = re.compile(
    r"(?:redirect|callback|success|cancel|return|reset|verify|verification|confirm(?:ation)?|activation|invite|login|logout|next)_?(?:ur[il]|link)s?$|^(?:link|href|url|redirect_uri|redirectUri)$",
    re.IGNORECASE,
)
BODIES = re.compile(
    r"(?:^|[._])(?:html|body|html_body|mail|email|html_content|email_body|link|text_body)$", re.IGNORECASE
)
ALLOWING = frozenset(
    "cors origin origins allowed allow whitelist allowlist trusted hosts proxies proxy local localhost dev develop development test testing tests bind "
    "health healthcheck sandbox mock example sample otlp otel exporter dogstatsd statsd".split()
)
SIDECAR_PORTS = frozenset({4317, 4318, 8125, 8126, 9411, 14268, 2000, 3500, 9222, 4444})
"""OpenTelemetry, StatsD, Datadog, Zipkin, Jaeger, X-Ray and Dapr beside the application; the remote control of browsers."""


class Use(Record):
    """A local address in reached code.

    ``purpose``: ``service`` (a database, cache, broker or mail server), ``call`` (the server asks it), ``visitor`` (handed to visitors), ``value`` (stored or passed on).
    ``fallback``: it only holds while something else is missing, the environment variable ``variable`` when it has a name.
    """

    text: Text
    found: Loopback
    purpose: str
    fallback: bool
    variable: str
    reached: Reached


def address_uses(project: Project) -> Iterator[Use]:
    """Every local address in reached code that is neither shown, compared, allowed nor of an unselected configuration."""
    called: frozenset[tuple[str, str]] | None = None
    for text, reached in project.texts():
        found = loopback_host(text.text)
        if found is None or _is_quiet(text) or project.is_unselected_setting(text):
            continue
        if called is None:
            called = _called_names(project)
        purpose = _purpose(text, found, called)
        if purpose:
            context = text.context
            variable = next((w.partition(":")[2] for w in context if w.startswith("env-default")), "")
            fallback = bool(variable) or any(w in ("or", "if-else") or w.startswith("default:") for w in context)
            guarded = any(g.kind in ("if", "except", "match") for g in text.guards)
            yield Use(text, found, purpose, fallback or guarded, variable, reached)


def _calls(text: Text) -> list[str]:
    return [word.removeprefix("call:") for word in text.context if word.startswith("call:")]


def _names(text: Text) -> list[str]:
    """The names that the text is given: of variables, keys, parameters and keyword arguments."""
    kinds = ("assign:", "item:", "default:", "argument:", "env-default:")
    return [word.partition(":")[2] for word in text.context if word.startswith(kinds)]


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))


def _is_quiet(text: Text) -> bool:
    """Whether the text is shown, compared, allowed or part of a check of the application's own health."""
    last = {name.rpartition(".")[2] for name in _calls(text)}
    if QUIET & set(text.context) or SAYING & last:
        return True
    if any(ALLOWING & _words(name) for name in (*_names(text), *_calls(text), text.scope)):
        return True
    return any(g.kind == "if" and g.test is not None and "debug" in g.test.spelling for g in text.guards)


def _purpose(text: Text, found: Loopback, called: frozenset[tuple[str, str]]) -> str:
    """What an address is for; ``""`` when that is nothing to speak of."""
    scheme = found.scheme.partition("+")[0]
    names, calls = _names(text), _calls(text)
    last = {name.rpartition(".")[2] for name in calls}
    whole = text.text.strip()
    if any(c.isspace() for c in whole) and scheme != "dsn":
        mailed = MAILING & last or any(BODIES.search(name) for name in names)
        return "visitor" if mailed and found.kind == "url" and scheme in WEB else ""
    if scheme in SERVICES:
        return "service"
    if found.host.startswith("0.") and found.kind != "url":
        return ""  # what to listen on
    if found.kind in ("host", "hostport") and _is_service(text, names, calls):
        return "service"
    if found.kind == "host" or scheme not in WEB or found.port in SIDECAR_PORTS:
        return ""
    if (found.kind == "url" and found.start > 0 and not whole.startswith("<")) or "/health" in whole:
        return ""
    return _purpose_of_url(text, names, last, called)


def _purpose_of_url(text: Text, names: list[str], last: set[str], called: frozenset[tuple[str, str]]) -> str:
    if MAILING & last or "redirect" in last or any(VISITOR.search(n.rpartition(".")[2]) for n in names):
        return "visitor"
    if any(BODIES.search(name) for name in names):
        return "visitor"
    direct = [word for word in text.context if word.startswith(("call:", "argument:"))][-2:]
    if (
        len(direct) == 2
        and direct[0].rpartition(".")[2].removeprefix("call:") in CALLING
        and direct[1] in ("argument:0", "argument:url")
    ):
        return "call"
    if any((text.place.path, name) in called for name in names):
        return "call"
    display = any(word in ("list", "set", "tuple") for word in text.context)
    return "" if display and not last else "value"


def _is_service(text: Text, names: list[str], calls: list[str]) -> bool:
    """Whether a bare host name is that of a service: an argument of its client, or called so."""
    if any(CLIENTS.search(name) for name in calls):
        return any(n in ("0", "host", "hosts", "hostname", "bootstrap_servers", "server", "servers") for n in names)
    host = names[-1].rpartition(".")[2].lower() if names else ""
    if any(word.startswith("call:") for word in text.context):
        return False
    named = any(SERVICE_NAME.search(name) for name in names)
    return named and bool(re.search(r"host|server|addr|url|uri|^(?:db|redis|mongo)", host))


def _called_names(project: Project) -> frozenset[tuple[str, str]]:
    """The variables that stand in the first argument of a call that asks an address, with their files."""
    found = set()
    for site, _ in project.calls():
        function = site.call.name.rpartition(".")[2]
        value = site.call.argument(0, "url") if function in CALLING and "." in site.call.name else None
        for inner in value.walk() if value is not None else ():
            if isinstance(inner, Name):
                found.add((site.place.path, inner.name))
    return frozenset(found)
