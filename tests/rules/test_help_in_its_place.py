"""Help that can be written where the mistake stands."""

from __future__ import annotations

import pytest
from checking import FLASK, problems

IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask gunicorn uwsgi\nCMD {0}\n"


@pytest.mark.parametrize(
    ("command", "files", "has", "has_not"),
    [
        ("gunicorn shop:app", {"gunicorn.conf.py": "bind = '127.0.0.1:8000'\n"}, 'bind = "0.0.0.0:8000"', "--bind"),
        ("gunicorn -c conf/web.py shop:app", {"conf/web.py": "bind = ['localhost:9000']\n"}, 'bind = "0.0.0.0:9000"', "--bind"),
        ("gunicorn --bind 127.0.0.1:8000 shop:app", {}, "--bind 0.0.0.0:8000", 'bind = "'),
        ("gunicorn shop:app", {}, "--bind 0.0.0.0:8000", 'bind = "'),
        ("uwsgi --http 127.0.0.1:8000 --module shop:app", {}, "0.0.0.0, port 8000", "--bind"),
    ],
)  # fmt: skip
def test_an_address_is_mended_where_it_stands(command: str, files: dict[str, str], has: str, has_not: str) -> None:
    [found] = problems("loopback-bind", {"shop.py": FLASK, "Dockerfile": IMAGE.format(command), **files})
    assert has in found.help
    assert has_not not in found.help


@pytest.mark.parametrize(
    ("conf", "has"),
    [("bind = '0.0.0.0:8000'\n", 'os.environ["PORT"]'), ("bind = [':8000']\n", 'os.environ["PORT"]'), ("", "$PORT")],
)
def test_a_port_is_mended_where_it_stands(conf: str, has: str) -> None:
    command = "gunicorn shop:app" if conf else "gunicorn -b 0.0.0.0:8000 shop:app"
    files: dict[str, str | bytes] = {"shop.py": FLASK, "gunicorn.conf.py": conf, "Procfile": f"web: {command}\n"}
    [found] = problems("fixed-port", files)
    assert has in found.help


LINK = "fetch('http://localhost:5000/api/orders')"


@pytest.mark.parametrize(
    ("path", "text", "names_a_function", "names_the_build"),
    [
        ("templates/home.html", f"<script>{LINK}</script>", True, False),
        ("static/shop.js", LINK, False, False),
        ("web/src/Orders.vue", f"<script>\n{LINK}\n</script>", False, True),
        ("web/src/orders.ts", LINK, False, True),
    ],
)
def test_a_link_is_mended_where_it_stands(path: str, text: str, names_a_function: bool, names_the_build: bool) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "web/package.json": '{"dependencies": {"vue": "3"}}', path: text}
    [found] = problems("loopback-link", files)
    assert ("url_for()" in found.help, "build" in found.help) == (names_a_function, names_the_build)


@pytest.mark.parametrize(("needs", "adds"), [("flask\n", True), ("flask\ngunicorn\n", False)])
def test_what_is_installed_is_not_added(needs: str, adds: bool) -> None:
    code = FLASK + "app.run(host='0.0.0.0')\n"
    files: dict[str, str | bytes] = {"app.py": code, "requirements.txt": needs, "Procfile": "web: python app.py\n"}
    [found] = problems("development-server", files)
    assert found.help.startswith("Add gunicorn") is adds


@pytest.mark.parametrize(
    ("line", "has"),
    [
        ("app.config['REDIS_URL'] = os.environ.get('REDIS_URL', 'redis://localhost:6379')", "its default points to"),
        ("app.config['REDIS_URL'] = os.environ.get('QUEUE', 'redis://localhost:6379')", "REDIS_URL points to"),
    ],
)
def test_a_name_is_said_once(line: str, has: str) -> None:
    files: dict[str, str | bytes] = {"app.py": f"import os\n{FLASK}{line}\n", "Procfile": "web: gunicorn app:app\n"}
    [found] = problems("loopback-service", files)
    assert has in found.message
