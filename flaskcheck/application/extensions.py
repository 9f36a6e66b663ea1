"""Extensions that an application is given: those in no table may bring anything, templates too."""

from __future__ import annotations

import re
import sys

from flaskcheck.facts.expressions import Call, Name
from flaskcheck.ground.encoded import encoded
from flaskcheck.known import libraries
from flaskcheck.known.meanings import BRINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.application.applications import Application
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.python import Module

_KNOWN = frozenset(
    """flask flask_sqlalchemy flask_migrate flask_login flask_wtf flask_cors flask_mail flask_mailman flask_bcrypt flask_argon2 flask_jwt_extended flask_jwt flask_restful
    flask_restx flask_smorest flask_caching flask_limiter flask_socketio flask_sock flask_sockets flask_session flask_babel flask_babelex flask_moment flask_talisman flask_seasurf
    flask_compress flask_marshmallow flask_httpauth flask_pymongo flask_mongoengine flask_apscheduler flask_assets flask_principal flask_uploads flask_reuploaded flask_redis
    flask_rq2 flask_executor flask_htmx flask_minify flask_mysqldb flask_mysql_connector flaskext flask_script flask_sslify flask_static_digest flask_gravatar flask_pagedown
    flask_ckeditor flask_dropzone flask_dance flask_oauthlib flask_openid flask_discord flask_graphql flask_jsonrpc flask_healthz flask_track_usage flask_paginate flask_scss
    flask_cognito flask_simpleldap flask_ldap3_login flask_pydantic flask_apispec flask_swagger_ui flask_alembic flask_vite flask_cache flask_heroku flask_env flask_s3 flask_zipkin
    prometheus_flask_exporter prometheus_client sentry_sdk raven elasticapm newrelic ddtrace opentelemetry rollbar bugsnag honeybadger scout_apm aws_xray_sdk applicationinsights
    opencensus authlib celery kombu redis rq huey apscheduler peewee playhouse mongoengine pymongo sqlalchemy sqlmodel alembic marshmallow spectree apispec connexion dash
    werkzeug whitenoise gunicorn waitress uvicorn hypercorn gevent geventwebsocket eventlet cheroot cherrypy paste bjoern meinheld tornado twisted asgiref a2wsgi wsgi_basic_auth
    mangum apig_wsgi serverless_wsgi awsgi aws_lambda_powertools zappa vercel_wsgi azure a2wsgi socketio engineio flask_frozen pytest livereload ngrok flask_ngrok pyngrok
    flask_lambda flask_cloudflared webview starlette fastapi""".split()
)
"""What brings no templates, as far as its documentation says."""

_BINDING = re.compile(rb"\s*(?::[^=\n]*)?=")

_BRINGING = frozenset(name for name, meaning in libraries.rows(BRINGS) if meaning.of != "*")
"""What is known to bring some, under names of its own."""


def strangers(code: Code, files: Iterable[str], applications: Iterable[Application]) -> frozenset[str]:
    """The modules of other distributions that are given an application and stand in no table."""
    made_in = {application.path: application for application in applications}
    found: set[str] = set()
    for path in files:
        if path in made_in or b"init_app" in code.tree.source(path).raw:
            module = code.module(path)
            found.update(_given(code, files, module, made_in[path].call if path in made_in else None) if module else ())
    return frozenset(top for top in found if _is_strange(code, top))


def _given(code: Code, files: Iterable[str], module: Module, made: Call | None) -> Iterator[str]:
    """The first parts of the names of what a module gives an application to."""
    applications = {a.target.dotted for a in module.assignments if a.value is made} - {""}
    for site in module.calls:
        function = site.call.function
        base, _, method = site.call.name.rpartition(".")
        given = (*site.call.arguments[:1], *(k.value for k in site.call.keywords if k.name == "app"))
        is_given = method == "init_app" or any(value.dotted in applications for value in given)
        if is_given and isinstance(function, Name) and function.imported:
            yield function.name.partition(".")[0]
        if method == "init_app" and base:
            yield from _made(code, files, base.rpartition(".")[2])


def _made(code: Code, files: Iterable[str], variable: str) -> Iterator[str]:
    """The first parts of the names of what a variable of any module is an instance of."""
    name = encoded(variable)
    for path in files:
        module = code.module(path) if _is_bound(code.tree.source(path).raw, name) else None
        for assignment in module.assignments if module else ():
            value = assignment.value
            if assignment.target.dotted == variable and isinstance(value, Call) and isinstance(value.function, Name):
                yield value.name.partition(".")[0] if value.function.imported else ""


def _is_bound(raw: bytes, name: bytes) -> bool:
    """Whether a line of a file begins with an assignment to a name; most files are ruled out without a pattern."""
    end = len(name) if raw.startswith(name) else 0
    while not (end and _BINDING.match(raw, end)):
        at = raw.find(b"\n" + name, end)
        if at < 0:
            return False
        end = at + 1 + len(name)
    return True


def _is_strange(code: Code, top: str) -> bool:
    """Whether a first part of a name is another distribution's, and in no table."""
    if not top or top in _KNOWN or top in _BRINGING or top in sys.stdlib_module_names:
        return False
    own = re.compile(rf"(?:^|/){re.escape(top)}(?:/.*)?\.py$")  # a folder of this name without Python is data
    return not any(own.search(path) for path in code.tree.files)
