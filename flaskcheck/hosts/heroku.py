"""Heroku: what it gives and takes away. Its files are read by ``heroku_app_json``, ``heroku_yml``, ``procfile`` and ``python_version``;
here the hooks of heroku-buildpack-python, bin/pre_compile and bin/post_compile, which run in each build (bin/steps/hooks)."""

from __future__ import annotations

from flaskcheck.facts.services import Command, PlatformFile, Service
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.declared import Unstarted
from flaskcheck.hosts.host import BUILDPACK_FILES, Host, names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.files.source import Source

PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")

HOSTS = (
    Host(  # Heroku Dev Center: "Dynos", "Dyno Metadata"; heroku-buildpack-python, lib/python_version.sh
        "heroku",
        "Heroku",
        lists_processes=True,
        profiles=(".profile", ".profile.d/"),  # devcenter.heroku.com: "Dynos and the Dyno Manager", "The .profile file"
        once_per_deploy='a line "release: flask db upgrade" of the Procfile',
        sets_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgres",),
        database_connections=(  # Heroku Dev Center: "Choosing the Right Heroku Postgres Plan"
            ("essential-0", 20),
            ("essential-1", 20),
            ("essential-2", 40),
            ("standard-0", 120),
        ),
        default_python="3.14",
        pip="26.2.1",  # heroku-buildpack-python, requirements/pip.txt
        no_setuptools_from="3.13",  # heroku-buildpack-python, lib/pip.sh
        supported_pythons=PYTHONS,
        python_files=("runtime.txt", ".python-version"),
        strict_python_file=True,
        misspelt_python_files=names(
            ".python_version.txt .python_version ,python-version .python-version. .python-version.py .python-version.rtf .python-version.txt .python-version.TXT .Python-version "
            ".python.version .pythonversion python_version.txt python_version python-version. python-version.txt python-version"
        )
        + (
            ".python-version ",
            " .python-version",
            ". python-version",
            "'.python-version'",
        ),  # heroku-buildpack-python, lib/python_version.sh
        pins_beside=("uv.lock",),  # heroku-buildpack-python, lib/python_version.sh
        one_of=("requirements.txt", "Pipfile.lock Pipfile", "poetry.lock", "uv.lock"),  # lib/package_manager.sh
        checks_locks=(
            "pipenv",
            "poetry",
            "uv",
        ),  # lib/pipenv.sh: install --deploy; lib/poetry.sh: sync; lib/uv.sh: sync --locked
        refused_environments=(".venv", "venv"),  # heroku-buildpack-python, lib/checks.sh
        own_folders=(".heroku/python",),  # heroku-buildpack-python, lib/checks.sh
        unbuildable=(  # heroku-buildpack-python, bin/warnings and spec/hatchet/pip_spec.rb
            ("gdal", "", "the GDAL library wasn't found", "Add heroku/heroku-geo-buildpack before heroku/python."),
            (
                "pysqlite3",
                "<0.6",
                "SQLite headers weren't found",
                "Write pysqlite3>=0.6, or import Python's own sqlite3.",
            ),
        ),
        deprecated_pythons=("3.10",),
        sets_variables=names(
            "PORT DYNO DYNO_RAM WEB_CONCURRENCY FORWARDED_ALLOW_IPS GUNICORN_CMD_ARGS PYTHONHOME PYTHONPATH "
            "PYTHONUNBUFFERED LANG SOURCE_VERSION STACK HEROKU_APP_ID HEROKU_APP_NAME "
            "HEROKU_APP_DEFAULT_DOMAIN_NAME HEROKU_BUILD_COMMIT HEROKU_DYNO_ID HEROKU_RELEASE_CREATED_AT "
            "HEROKU_RELEASE_VERSION HEROKU_SLUG_COMMIT HEROKU_SLUG_DESCRIPTION"
        ),
        several_workers=True,
        installs_from=BUILDPACK_FILES,
        home="/app",
        reads_procfile=True,
        procfile_leads=True,
        top_folder="bin",
        deploy_actions=("akhileshns/heroku-deploy",),
        deploy_commands=r"heroku\s+container:(?:push|release)|git\s+push\s+[^\n]*heroku|registry\.heroku\.com",
        remote_commands=r"heroku\s+run(?::detached)?(?:\s+(?:(?:-a|--app|-s|--size|--type|-e|--env|-r|--remote)(?:=|\s+)(?:\$\{\{.*?\}\}|\S+)"
        r"|-x|--exit-code|--no-tty|--no-notify|--))*\s+(?P<quote>[\"']?)(?P<command>[^-\s\"'].*?)(?P=quote)\s*$",
        files_run_once=("app.json",),  # its postdeploy
    ),
)


def unstarted(service: Service, has: Callable[[str], bool], _: object, __: object) -> Unstarted | None:
    """heroku-buildpack-python names no process of its own (bin/release): only a Procfile or an image does."""
    if any(has(path) for path in ("Dockerfile", "heroku.yml", *_paths(service.root, "Procfile", "Dockerfile"))):
        return None
    told = 'starts only what a Procfile names, and there is none: "H14 No web processes running"'
    return Unstarted(told, "Add a Procfile with the line: web: {command}", is_sure=True)


def _paths(root: str, *files: str) -> tuple[str, ...]:
    return tuple(f"{root}/{name}".lstrip("/") for name in files)


def read(source: Source) -> PlatformFile:
    """The build command that a hook is: part of whatever else the folder above declares. Never raises."""
    folder, name = folder_of_file(folder_of_file(source.path)), source.path.rpartition("/")[2]
    command = Command(f"bash bin/{name}", "build", source.whole(), exact=False)
    return PlatformFile(source.path, "heroku", (Service("heroku", name, "build", source.whole(), folder, (command,)),))
