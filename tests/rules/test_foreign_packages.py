"""Images whose packages the Python of another stage installed."""

from __future__ import annotations

import pytest
from checking import FLASK, check

END = 'COPY . .\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'


@pytest.mark.parametrize(
    ("build", "copied", "told"),
    [
        ("RUN pip install --prefix=/install flask gunicorn", "COPY --from=build /install /usr/local", True),
        ("RUN pip install --prefix /install flask gunicorn", 'COPY --from=build ["/install", "/usr/local"]', True),
        ("RUN pip install --user flask gunicorn", "COPY --from=build /root/.local /root/.local", True),
        ("RUN python -m venv /opt/venv && /opt/venv/bin/pip install flask gunicorn", "COPY --from=build /opt/venv /opt/venv", True),
        ("RUN virtualenv /opt/venv", "COPY --from=0 /opt/venv/ /opt/venv/", True),
        ("RUN pip install flask gunicorn", "COPY --from=build /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages", True),
        ("RUN pip install flask gunicorn", "COPY --from=build /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.12/site-packages", False),
        ("RUN pip install flask gunicorn", "COPY --from=build /usr/local /usr/local", False),
        ("RUN pip install --target=/deps flask", "COPY --from=build /deps /deps\nENV PYTHONPATH=/deps", False),
        ("RUN pip install --prefix=/install flask", "COPY --from=build /install /opt/p\nENV PYTHONPATH=/opt/p/lib/python3.13/site-packages", False),
        ("RUN pip install --prefix=/install flask", "COPY --from=build /install /usr/local\nRUN pip install flask gunicorn", False),
        ("RUN pip wheel -w /wheels flask", "COPY --from=build /wheels /wheels\nRUN pip install /wheels/*", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("same", [False, True])
def test_packages_of_another_python(build: str, copied: str, told: bool, same: bool) -> None:
    last = "3.13" if same else "3.12"
    text = f"FROM python:3.13-slim AS build\n{build}\n\nFROM python:{last}-slim\nWORKDIR /app\n{copied}\n{END}"
    found = check("unsupported-python", {"app.py": FLASK, "Dockerfile": text})
    assert found == ([("Dockerfile", 4, "error")] if told and not same else [])


def test_a_version_that_is_not_known_is_not_judged() -> None:
    text = f"FROM python:3 AS build\nRUN pip install --prefix=/install flask\n\nFROM python:3.12-slim\nWORKDIR /app\nCOPY --from=build /install /usr/local\n{END}"
    assert not check("unsupported-python", {"app.py": FLASK, "Dockerfile": text})
