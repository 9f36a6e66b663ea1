"""Files that commands change before anything reads them, settings that a start writes, images by their names, variables of a Compose service's env_file."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.images.edits import edited, literal_part, replaced_texts

SETTINGS = 'REDIS_URL = "redis://localhost:6379/0"\nNAME = "shop"\n'
LOADING = f'{FLASK}app.config.from_object("settings")\n'
START = 'CMD ["gunicorn", "-b", "0.0.0.0:80", "app:app"]\n'
IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\n{}\n" + START


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("", 1),
        ("RUN sed -i 's/localhost/redis/' settings.py", 0),
        ("RUN sed -i -e 's#//localhost#//redis#g' /srv/settings.py", 0),
        ("RUN sed -ri 's/^REDIS_URL *=.*$/REDIS_URL = None/' settings.py", 0),
        ("RUN sed --in-place=.bak 's|redis://[l]ocalhost|x|' *.py", 0),
        ("RUN find . -name '*.py' -exec sed -i 's/localhost/redis/' {} +", 0),
        ("RUN perl -pi -e 's/localhost/redis/' settings.py", 0),
        ("RUN sed -i '1d' settings.py", 0),
        ("RUN sed -i 's/shop/other/' settings.py", 1),  # another line
        ("RUN sed 's/localhost/redis/' settings.py", 1),  # only shown
        ("RUN sed -i 's/localhost/redis/' readme.md", 1),
        ("RUN echo 'REDIS_URL = \"redis://redis\"' >> settings.py", 0),
        ("RUN touch settings.py", 1),
        ("RUN dos2unix settings.py", 1),
    ],
)
def test_a_line_that_a_build_changes_is_unknown(line: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": LOADING, "settings.py": SETTINGS, "Dockerfile": IMAGE.format(line)}
    assert len(check("loopback-service", files)) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("RUN cp settings.example.py settings.py", 1),
        ("RUN cp settings.example.py settings.py && sed -i 's/localhost/redis/' settings.py", 0),
        ("RUN mv settings.example.py settings.py\nRUN sed -i 's|redis://localhost|redis://redis|' settings.py", 0),
    ],
)
def test_a_copy_under_another_name_that_is_changed(line: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": LOADING, "settings.example.py": SETTINGS}
    assert len(check("loopback-service", {**files, "Dockerfile": IMAGE.format(line)})) == found


@pytest.mark.parametrize(
    ("procfile", "found"),
    [
        ("web: sed -i 's/localhost/redis/' settings.py && gunicorn app:app\n", 0),
        ("web: bash start.sh\n", 0),
        ("web: gunicorn app:app\n", 1),
    ],
)
def test_a_line_that_a_start_changes_is_unknown(procfile: str, found: int) -> None:
    files: dict[str, str | bytes] = {
        "app.py": LOADING,
        "settings.py": SETTINGS,
        "requirements.txt": "flask\ngunicorn\n",
    }
    script = 'set -e\nsed -i "s#redis://localhost#$REDIS#" settings.py\nexec gunicorn app:app\n'
    assert len(check("loopback-service", {**files, "Procfile": procfile, "start.sh": script})) == found


@pytest.mark.parametrize(
    ("script", "texts"),
    [
        ("s/localhost/redis/", ("localhost",)),
        ("s/a/b/;s|cc|d|g", ("a", "cc")),
        ("12,$ s/ab*c/x/", ("a",)),
        ("s/$HOST:80/x/", (":80",)),
        ("s/debug/x/I", ("",)),
        ("/x/d", ("",)),
        ("s/(a|b)/c/", ("",)),
        ("$ a DEBUG = False", ("",)),
        ("s/a/b", ("",)),
        ("", ()),
    ],
)
def test_what_a_substitution_needs(script: str, texts: tuple[str, ...]) -> None:
    assert replaced_texts(script) == texts


def test_the_literal_part_of_a_pattern_is_in_all_that_it_matches() -> None:
    assert [literal_part(p) for p in (r"x\.yz", "[abc]d", "^$", r"\(DEBUG\) = 1")] == [".yz", "d", "", "DEBUG"]
    assert edited("sed", ["-n", "s/a/b/", "f.py"]) == ([], ())
    assert edited("sed", ["-i", "-f", "x.sed", "f.py"])[1] == ("",)


FROM_VARIABLE = FLASK + 'app.secret_key = "dev"\napp.config.from_envvar("SHOP_SETTINGS", silent=True)\n'
FROM_FILE = FLASK + 'app.secret_key = "dev"\napp.config.from_pyfile("/etc/shop.cfg", silent=True)\n'
ENTRY = (
    'FROM python:3.13\nWORKDIR /srv\nENV SHOP_SETTINGS=/etc/shop.cfg\nCOPY . .\nRUN pip install flask gunicorn\nENTRYPOINT ["sh", "entry.sh"]\n'
    + START
)
RUN = '\nexec "$@"\n'


@pytest.mark.parametrize("code", [FROM_VARIABLE, FROM_FILE])
@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("echo \"SECRET_KEY = '$KEY'\" > $SHOP_SETTINGS", 0),
        ("cat <<EOF >/etc/shop.cfg\nSECRET_KEY = '$KEY'\nEOF", 0),
        ('if [ ! -f "$SHOP_SETTINGS" ]; then\n  printf "SECRET_KEY = 1" >> "${SHOP_SETTINGS}"\nfi', 0),
        ("cp /run/secrets/shop /etc/shop.cfg", 0),
        ("envsubst < shop.template | tee /etc/shop.cfg", 0),
        ("echo x > /etc/other.cfg", 1),
        ("true", 1),
    ],
)
def test_settings_that_the_start_writes_are_unknown(code: str, script: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": code, "entry.sh": script + RUN, "Dockerfile": ENTRY}
    told = [*check("fallback-secret-key", files), *check("hard-coded-secret-key", files)]
    assert len(told) == found


def test_what_each_variable_replaces_is_unknown_behind_such_a_file() -> None:
    loop = "import os\nfor key in app.config:\n    if key in os.environ:\n        app.config[key] = os.environ[key]\n"
    files: dict[str, str | bytes] = {"app.py": FROM_VARIABLE + loop, "Dockerfile": ENTRY, "entry.sh": RUN}
    assert check("fallback-secret-key", files)
    written = {**files, "entry.sh": f"echo SECRET_KEY=1 > $SHOP_SETTINGS{RUN}"}
    assert not check("fallback-secret-key", written)


COMPOSE = "services:\n  api:\n    image: {}\n    environment:\n      REDIS_URL: redis://redis\n    command: gunicorn -b 0.0.0.0:80 {}\n"
READING = FLASK + 'import os\napp.config["REDIS_URL"] = os.environ.get("REDIS_URL", "redis://localhost")\n'
INNER = 'FROM python:3.13\nWORKDIR /srv\nCOPY shop ./shop\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:80", "shop.app:app"]\n'


@pytest.mark.parametrize(
    ("image", "path", "found"),
    [
        ("registry.example.com/acme/shop:2.1", "Dockerfile", 0),
        ("ghcr.io/acme/shop-api@sha256:00", "docker/Dockerfile-API", 0),
        ("acme/backend:1", "backend/Dockerfile", 0),
        ("acme/other", "Dockerfile", 1),  # nobody says that it is this one
        ("python:3.13", "Dockerfile", 1),
    ],
)
def test_an_image_by_the_name_of_the_project_is_what_its_dockerfile_makes(image: str, path: str, found: int) -> None:
    files: dict[str, str | bytes] = {"shop/__init__.py": "", "shop/app.py": READING, path: INNER}
    compose = COMPOSE.format(image, "shop.app:app")
    assert len(check("loopback-service", {**files, "docker-compose.yml": compose})) == found


def test_an_image_that_holds_no_code_is_not_the_one_that_runs_it() -> None:
    image = "FROM python:3.13\nADD ./requirements.txt /x/\nRUN pip install -r /x/requirements.txt\nCMD bash\n"
    files: dict[str, str | bytes] = {"shop/__init__.py": "", "shop/app.py": READING, "Dockerfile": image}
    compose = COMPOSE.format("acme/shop", "shop.app:app").replace("redis://redis", "redis://localhost")
    assert check("loopback-service", {**files, "requirements.txt": "flask\n", "docker-compose.yml": compose})


@pytest.mark.parametrize(
    ("target", "mount", "found"),
    [("shop-dev", "", 0), ("prod", "", 1)],
)
def test_the_image_of_a_service_for_development_is_for_development(target: str, mount: str, found: int) -> None:
    image = f"FROM python:3.13 AS {target}\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn\n{START}FROM {target} AS final\n"
    compose = (
        f"services:\n  web:\n    build:\n      context: .\n      target: {target}\n    image: web\n    volumes:\n      - .:/srv\n"
        f"    command: flask run -h 0.0.0.0\n  api:\n    image: web\n{mount}    command: flask run -h 0.0.0.0 -p 81\n"
    )
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": image, "docker-compose.yml": compose}
    assert bool(check("development-server", files)) == bool(found)


@pytest.mark.parametrize(("text", "found"), [("REDIS_URL='redis://redis'\n", 0), ("OTHER=1\n", 1)])
def test_an_env_file_of_compose_sets_its_variables(text: str, found: int) -> None:
    compose = "services:\n  web:\n    build: .\n    env_file: shop.env\n"
    files: dict[str, str | bytes] = {"app.py": READING, "shop.env": text, "docker-compose.yml": compose}
    assert len(check("loopback-service", {**files, "Dockerfile": IMAGE.format("")})) == found


def test_tables_that_a_command_makes_once_are_not_made_by_each_worker() -> None:
    code = FLASK + (
        "import click\nfrom flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\n"
        "@app.cli.command('setup')\ndef setup():\n    db.create_all()\n"
    )
    files: dict[str, str | bytes] = {"app.py": code, "requirements.txt": "flask\nflask-sqlalchemy\ngunicorn\n"}
    assert not check("create-all-at-startup", {**files, "Procfile": "web: flask setup && gunicorn app:app\n"})
    assert check(
        "create-all-at-startup",
        {
            **files,
            "app.py": f"{code}with app.app_context():\n    db.create_all()\n",
            "Procfile": "web: gunicorn app:app\n",
        },
    )
