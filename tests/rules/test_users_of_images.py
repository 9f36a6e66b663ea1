"""Users that an image is to run as, and lists that are no JSON."""

from __future__ import annotations

import pytest
from checking import FLASK, check

OTHERS = {
    "app.py": FLASK,
    "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n",
    "entrypoint.sh": "#!/bin/sh\nexec gunicorn --bind 0.0.0.0:8000 app:app\n",
    "prepare.sh": "#!/bin/sh\nadduser -D shop\n",
}
IMAGE = "FROM {base}\nWORKDIR /app\nCOPY . .\n{made}RUN pip install -r requirements.txt\n{user}\n{start}\n"
START = 'CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]'
SLIM = "python:3.13-slim"


@pytest.mark.parametrize(
    ("base", "made", "user", "told"),
    [
        (SLIM, "", "USER shop", [5]),
        ("python:3.12-alpine", "", "USER shop:shop", [5]),
        (SLIM, "RUN mkdir -p /srv/data\n", "USER shop", [6]),
        (SLIM, "RUN useradd -m lamps\n", "USER shop", [6]),
        (SLIM, "RUN useradd -m shop\n", "USER shop", []),
        (SLIM, "RUN adduser --disabled-password \\\n    --gecos '' shop\n", "USER shop", []),
        (SLIM, "ENV OWNER=shop\nRUN useradd $OWNER\n", "USER shop", []),
        (SLIM, "ARG OWNER\nRUN useradd $OWNER\n", "USER $OWNER", []),
        (SLIM, "RUN sh prepare.sh\n", "USER shop", []),
        (SLIM, "RUN echo 'a:x:1:1::/:/bin/sh' >> /etc/passwd\n", "USER shop", []),
        (SLIM, "", "USER nobody", []),
        (SLIM, "", "USER www-data:www-data", []),
        (SLIM, "", "USER 1000:1000", []),
        ("example.org/python:3.13", "", "USER shop", []),
        ("node:22", "", "USER node", []),
    ],
)
def test_users(base: str, made: str, user: str, told: list[int]) -> None:
    image = IMAGE.format(base=base, made=made, user=user, start=START)
    found = check("impossible-command", {**OTHERS, "Dockerfile": image})
    assert [line for _, line, _ in found] == told


def test_a_stage_hands_on_its_user() -> None:
    image = f"FROM {SLIM} AS base\nUSER shop\nFROM base\nWORKDIR /app\nCOPY . .\n{START}\n"
    assert [line for _, line, _ in check("impossible-command", {**OTHERS, "Dockerfile": image})] == [2]
    made = image.replace("USER", "RUN useradd shop\nUSER")
    assert not check("impossible-command", {**OTHERS, "Dockerfile": made})


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("ENTRYPOINT ['./entrypoint.sh']", [6]),
        ("ENTRYPOINT ['/app/entrypoint.sh', 'app:app']", [6]),
        ("CMD ['gunicorn', 'app:app']", [6]),
        ('ENTRYPOINT ["./entrypoint.sh"]', []),
        ("CMD [ -f entrypoint.sh ] && sh entrypoint.sh", []),
    ],
)
def test_lists_in_single_quotes(start: str, told: list[int]) -> None:
    image = IMAGE.format(base=SLIM, made="", user="", start=start)
    assert [line for _, line, _ in check("impossible-command", {**OTHERS, "Dockerfile": image})] == told
