"""Images that start nothing, and those of which something else tells what they run."""

from __future__ import annotations

import pytest
from checking import FLASK, check

FROM = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\n"
ENTRYPOINT = 'ENTRYPOINT ["./start.sh"]\n'
COMPOSE = "services:\n  web:\n    build: .\n    ports: ['80:8000']\n"


@pytest.mark.parametrize(
    ("dockerfile", "others", "told"),
    [
        (FROM, {}, True),
        (FROM + ENTRYPOINT, {"start.sh": '#!/bin/sh\nflask db upgrade\nexec "$@"\n'}, True),
        (FROM + "ENTRYPOINT exec ./start.sh\n", {"start.sh": "#!/bin/sh\nexec gunicorn -b :8000 app:app\n"}, False),
        (FROM, {"compose.yaml": COMPOSE}, True),
        (FROM, {"compose.yaml": f"{COMPOSE}    command: gunicorn -b :8000 app:app\n"}, False),
        (FROM + ENTRYPOINT, {"compose.yaml": f"{COMPOSE}    command: gunicorn -b :8000 app:app\n", "start.sh": '#!/bin/sh\nexec "$@"\n'}, False),
        (FROM, {"README.md": "docker run -it shop gunicorn app:app\n"}, False),
        (FROM, {"fly.toml": 'app = "shop"\n[processes]\nweb = "gunicorn -b :8080 app:app"\n'}, False),
        (FROM + 'CMD ["gunicorn", "-b", ":8000", "app:app"]\n', {}, False),
        (FROM + ENTRYPOINT, {"start.sh": "#!/bin/sh\ngunicorn -b :8000 app:app\n"}, False),
        (FROM.replace("python:3.13-slim", "ghcr.io/shop/base:1"), {}, False),
        (FROM.replace("python:3.13-slim", "tiangolo/uwsgi-nginx-flask:python3.11"), {}, False),
    ],
)  # fmt: skip
def test_what_an_image_starts(dockerfile: str, others: dict[str, str], told: bool) -> None:
    found = check("no-web-process", {"app.py": FLASK, "Dockerfile": dockerfile, **others})
    assert [(path, severity) for path, _, severity in found] == [("Dockerfile", "warning")] * told
