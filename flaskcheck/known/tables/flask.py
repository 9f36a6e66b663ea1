"""Flask, what builds on it, and command lines.

Flask 3.1 (API), Werkzeug 3.1, Click 8.1, Flask-SocketIO 5.5, Flask-RESTful 0.3, Flask-RESTX 1.3, flask-openapi3 4, APIFlask 2, Connexion 2, Eve 2, Flask-Admin 1.6,
Flask-Migrate 4, Flask-JWT-Extended 4, Flask-Mail 0.10, Flask-Script 2.
"""

from __future__ import annotations

from flaskcheck.known.meanings import (
    BRINGS,
    GIVES,
    HASHES,
    IMPORTS,
    LOOKS_UP,
    MAKES,
    REGISTERS,
    RENDERS,
    SERVES,
    SETS,
    SHOWS,
    STOPS,
    TELLS,
    Meaning,
    Rows,
)

MAKING: Rows = (
    (
        Meaning(MAKES, "application", (("import name", 0, "import_name"),)),
        (
            "flask.Flask flask.app.Flask flask_openapi3.OpenAPI flask_api.FlaskAPI apiflask.APIFlask connexion.FlaskApp connexion.App eve.Eve "
            "brainzutils.flask.CustomFlask flask_lambda.FlaskLambda flask_sugar.Sugar"
        ),
    ),
    (
        Meaning(MAKES, "whole application"),  # of a distribution, which a project only configures
        (
            "invenio_app.wsgi.application invenio_app.factory.create_app invenio_app.factory.create_ui "
            "invenio_app.factory.create_api superset.app.create_app udata.app.create_app indico.web.flask.app.make_app"
        ),
    ),
    (Meaning(MAKES, "other application"), "quart.Quart sanic.Sanic emmett.App dash.Dash celery.Celery"),
    (
        Meaning(GIVES, "application"),
        "flask.current_app flask.globals.current_app flask.current_app._get_current_object()",
    ),
    (Meaning(MAKES, "blueprint", (("import name", 1, "import_name"),)), "flask.Blueprint"),
    (Meaning(MAKES, "api blueprint"), "flask_openapi3.APIBlueprint apiflask.APIBlueprint"),
    (Meaning(MAKES, "namespace"), "flask_restx.Namespace flask_restx.Api flask_restful.Api"),
    (Meaning(MAKES, "extension"), "flask_socketio.SocketIO flask_sqlalchemy.SQLAlchemy"),
    (
        Meaning(MAKES, "migrations", (("folder", 2, "directory"),)),
        "flask_migrate.Migrate flask_migrate.Migrate().init_app",
    ),
    (
        Meaning(HASHES, "werkzeug", (("method", 1, "method"),)),
        "werkzeug.security.generate_password_hash",
    ),
    (
        Meaning(HASHES),
        "flask_bcrypt.generate_password_hash bcrypt.hashpw argon2.PasswordHasher().hash flask_security.hash_password",
    ),
    (
        Meaning(MAKES, "dispatcher", (("served", 0, "app"), ("served mounts", 1, "mounts"))),
        "werkzeug.middleware.dispatcher.DispatcherMiddleware werkzeug.wsgi.DispatcherMiddleware",
    ),
    (
        Meaning(MAKES, "proxy", (("address", 1, "x_for"), ("host", 3, "x_host"))),
        "werkzeug.middleware.proxy_fix.ProxyFix",
    ),
    (Meaning(MAKES, "scripts"), "setuptools.command.install_scripts.install_scripts"),
)

SERVING: Rows = (
    (
        Meaning(SERVES, "werkzeug", (("host", 0, "hostname"), ("port", 1, "port"), ("debug", 4, "use_debugger"))),
        "werkzeug.serving.run_simple werkzeug.run_simple",
    ),
    (
        Meaning(SERVES, "flask", (("host", 0, "host"), ("port", 1, "port"), ("debug", 2, "debug"))),
        "flask.Flask().run",
    ),
    (Meaning(SERVES, "flask", (("host", 1, "host"), ("port", 2, "port"))), "flask_socketio.SocketIO().run"),
    (Meaning(SERVES, "manager"), "flask_script.Manager().run"),
)

