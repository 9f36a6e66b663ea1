"""Dockerfiles of images that only Windows starts."""

from __future__ import annotations

import pytest
from checking import FLASK, check

FROM = 'FROM {}\nWORKDIR /app\nCOPY . .\nRUN powershell -Command pip install flask\nCMD ["python", "app.py"]\n'
APP = FLASK + "if __name__ == '__main__':\n    app.run()\n"
WINDOWS = [
    "python:3.12-windowsservercore",
    "python:3.13-windowsservercore-ltsc2022@sha256:0123456789abcdef",
    "mcr.microsoft.com/windows/servercore:ltsc2022",
    "mcr.microsoft.com/powershell:7.4-nanoserver-1809",
]


@pytest.mark.parametrize("name", ["Dockerfile", "Dockerfile.windows", "deploy/Dockerfile"])
@pytest.mark.parametrize("image", WINDOWS)
def test_what_runs_on_windows_alone_is_not_judged_as_linux(name: str, image: str) -> None:
    files = {"app.py": APP, name: FROM.format(image)}
    assert check("windows-command", files) == check("development-server", files) == []


@pytest.mark.parametrize("image", ["python:3.13", "ghcr.io/shop/windows-of-the-shop:1", "python:3.13-slim"])
def test_every_other_image_is_one_of_linux(image: str) -> None:
    assert check("development-server", {"app.py": APP, "Dockerfile": FROM.format(image)})


def test_the_last_stage_decides() -> None:
    both = f"FROM {WINDOWS[0]} AS made\n{FROM.format('python:3.13')}"
    assert check("development-server", {"app.py": APP, "Dockerfile": both})
    assert not check(
        "development-server", {"app.py": APP, "Dockerfile": f"FROM python:3.13 AS a\n{FROM.format(WINDOWS[0])}"}
    )
