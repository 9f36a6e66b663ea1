"""What ends an import where a module of the project stands before the one that is meant.

Made by trying (2026-11-30): an empty ``<module>.py`` beside the application, under gunicorn 20.1.0, 23.0.0 and 27.0.1 with Flask 3.1, and under Python 3.11 with the newest
release of each extension.
"""

from __future__ import annotations

SHADOWED: dict[str, dict[str, str]] = {
    "flask": {
        "blinker": "cannot import name 'Namespace' from 'blinker'",
        "click": "No module named 'click.core'",
        "hmac": "cannot import name 'compare_digest' from 'hmac'",
        "itsdangerous": "cannot import name 'BadSignature' from 'itsdangerous'",
        "jinja2": "cannot import name 'BaseLoader' from 'jinja2'",
        "markupsafe": "cannot import name 'escape' from 'markupsafe'",
        "numbers": "module 'numbers' has no attribute 'Number'",
        "pprint": "cannot import name 'pformat' from 'pprint'",
        "uuid": "module 'uuid' has no attribute 'UUID'",
        "werkzeug": "No module named 'werkzeug.local'",
    },
    "flask_sqlalchemy": {
        "sqlalchemy": "No module named 'sqlalchemy.event'",
        "typing_extensions": "cannot import name 'dataclass_transform' from 'typing_extensions'",
    },
    "flask_migrate": {
        "alembic": "cannot import name '__version__' from 'alembic'",
        "mako": "cannot import name 'exceptions' from 'mako'",
    },
    "flask_wtf": {"wtforms": "cannot import name 'ValidationError' from 'wtforms'"},
    "flask_jwt_extended": {"jwt": "cannot import name 'DecodeError' from 'jwt'"},
    "flask_limiter": {"limits": "cannot import name 'RateLimitItem' from 'limits'"},
    "flask_marshmallow": {"marshmallow": "cannot import name 'exceptions' from 'marshmallow'"},
    "flask_caching": {"cachelib": "No module named 'cachelib.serializers'"},
    "flask_socketio": {
        "bidict": "cannot import name 'bidict' from 'bidict'",
        "engineio": "cannot import name 'json' from 'engineio'",
        "socketio": "No module named 'socketio.exceptions'",
    },
}
"""For each module that applications import, the modules that it imports in turn, with what Python says where an own one has nothing of theirs."""