SETTINGS: Rows = (
    (Meaning(SETS, "SECRET_KEY"), "flask.Flask().secret_key"),
    (Meaning(SETS, "DEBUG"), "flask.Flask().debug"),
    (Meaning(SETS, "TESTING"), "flask.Flask().testing"),
    (Meaning(SETS, "PERMANENT_SESSION_LIFETIME"), "flask.Flask().permanent_session_lifetime"),
    (Meaning(SETS, "SEND_FILE_MAX_AGE_DEFAULT"), "flask.Flask().send_file_max_age_default"),
    (Meaning(SETS, "USE_X_SENDFILE"), "flask.Flask().use_x_sendfile"),
    (Meaning(SETS, "SESSION_COOKIE_NAME"), "flask.Flask().session_cookie_name"),
    (Meaning(SETS, "object", (("what", 0, "obj"),)), "flask.Flask().config.from_object"),
    (Meaning(SETS, "mapping", (("what", 0, "mapping"),)), "flask.Flask().config.from_mapping"),
    (Meaning(SETS, "mapping", (("what", 0, ""),)), "flask.Flask().config.update"),
    (Meaning(SETS, "pyfile", (("what", 0, "filename"), ("silent", 1, "silent"))), "flask.Flask().config.from_pyfile"),
    (
        Meaning(SETS, "file", (("what", 0, "filename"),)),
        "flask.Flask().config.from_file flask.Flask().config.from_json",
    ),
    (
        Meaning(SETS, "envvar", (("what", 0, "variable_name"), ("silent", 1, "silent"))),
        "flask.Flask().config.from_envvar",
    ),
    (Meaning(SETS, "prefixed env", (("what", 0, "prefix"),)), "flask.Flask().config.from_prefixed_env"),
    (Meaning(SETS, "default", (("key", 0, ""), ("what", 1, ""))), "flask.Flask().config.setdefault"),
    (Meaning(SETS, "trusted hosts"), "werkzeug.wrappers.Request().trusted_hosts"),
)
"""Attributes of a Flask object that are settings (``ConfigAttribute``s and the ``debug`` property), and what loads settings."""

ROUTES: Rows = (
    (
        Meaning(REGISTERS, "route", (("rule", 0, "rule"),)),
        "flask.Flask().route flask.Flask().get flask.Flask().post flask.Flask().put flask.Flask().patch flask.Flask().delete",
    ),
    (Meaning(REGISTERS, "rule", (("rule", 0, "rule"),)), "flask.Flask().add_url_rule"),
    (Meaning(REGISTERS, "resource"), "flask_restful.Api().add_resource"),
    (Meaning(REGISTERS, "blueprint", (("what", 0, "blueprint"),)), "flask.Flask().register_blueprint"),
    (Meaning(REGISTERS, "setup"), "flask.Blueprint().record flask.Blueprint().record_once"),
    (
        Meaning(REGISTERS, "unseen"),
        (
            "flask_openapi3.OpenAPI().register_api flask_restx.Api().add_namespace flask_classful.FlaskView.register "
            "flask_admin.Admin werkzeug.serving.make_server werkzeug.middleware.dispatcher.DispatcherMiddleware"
        ),
    ),
    (Meaning(STOPS, "stranger"), "flask_jwt_extended.verify_jwt_in_request flask_jwt_extended.get_jwt_identity"),
    (Meaning(STOPS, "request"), "flask.abort werkzeug.exceptions.abort"),
)
"""``unseen`` makes routes whose rules are not followed; ``stranger`` lets nobody in without a token."""

COMMANDS: Rows = (
    (
        Meaning(REGISTERS, "command"),
        (
            "click.command click.group click.Group().result_callback flask.Flask().cli.command flask.Flask().shell_context_processor "
            "flask_script.Manager().command typer.Typer().command pytest.fixture"
        ),
    ),
)

