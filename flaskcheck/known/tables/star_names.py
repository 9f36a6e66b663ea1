"""Names of Flask 3.1 (its API), of ``os`` (The Python Standard Library 3.13), MongoEngine 0.29 and peewee 3.18 (``__all__`` of both)."""

from __future__ import annotations

STAR_NAMES: dict[str, frozenset[str]] = {
    "flask": frozenset(
        "Flask Blueprint Config Request Response abort after_this_request copy_current_request_context current_app flash "
        "g get_flashed_messages get_template_attribute has_app_context has_request_context json jsonify make_response redirect "
        "render_template render_template_string request send_file send_from_directory session signals stream_template "
        "stream_with_context url_for".split()
    ),
    "mongoengine": frozenset("connect disconnect register_connection".split()),
    "os": frozenset("environ getenv path urandom makedirs mkdir remove listdir getcwd system".split()),
    "peewee": frozenset("SqliteDatabase PostgresqlDatabase MySQLDatabase".split()),
}
"""What ``from module import *`` brings, for the modules of which beginners import everything: the names that facts are told by."""
