"""What Flask and its family no longer have: each name was looked for in Flask 1.1 to 3.1, Werkzeug 1.0 to 3.1, Jinja2 2.11 to 3.1, itsdangerous 1.1 to 2.2 (November 2026)."""

from __future__ import annotations

from flaskcheck.ground.record import Record


class RemovedName(Record):
    """A name that a distribution has no more from a release on; ``instead`` is what to write in its place."""

    distribution: str
    since: str
    instead: str


_LINES = """
flask 1.0 flask.ext | Import the extension by its own name: from flask_sqlalchemy import SQLAlchemy.
flask 2.1 flask.safe_join flask.helpers.safe_join | Write: from werkzeug.utils import safe_join
flask 2.0 flask.json_available flask._compat | Leave it out.
flask 3.0 flask.Markup flask.escape | Write: from markupsafe import Markup, escape
flask 3.0 flask._app_ctx_stack flask._request_ctx_stack flask.globals._app_ctx_stack flask.globals._request_ctx_stack | Use g, current_app and request.
flask 3.0 flask.helpers.locked_cached_property | Use functools.cached_property.
flask 2.3 flask.json.JSONEncoder flask.json.JSONDecoder | Derive from flask.json.provider.DefaultJSONProvider, and set app.json.
werkzeug 1.0 werkzeug.contrib | Use cachelib for caches, and werkzeug.middleware for the rest: from werkzeug.middleware.proxy_fix import ProxyFix.
werkzeug 1.0 werkzeug.secure_filename werkzeug.cached_property werkzeug.import_string | Import it from werkzeug.utils.
werkzeug 1.0 werkzeug.generate_password_hash werkzeug.check_password_hash | Import it from werkzeug.security.
werkzeug 1.0 werkzeug.LocalProxy werkzeug.LocalStack | Import it from werkzeug.local.
werkzeug 1.0 werkzeug.Accept werkzeug.Authorization werkzeug.CallbackDict werkzeug.CharsetAccept werkzeug.CombinedMultiDict werkzeug.EnvironHeaders werkzeug.ETags werkzeug.FileMultiDict werkzeug.FileStorage werkzeug.Headers | Import it from werkzeug.datastructures.
werkzeug 1.0 werkzeug.HeaderSet werkzeug.ImmutableDict werkzeug.ImmutableList werkzeug.ImmutableMultiDict werkzeug.ImmutableOrderedMultiDict werkzeug.ImmutableTypeConversionDict werkzeug.LanguageAccept werkzeug.MIMEAccept werkzeug.MultiDict werkzeug.OrderedMultiDict | Import it from werkzeug.datastructures.
werkzeug 1.0 werkzeug.RequestCacheControl werkzeug.ResponseCacheControl werkzeug.TypeConversionDict werkzeug.WWWAuthenticate | Import it from werkzeug.datastructures.
werkzeug 1.0 werkzeug.DebuggedApplication | Import it from werkzeug.debug.
werkzeug 1.0 werkzeug.abort werkzeug.Aborter | Import it from werkzeug.exceptions.
werkzeug 1.0 werkzeug.parse_form_data | Import it from werkzeug.formparser.
werkzeug 1.0 werkzeug.cookie_date werkzeug.dump_cookie werkzeug.dump_header werkzeug.dump_options_header werkzeug.generate_etag werkzeug.http_date werkzeug.HTTP_STATUS_CODES werkzeug.is_entity_header werkzeug.is_hop_by_hop_header werkzeug.is_resource_modified | Import it from werkzeug.http.
werkzeug 1.0 werkzeug.parse_accept_header werkzeug.parse_authorization_header werkzeug.parse_cache_control_header werkzeug.parse_cookie werkzeug.parse_date werkzeug.parse_dict_header werkzeug.parse_etags werkzeug.parse_list_header werkzeug.parse_options_header werkzeug.parse_set_header | Import it from werkzeug.http.
werkzeug 1.0 werkzeug.parse_www_authenticate_header werkzeug.quote_etag werkzeug.quote_header_value werkzeug.remove_entity_headers werkzeug.remove_hop_by_hop_headers werkzeug.unquote_etag werkzeug.unquote_header_value | Import it from werkzeug.http.
werkzeug 1.0 werkzeug.Local werkzeug.LocalManager werkzeug.release_local | Import it from werkzeug.local.
werkzeug 1.0 werkzeug.DispatcherMiddleware | Import it from werkzeug.middleware.dispatcher.
werkzeug 1.0 werkzeug.SharedDataMiddleware | Import it from werkzeug.middleware.shared_data.
werkzeug 1.0 werkzeug.create_environ werkzeug.run_wsgi_app | Import it from werkzeug.test.
werkzeug 1.0 werkzeug.test_app | Import it from werkzeug.testapp.
werkzeug 1.0 werkzeug.Href werkzeug.iri_to_uri werkzeug.uri_to_iri werkzeug.url_decode werkzeug.url_encode werkzeug.url_fix werkzeug.url_quote werkzeug.url_quote_plus werkzeug.url_unquote werkzeug.url_unquote_plus | Import it from werkzeug.urls.
werkzeug 1.0 werkzeug.UserAgent | Import it from werkzeug.useragents.
werkzeug 1.0 werkzeug.append_slash_redirect werkzeug.ArgumentValidationError werkzeug.bind_arguments werkzeug.environ_property werkzeug.escape werkzeug.find_modules werkzeug.format_string werkzeug.header_property werkzeug.html werkzeug.HTMLBuilder | Import it from werkzeug.utils.
werkzeug 1.0 werkzeug.redirect werkzeug.unescape werkzeug.validate_arguments werkzeug.xhtml | Import it from werkzeug.utils.
werkzeug 1.0 werkzeug.AcceptMixin | Import it from werkzeug.wrappers.accept.
werkzeug 1.0 werkzeug.AuthorizationMixin werkzeug.WWWAuthenticateMixin | Import it from werkzeug.wrappers.auth.
werkzeug 1.0 werkzeug.BaseRequest | Import it from werkzeug.wrappers.base_request.
werkzeug 1.0 werkzeug.BaseResponse | Import it from werkzeug.wrappers.base_response.
werkzeug 1.0 werkzeug.CommonRequestDescriptorsMixin werkzeug.CommonResponseDescriptorsMixin | Import it from werkzeug.wrappers.common_descriptors.
werkzeug 1.0 werkzeug.ETagRequestMixin werkzeug.ETagResponseMixin | Import it from werkzeug.wrappers.etag.
werkzeug 1.0 werkzeug.ResponseStreamMixin | Import it from werkzeug.wrappers.response.
werkzeug 1.0 werkzeug.UserAgentMixin | Import it from werkzeug.wrappers.user_agent.
werkzeug 1.0 werkzeug.ClosingIterator werkzeug.extract_path_info werkzeug.FileWrapper werkzeug.get_current_url werkzeug.get_host werkzeug.LimitedStream werkzeug.make_line_iter werkzeug.peek_path_info werkzeug.pop_path_info werkzeug.responder | Import it from werkzeug.wsgi.
werkzeug 1.0 werkzeug.wrap_file | Import it from werkzeug.wsgi.
werkzeug 1.0 werkzeug.wsgi.DispatcherMiddleware | Write: from werkzeug.middleware.dispatcher import DispatcherMiddleware
werkzeug 1.0 werkzeug.wsgi.SharedDataMiddleware | Write: from werkzeug.middleware.shared_data import SharedDataMiddleware
werkzeug 2.1 werkzeug.security.safe_str_cmp | Use hmac.compare_digest.
werkzeug 2.1 werkzeug.security.pbkdf2_hex | Use hashlib.pbkdf2_hmac.
werkzeug 2.1 werkzeug.wrappers.BaseRequest werkzeug.wrappers.ETagRequestMixin | Use werkzeug.wrappers.Request.
werkzeug 2.1 werkzeug.wrappers.BaseResponse | Use werkzeug.wrappers.Response.
werkzeug 3.0 werkzeug.http.parse_authorization_header | Use werkzeug.datastructures.Authorization.from_header.
werkzeug 3.0 werkzeug.urls.url_quote werkzeug.urls.url_unquote werkzeug.urls.url_quote_plus werkzeug.urls.url_unquote_plus | Use quote, unquote, quote_plus of urllib.parse.
werkzeug 3.0 werkzeug.urls.url_encode werkzeug.urls.url_decode | Use urlencode and parse_qs of urllib.parse.
werkzeug 3.0 werkzeug.urls.url_parse werkzeug.urls.url_join werkzeug.urls.url_fix | Use urlsplit and urljoin of urllib.parse.
werkzeug 3.1 werkzeug.__version__ | Use importlib.metadata.version("werkzeug").
jinja2 3.1 jinja2.Markup jinja2.escape | Write: from markupsafe import Markup, escape
jinja2 3.1 jinja2.contextfunction jinja2.contextfilter | Use jinja2.pass_context.
jinja2 3.1 jinja2.environmentfunction jinja2.environmentfilter | Use jinja2.pass_environment.
jinja2 3.1 jinja2.evalcontextfilter | Use jinja2.pass_eval_context.
itsdangerous 2.1 itsdangerous.TimedJSONWebSignatureSerializer itsdangerous.JSONWebSignatureSerializer | Use URLSafeTimedSerializer, or PyJWT.
itsdangerous 2.1 itsdangerous.json | Use json.
markupsafe 2.1 markupsafe.soft_unicode | Use markupsafe.soft_str.
flask-jwt-extended 4.0 flask_jwt_extended.jwt_refresh_token_required | Write: @jwt_required(refresh=True)
flask-jwt-extended 4.0 flask_jwt_extended.fresh_jwt_required | Write: @jwt_required(fresh=True)
flask-jwt-extended 4.0 flask_jwt_extended.jwt_optional flask_jwt_extended.verify_jwt_in_request_optional | Write: @jwt_required(optional=True)
flask-jwt-extended 4.0 flask_jwt_extended.get_raw_jwt flask_jwt_extended.get_jwt_claims | Use get_jwt.
flask-sqlalchemy 3.1 flask_sqlalchemy.BaseQuery | Write: from flask_sqlalchemy.query import Query
flask-sqlalchemy 3.1 flask_sqlalchemy.get_debug_queries | Write: from flask_sqlalchemy.record_queries import get_recorded_queries
"""


def _rows() -> dict[str, RemovedName]:
    found = {}
    for line in _LINES.strip().split("\n"):
        words, _, instead = line.partition(" | ")
        distribution, since, *names = words.split()
        found.update(dict.fromkeys(names, RemovedName(distribution, since, instead)))
    return found


REMOVED = _rows()
"""By dotted name; a module stands for all that is in it."""

METHODS = {
    name: RemovedName("flask", "2.3", "Do it in the factory, in app.app_context(), or in a command.")
    for name in ("before_first_request", "before_app_first_request")
}
"""Methods of applications and blueprints."""

_RENAMED = {"attachment_filename": "download_name", "cache_timeout": "max_age", "add_etags": "etag"}
PARAMETERS = {
    "flask.send_file": _RENAMED,
    "flask.send_from_directory": {**_RENAMED, "filename": "path"},
}
"""Parameters that Flask 2.2 has no more, with their names of today, by the function (Flask 2.1.3 still takes them)."""