PAGES: Rows = (
    (
        Meaning(RENDERS, "template", (("name", 0, "template_name_or_list"),)),
        "flask.render_template flask.stream_template flask.templating.render_template flask.templating.stream_template quart.render_template",
    ),
    (
        Meaning(RENDERS, "environment", (("name", 0, "name"),)),
        "flask.Flask().jinja_env.get_template flask.Flask().jinja_env.select_template",
    ),
    (Meaning(GIVES, "url", (("endpoint", 0, "endpoint"),)), "flask.url_for flask.helpers.url_for url_for"),
    (Meaning(BRINGS, "admin"), "flask_admin"),
    (Meaning(BRINGS, "bootstrap bootstrap4 bootstrap5"), "flask_bootstrap"),
    (Meaning(BRINGS, "security"), "flask_security"),
    (Meaning(BRINGS, "flask_user"), "flask_user"),
    (Meaning(BRINGS, "appbuilder"), "flask_appbuilder"),
    (Meaning(BRINGS, "debug_toolbar"), "flask_debugtoolbar"),
    (Meaning(BRINGS, "flasgger"), "flasgger"),
    (Meaning(BRINGS, "rq_dashboard"), "rq_dashboard"),
    (
        Meaning(BRINGS, "*"),
        (
            "flask.Flask().jinja_loader flask.Flask().jinja_env.loader flask.Flask().jinja_options flask.Flask().create_jinja_environment flask.Flask().create_global_jinja_loader "
            "flask_themes2.setup_themes flask_themer flask_themes"
        ),
    ),
)
"""Of what brings templates, the folders; ``*`` is any."""

TELLING: Rows = (
    (Meaning(SHOWS, "redirect", (("address", 0, "location"),)), "flask.redirect werkzeug.utils.redirect"),
    (
        Meaning(SHOWS, "redirect", (("address", -1, "redirect_uri"),)),
        (
            "requests_oauthlib.OAuth2Session authlib.integrations.requests_client.OAuth2Session spotipy.SpotifyOAuth spotipy.oauth2.SpotifyOAuth "
            "google_auth_oauthlib.flow.Flow.from_client_config google_auth_oauthlib.flow.Flow.from_client_secrets_file"
        ),
    ),
    (
        Meaning(SHOWS, "mail"),
        (
            "flask_mail.Message flask_mail.Mail().send_message sendgrid.Mail sendgrid.Email email.mime.text.MIMEText email.message.EmailMessage "
            "email.message.EmailMessage().set_content email.message.EmailMessage().add_alternative smtplib.SMTP().sendmail"
        ),
    ),
    (Meaning(TELLS, "page"), "flask.flash"),
    (Meaning(TELLS, "line"), "click.echo print help"),
    (Meaning(TELLS, "styled line"), "click.secho"),
    (Meaning(TELLS, "option"), "click.option argparse.ArgumentParser().add_argument"),
    (Meaning(TELLS, "argument"), "click.argument"),
    (
        Meaning(TELLS, "log"),
        "logging.Logger().log logging.Logger().debug logging.Logger().info logging.Logger().warning logging.Logger().error",
    ),
    (Meaning(TELLS, "trouble"), "logging.Logger().warn logging.Logger().critical logging.Logger().exception"),
)

IMPORTING: Rows = ((Meaning(IMPORTS, "object", (("what", 0, "import_name"),)), "werkzeug.utils.import_string"),)

ALLOWING: Rows = (
    (
        Meaning(SETS, "origins", (("origins", -1, "origins"), ("resources", -1, "resources"))),
        "flask_cors.CORS flask_cors.CORS().init_app flask_cors.cross_origin flask_cors.extension.CORS",
    ),
)

VISITING: Rows = (
    (
        Meaning(LOOKS_UP, "request"),
        "flask.request flask.session flask_login.current_user flask_jwt_extended.get_jwt flask_jwt_extended.get_jwt_identity flask_jwt_extended.get_current_user flask_jwt_extended.current_user",
    ),
)

ROWS: Rows = (*MAKING, *SERVING, *SETTINGS, *ROUTES, *COMMANDS, *PAGES, *TELLING, *IMPORTING, *ALLOWING, *VISITING)
