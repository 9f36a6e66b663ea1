"""An image without code, run by a script or a page of the repository that mounts the code into it."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"


def told(**more: str) -> bool:
    files: dict[str, str | bytes] = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n", "Dockerfile": IMAGE}
    return bool(check("unresolved-app", {**files, **{name.replace("__", "."): text for name, text in more.items()}}))


@pytest.mark.parametrize(
    "words",
    [
        "-v $PWD:/srv shop",
        '--volume "${PWD}":/srv shop',
        "--rm -it -p 80:8000 -v $(pwd):/srv:ro shop",
        "-d \\\n  -p 80:8000 \\\n  -v `pwd`:/srv \\\n  shop",
        "--mount type=bind,source=$PWD,target=/srv shop",
        "-v .:/srv shop",
        "-v ./:/srv shop",
    ],
)
def test_mounted_code(words: str) -> None:
    assert not told(start__sh=f"docker build -t shop .\ndocker run {words}\n")
    assert not told(README__md=f"# Shop\n\n```\ndocker run {words}\n```\n")


@pytest.mark.parametrize(
    "words",
    ["-p 80:8000 shop", "-v $PWD/data:/srv/data shop", "-v shop-data:/srv shop", "-v $PWD:/elsewhere shop"],
)
def test_nothing_of_the_code_is_mounted(words: str) -> None:
    assert told(start__sh=f"docker build -t shop .\ndocker run {words}\n")


def test_a_makefile() -> None:
    assert not told(Makefile="run:\n\tdocker run -v $$(pwd):/srv shop\n")
    assert not told(Makefile="run:\n\tdocker run -v $(CURDIR):/srv shop\n")


def test_an_image_with_its_own_code() -> None:
    wrong = IMAGE.replace("COPY requirements.txt", "COPY . /srv\nCOPY requirements.txt").replace("app:app", "wrong:app")
    assert told(Dockerfile=wrong, start__sh="docker run -v $PWD:/srv shop\n")
    assert told(Dockerfile=IMAGE.replace("app:app", "wrong:app"), start__sh="docker run -v $PWD:/srv shop\n")
