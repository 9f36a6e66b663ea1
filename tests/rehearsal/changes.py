"""Changes of text: each row is an operator, with its area, the files that it may change (a pattern), what it finds there (a pattern), and what stands there afterwards.

The area ``harmless`` is of changes that must change nothing; what an ``exposure`` adds works, and is open to everyone who can read the repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable

REQUIREMENTS = r"(^|/)requirements[\w/-]*\.txt$"
PYTHON = r"(?<!setup)\.py$"
MIGRATIONS = r"migrations/versions/.*\.py$"
TEMPLATES = r"templates/.*\.html$"
COMMANDS = r"(^|/)(Procfile|app\.yaml|render\.yaml|manifest\.yml|compose\.yaml|Dockerfile|[\w-]+\.sh)$"
HOST_FILES = r"(^|/)(Procfile|app\.yaml|render\.yaml|manifest\.yml|compose\.yaml|Dockerfile)$"
YAML = r"\.ya?ml$"
DOCKERFILE = r"(^|/)Dockerfile$"
PROCFILE = r"(^|/)Procfile$"


LISTS_VARIABLES = re.compile(r"envVars:|env_variables:|environment:|^ +env:|envs:|\"env\":", re.MULTILINE)
"""What is in a file of a host that names the variables: where none does, the dashboard may hold any, and nothing that is read tells."""

NEEDS_A_LIST = (
    "misspell-variable-in-code",
    "variable-that-nobody-sets",
    "text-joined-to-nothing",
    "refuses-without-variable",
    "number-of-nothing",
    "variable-of-gunicorn",
    "workers-of-no-number",
)
"""The operators whose mutants break only where a variable is surely not set."""

Row = tuple[str, str, str, str, "str | Callable[[re.Match[str]], str]"]


def slip(match: re.Match[str]) -> str:
    """The group ``word`` of a match with two of its letters swapped."""
    word = match["word"]
    at = next(
        (i for i in range(len(word) // 2, len(word) - 1) if word[i] != word[i + 1] and word[i : i + 2].isalpha()), None
    )
    slipped = f"{word}x" if at is None else word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    start, end = match.start("word") - match.start(), match.end("word") - match.start()
    return match[0][:start] + slipped + match[0][end:]


def swapcase(match: re.Match[str]) -> str:
    """The group ``word`` of a match in the other case."""
    start, end = match.start("word") - match.start(), match.end("word") - match.start()
    return match[0][:start] + match["word"].swapcase() + match[0][end:]


TEXTS: tuple[Row, ...] = (
    ("drop-requirement", "dependencies", REQUIREMENTS, r"(?m)^[A-Za-z].*\n", ""),
    ("misspell-requirement", "dependencies", REQUIREMENTS, r"(?m)^(?P<word>[A-Za-z][\w-]{4,})", slip),
    ("unpin-requirement", "dependencies", REQUIREMENTS, r"(?m)(?<=[\w\]])==.*$", ""),
    ("pin-of-no-release", "dependencies", REQUIREMENTS, r"(?m)(?<=[\w\]])==[\d.]+", "==0.0.99"),
    ("one-equals-sign", "dependencies", REQUIREMENTS, r"==", "="),
    ("requirement-of-an-old-python", "dependencies", REQUIREMENTS, r"(?m)^[A-Za-z][^;\n]*$", r'\g<0>; python_version < "3"'),
    ("requirement-in-a-comment", "dependencies", REQUIREMENTS, r"(?m)^[A-Za-z]", r"# \g<0>"),
    ("own-path-as-requirement", "dependencies", REQUIREMENTS, r"\A", "tools @ file:///home/ann/tools\n"),
    ("standard-library-as-requirement", "dependencies", REQUIREMENTS, r"\A", "sqlite3\n"),
    ("comment-in-requirements", "harmless", REQUIREMENTS, r"\A", "# what it needs\n"),
    ("import-of-what-is-not-installed", "dependencies", PYTHON, r"(?m)\A(?!from __future__)(?=(?:import|from) )", "import requests\n"),
    ("optional-import", "harmless", PYTHON, r"(?m)\A(?!from __future__)(?=(?:import|from) )", "try:\n    import requests\nexcept ImportError:\n    requests = None\n"),
    ("misspell-own-import", "code", PYTHON, r"(?m)^from (?P<word>\.?[\w.]+) import", slip),
    ("misspell-imported-name", "code", PYTHON, r"(?m)^from \.[\w.]* import (?P<word>\w{3,})$", slip),
    ("rename-application", "code", PYTHON, r"(?m)^app(?= = )", "application"),
    ("application-under-the-guard", "code", PYTHON, r"(?m)^(app = .*)$", r'if __name__ == "__main__":\n    \1'),
    ("drop-return-of-factory", "code", PYTHON, r"(?m)^    return app\n", ""),
    ("drop-call", "code", PYTHON, r"(?m)^ +\w+\.(?:init_app|register_blueprint)\(.*\)\n", ""),
    ("merge-marker", "code", PYTHON, r"(?m)^(?=from |import )", "<<<<<<< HEAD\n"),
    ("open-bracket", "code", PYTHON, r"(?m)^(\w+ = .*)\)$", r"\1"),
    ("run-at-import", "code", PYTHON, r"(?m)^app = .*\n(?!\S)", r"\g<0>\napp.run()\n"),
    ("file-beside-it-at-import", "code", PYTHON, r"(?m)^app = .*$", r'\g<0>\nopen("settings.json").close()'),
    ("comment-in-code", "harmless", PYTHON, r"(?m)^(?=\S)", "# note\n"),
    ("misspell-template-name", "templates", PYTHON, r"render_template\(\s*[\"'](?P<word>[\w/]{4,})\.html", slip),
    ("template-name-in-other-case", "templates", PYTHON, r"render_template\(\s*[\"'](?:\w+/)?(?P<word>\w)", swapcase),
    ("misspell-static-file", "templates", TEMPLATES, r"filename=[\"'](?P<word>[\w/]{3,})\.", slip),
    ("misspell-endpoint", "templates", TEMPLATES, r"url_for\([\"'](?P<word>(?!static)[\w.]{4,})[\"']", slip),
    ("misspell-parent-template", "templates", TEMPLATES, r"extends [\"'](?P<word>[\w/]{3,})\.", slip),
    ("open-block", "templates", TEMPLATES, r"\{% endblock.*?%\}", ""),
    ("misspell-variable-in-code", "environment", PYTHON, r"environ\[[\"'](?P<word>\w{4,})", slip),
    ("variable-that-nobody-sets", "environment", PYTHON, r"(?m)^(app = .*)$", r'import os\n\1\napp.config["MAIL_KEY"] = os.environ["MAIL_KEY"]'),
    ("variable-with-default", "harmless", PYTHON, r"(?m)^(app = .*)$", r'import os\n\1\napp.config["COLOUR"] = os.environ.get("COLOUR", "red")'),
    ("misspell-variable-of-host", "environment", YAML, r"(?m)^ +(?:- key: )(?P<word>[A-Z][A-Z_]{4,})", slip),
    ("drop-variable-of-host", "environment", YAML, r"(?m)^ +- key: [A-Z_]+\n(?:(?! +- ).+\n)+", ""),
    ("drop-environment-line", "environment", YAML, r"(?m)^ +[A-Z][A-Z_]{3,}: .*\n", ""),
    ("old-scheme", "database", r"\.(?:py|ya?ml)$", r"postgresql(?:\+\w+)?://", "postgres://"),
    ("other-driver", "database", r"\.(?:py|ya?ml)$", r"postgresql(?:\+psycopg)?://(?!\")", "postgresql+asyncpg://"),
    ("database-on-localhost", "database", YAML, r"@db(?=[:/])", "@localhost"),
    ("drop-replacement", "database", PYTHON, r"\.replace\([\"']postgres.*?\)", ""),
    ("misspell-server", "command", COMMANDS, r"\b(?P<word>gunicorn)\b(?= )", slip),
    ("misspell-module-of-target", "command", COMMANDS, r"(?P<word>\b\w{3,})(?=:\w+(?:\(\))?[\"']?\s*(?:$|\]|\n))", slip),
    ("other-attribute", "command", COMMANDS, r"(?<=\w:)app\b(?=[\"']?\s*(?:$|\]|\n))", "application"),
    ("factory-without-call", "command", COMMANDS, r"\(\)", ""),
    ("call-of-application", "command", COMMANDS, r"(?m)(?<= )([\w.]+:app)$", r'"\1()"'),
    ("loopback", "command", COMMANDS, r"0\.0\.0\.0", "127.0.0.1"),
    ("loopback-bind", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --bind 127.0.0.1:8000"),
    ("fixed-port", "command", COMMANDS, r"\$PORT", "5000"),
    ("other-port", "command", COMMANDS, r"(?<=:)80[08]0\b(?!:)", "9090"),
    ("drop-bind", "command", COMMANDS, r" (?:--bind|-b) [\w.:$]+", ""),
    ("misspell-option", "command", COMMANDS, r"--(?P<word>bind|workers|worker-tmp-dir)", slip),
    ("unknown-option", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --wrokers 2"),
    ("more-workers", "harmless", COMMANDS, r"gunicorn(?= )", "gunicorn --workers 2"),
    ("log-to-output", "harmless", COMMANDS, r"gunicorn(?= )", "gunicorn --access-logfile -"),
    ("log-to-missing-folder", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --error-logfile logs/error.log"),
    ("class-that-is-not-installed", "command", COMMANDS, r"gunicorn(?= )", "gunicorn -k gevent"),
    ("configuration-that-is-not-there", "command", COMMANDS, r"gunicorn(?= )", "gunicorn -c gunicorn_config.py"),
    ("into-a-folder", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --chdir src"),
    ("development-server", "command", COMMANDS, r"gunicorn .*\b(\w+):\w+\S*$", r"flask --app \1 run --host 0.0.0.0"),
    ("drop-upgrade", "migrations", COMMANDS, r"(?m)^release: flask .*db upgrade\n| && flask (?:--app \w+ )?db upgrade|^flask (?:--app \w+ )?db upgrade\n", ""),
    ("misspell-flask-command", "migrations", COMMANDS, r"flask (?:--app \w+ )?db (?P<word>upgrade)", slip),
    ("drop-flask-app", "migrations", COMMANDS, r"--app \w+ ", ""),
    ("other-parent-revision", "migrations", MIGRATIONS, r"down_revision = .*", 'down_revision = "feedbeef0001"'),
    ("drop-column-of-migration", "migrations", MIGRATIONS, r"(?m)^ +sa\.Column\((?!.*primary).*\n", ""),
    ("drop-line-of-host-file", "platform", HOST_FILES, r"(?m)^.+\n", ""),
    ("misspell-key", "platform", YAML, r"(?m)^ *(?:- )?(?P<word>[a-zA-Z_]{4,})(?=:)", slip),
    ("tab-in-yaml", "platform", YAML, r"(?m)^  (?=\S)", "\t"),
    ("old-python", "platform", r"(^|/)(\.python-version|runtime\.txt|Dockerfile|app\.yaml|render\.yaml)$", r"3(?P<dot>\.?)13(?:\.\d+)?", r"3\g<dot>9"),
    ("python-of-last-year", "harmless", r"(^|/)(\.python-version|runtime\.txt|Dockerfile)$", r"3\.13", "3.12"),
    ("drop-instruction", "image", DOCKERFILE, r"(?m)^(?:COPY|RUN|WORKDIR).*\n", ""),
    ("other-working-directory", "image", DOCKERFILE, r"WORKDIR /app", "WORKDIR /srv"),
    ("list-with-one-text", "image", DOCKERFILE, r"CMD \[.*\]", 'CMD ["gunicorn --bind 0.0.0.0:8000 app:app"]'),
    ("label", "harmless", DOCKERFILE, r"(?m)(?<=\n)(?=EXPOSE)", "LABEL kind=shop\n"),
    ("old-gunicorn", "dependencies", REQUIREMENTS, r"(?mi)^gunicorn.*$", "gunicorn==20.1.0"),
    ("pins-that-exclude-each-other", "dependencies", REQUIREMENTS, r"(?mi)^flask==3.*$", r"\g<0>\nWerkzeug==2.0.3"),
    ("list-that-is-not-there", "dependencies", REQUIREMENTS, r"\A", "-r requirements/base.txt\n"),
    ("itself-without-set-up", "dependencies", REQUIREMENTS, r"\A", "-e .\n"),
    ("requirement-with-a-marker", "harmless", REQUIREMENTS, r"(?m)^[A-Za-z][^;#\n]*$", r'\g<0> ; python_version >= "3"'),
    ("capital-requirement", "harmless", REQUIREMENTS, r"(?m)^(?P<word>[A-Za-z][\w.-]+)", swapcase),
    ("misspell-setting", "settings", PYTHON, r"(?P<word>SQLALCHEMY_DATABASE_URI|SECRET_KEY)(?=[\"']?\]? *=[^=])", slip),
    ("drop-setting", "settings", PYTHON, r"(?m)^ *(?:app\.config\[.)?(?:SECRET_KEY|SQLALCHEMY_DATABASE_URI)\W.*\n", ""),
    ("misspell-settings", "settings", PYTHON, r"from_object\([\"'](?P<word>[\w.]{4,})", slip),
    ("settings-file-that-is-not-there", "settings", PYTHON, r"(?m)^( *)(app = Flask\(.*\))$", r'\1\2\n\1app.config.from_pyfile("local.cfg")'),
    ("settings-file-that-may-lack", "harmless", PYTHON, r"(?m)^( *)(app = Flask\(.*\))$", r'\1\2\n\1app.config.from_pyfile("local.cfg", silent=True)'),
    ("template-folder-elsewhere", "settings", PYTHON, r"Flask\(__name__", 'Flask(__name__, template_folder="views"'),
    ("text-joined-to-nothing", "environment", PYTHON, r"(?m)^(app = .*)$", r'import os\n\1\napp.config["CDN"] = "https://" + os.getenv("CDN_HOST")'),
    ("refuses-without-variable", "environment", PYTHON, r"(?m)^(app = .*)$", r'import os\n\1\nif not os.environ.get("STRIPE_KEY"):\n    raise RuntimeError("STRIPE_KEY is missing")'),
    ("number-of-nothing", "environment", PYTHON, r"(?m)^(app = .*)$", r'import os\n\1\napp.config["MAX_CONTENT_LENGTH"] = int(os.getenv("UPLOAD_LIMIT"))'),
    ("variable-of-gunicorn", "environment", r"gunicorn[\w.]*\.py$", r"\A", 'import os\n\nkeyfile_password = os.environ["TLS_PASSWORD"]\n'),
    ("variable-asked-politely", "harmless", PYTHON, r"os\.environ\[([\"']\w+[\"'])\](?!\.)", r"os.environ.get(\1)"),
    ("drop-value-of-variable", "environment", YAML, r"(?m)^ +value: .*\n", ""),
    ("database-in-a-file", "database", PYTHON, r"os\.environ\[.DATABASE_URL.\](?:\.replace\(.*?\))?", '"sqlite:///shop.db"'),
    ("tables-made-at-start", "database", PYTHON, r"(?m)^( +)db\.init_app\(app\)\n(?= +migrate)", r"\g<0>\1with app.app_context():\n\1    db.create_all()\n"),
    ("tables-dropped-at-start", "database", PYTHON, r"(?m)^( +)db\.init_app\(app\)\n(?= +migrate)", r"\g<0>\1with app.app_context():\n\1    db.drop_all()\n\1    db.create_all()\n"),
    ("seed-every-time", "database", PYTHON, r"(?m)^( +)if (?:not .*\.first\(\)|.*\.count\(\) == 0):$", r"\1if True:"),
    ("seed-drops-first", "database", PYTHON, r"(?m)^( +)if .*\.count\(\) == 0:$", r"\1db.drop_all()\n\1db.create_all()\n\g<0>"),
    ("disk-elsewhere", "database", YAML, r"mountPath: \S+", "mountPath: /var/other"),
    ("stamp-in-place-of-upgrade", "migrations", COMMANDS, r"db upgrade", "db stamp head"),
    ("migrate-at-release", "migrations", COMMANDS, r"flask (?:--app [\w.]+ )?db upgrade", r"flask db migrate && \g<0>"),
    ("migrations-of-another-folder", "migrations", COMMANDS, r"db upgrade", "db upgrade -d database/migrations"),
    ("misspell-revision", "migrations", MIGRATIONS, r"(?m)^revision(?:: str)? = [\"'](?P<word>\w+)", slip),
    ("first-revision-again", "migrations", MIGRATIONS, r"(?m)^down_revision = [\"']\w+[\"']", "down_revision = None"),
    ("column-without-migration", "migrations", PYTHON, r"(?m)^( +)id = db\.Column\(.*\n", r"\g<0>\1colour = db.Column(db.String(20))\n"),
    ("misspell-own-command", "command", COMMANDS, r"flask (?:--app [\w.]+ )?(?P<word>(?!db\b|run\b)[a-z][\w-]{3,})", slip),
    ("into-a-folder-first", "command", COMMANDS, r"(?<=: )gunicorn(?= )", "cd backend && gunicorn"),
    ("script-that-is-not-there", "command", COMMANDS, r"(?<=: )gunicorn .*$", "./start.sh"),
    ("in-the-background", "command", PROCFILE, r"(?m)^(web: gunicorn .*)$", r"\1 &"),
    ("as-a-daemon", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --daemon"),
    ("workers-of-no-number", "command", COMMANDS, r"gunicorn(?= )", "gunicorn --workers $GUNICORN_WORKERS"),
    ("workers-by-default", "harmless", COMMANDS, r"gunicorn(?= )", "gunicorn --workers ${WORKERS:-2}"),
    ("as-module", "harmless", COMMANDS, r"(?<!: )(?<!-)\bgunicorn(?= )|(?<=: )gunicorn(?= )", "python -m gunicorn"),
    ("quoted-target", "harmless", PROCFILE, r"(?m)(?<= )(\w+:\w+)$", r'"\1"'),
    ("with-a-variable", "harmless", PROCFILE, r"(?<=web: )gunicorn", "TZ=UTC gunicorn"),
    ("with-a-greeting", "harmless", PROCFILE, r"(?<=web: )gunicorn", "echo starting && exec gunicorn"),
    ("waits-for-a-file", "command", PROCFILE, r"(?<=web: )gunicorn", "test -f ready.txt && gunicorn"),
    ("other-server", "command", PROCFILE, r"(?m)(?<=web: )gunicorn .*?(\w+:\w+)$", r"waitress-serve --port=$PORT \1"),
    ("started-by-python", "command", PROCFILE, r"(?m)(?<=web: )gunicorn .*?(\w+):\w+$", r"python \1.py"),
    ("capital-process", "command", PROCFILE, r"(?m)^web:", "Web:"),
    ("dash-for-colon", "command", PROCFILE, r"(?m)^web:", "web -"),
    ("as-nobody", "harmless", DOCKERFILE, r"(?m)^(?=ENTRYPOINT|CMD)", "USER nobody\n"),
    ("entrypoint-of-a-shell", "image", DOCKERFILE, r'ENTRYPOINT \["(.+?)"\]', r"ENTRYPOINT \1"),
    ("one-folder-copied", "image", DOCKERFILE, r"COPY \. \.", "COPY migrations ./migrations"),
    ("filter-that-is-not-there", "templates", TEMPLATES, r"\{\{ (\w[\w.]*) \}\}", r"{{ \1|euros }}"),
    ("misspell-included-template", "templates", TEMPLATES, r"(?:include|from) [\"'](?P<word>[\w/]{3,})\.", slip),
    ("own-path-in-code", "code", PYTHON, r"Path\(\w+, ([\"'][\w.]+[\"'])\)", r"Path(\1)"),
    ("secret-in-code", "exposure", PYTHON, r"(?<!\w)(?:os\.)?environ(?:\.get\(|\[)[\"']SECRET_KEY[\"'](?:, [\"'].*?[\"'])?[\])]", '"5b1e8c0a9d7f4e2b93aa61f0"'),
    ("password-in-code", "exposure", PYTHON, r"(?m)^(app = .*)$", r'\1\napp.config["MAIL_PASSWORD"] = "vK8-rT2_qLm9zP"'),
)  # fmt: skip
