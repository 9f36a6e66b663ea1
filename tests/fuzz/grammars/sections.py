"""Files of sections: setup.cfg, supervisor, uwsgi, and others."""

FILES = (
    "setup.cfg",
    "supervisord.conf",
    "uwsgi.ini",
    "deploy/app.ini",
    "alembic.ini",
    "conf/web.conf",
    ".coveragerc",
    "tox.ini",
)

RULES = {
    "file": ("‹section+›\n", "‹entry*›\n‹section*›\n", "[uwsgi]\n‹uwsgi+›\n", "[program:‹word›]\n‹supervisor+›\n‹section*›", "[options]\ninstall_requires =\n    ‹package›‹specifier›\n    ‹package›\n‹entry*›\n[options.extras_require]\n‹word› = ‹package›\n"),
    "section": ("[‹word›]\n‹entry*›", "[program:‹word›]\n‹supervisor+›", "[uwsgi]\n‹uwsgi+›", "[group:‹word›]\nprograms=‹word›,‹word›", "[include]\nfiles = ‹path› ‹path›", "[metadata]\nname = ‹word›\nversion = attr: ‹word›", "[options]\n‹entry*›", "[‹odd›", "[options.entry_points]\nconsole_scripts =\n    ‹word› = ‹target›", "; ‹odd›"),
    "entry": ("‹word› = ‹value›", "‹word›=‹value› ; ‹word›", "‹word›: ‹value›", "‹word›", "‹word› =\n    ‹value›\n    ‹value›", "‹word› = %(‹word›)s", "‹secret_name› = ‹secret›", "# ‹odd›", "‹odd›", "= ‹value›", "install_requires = file: ‹path›", "python_requires = ‹specifier›"),
    "supervisor": ("command=‹command›", "command = ‹command› \\", "directory=‹path›", "environment=‹variable›=\"‹value›\",‹secret_name›=\"‹secret›\"", "environment=‹variable›=‹odd›,", "numprocs=‹number›", "autostart=‹word›", "user=%(ENV_‹variable›)s", "command=%(here)s/‹path›", "‹entry›"),
    "uwsgi": ("module = ‹target›", "wsgi-file = ‹path›", "callable = ‹word›", "http = ‹host›:‹port›", "socket = ‹path›", "processes = ‹number›", "chdir = %d/‹path›", "set-placeholder = ‹word›=‹value›", "x = %(‹word›)%(‹word›)", "for = ‹word› ‹word›\n‹uwsgi›\nendfor =", "if-env = ‹variable›\n‹uwsgi›\nendif =", "ini = ‹path›", "include = :‹word›", "env = ‹variable›=‹value›", "env = ‹secret_name›=‹secret›", "%‹word› = ‹value›", "plugins = python3", "‹entry›", "master = true", "py-autoreload = ‹number›", "mount = /=‹target›", "static-map = /‹word›=‹path›", "$(‹variable›) = @(‹path›)"),
}  # fmt: skip
