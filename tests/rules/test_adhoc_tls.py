"""Servers that speak TLS where the host's router does."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RUN = (
    "import os\n" + FLASK + "if __name__ == '__main__':\n    app.run(host='0.0.0.0', port=int(os.environ['PORT']){})\n"
)
UNIT = "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn --certfile a.pem --keyfile b.pem app:app\n"
RENDER = "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: {}\n"


def found(files: dict[str, str | bytes]) -> list[str]:
    return [
        path for path, _, _ in check("adhoc-tls", {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n", **files})
    ]


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"Procfile": "web: gunicorn --certfile=a.pem --keyfile=b.pem app:app\n"}, "Procfile"),
        ({"Procfile": "web: python app.py\n", "app.py": RUN.format(", ssl_context='adhoc'")}, "app.py"),
        ({"Procfile": "web: python app.py\n", "app.py": RUN.format(", ssl_context=('cert.pem', 'key.pem')")}, "app.py"),
        (
            {"Procfile": "web: gunicorn app:app\n", "gunicorn.conf.py": "certfile, keyfile = 'a.pem', 'b.pem'\n"},
            "gunicorn.conf.py",
        ),
        ({"render.yaml": RENDER.format("gunicorn --keyfile b.pem --certfile a.pem app:app")}, "render.yaml"),
    ],
)
def test_behind_a_router(files: dict[str, str | bytes], path: str) -> None:
    assert found(files) == [path]


@pytest.mark.parametrize(
    "files",
    [
        {"Procfile": "web: gunicorn app:app\n", "app.py": RUN.format(", ssl_context='adhoc'")},
        {"Procfile": "web: python app.py\n", "app.py": RUN.format(", ssl_context=None")},
        {"Procfile": "web: python app.py\n", "app.py": RUN.format("")},
        {
            "Procfile": "web: python app.py\n",
            "app.py": RUN.format(", ssl_context='adhoc' if os.environ.get('TLS') else None"),
        },
        {"shop.service": UNIT},
        {"Procfile": "web: gunicorn app:app\n", "gunicorn.conf.py": "certfile = None\nkeyfile = None\n"},
        {"Procfile": "web: gunicorn -c conf.py app:app\n", "conf.py": "import os\ncertfile = ''\n"},
    ],
)
def test_look_alikes(files: dict[str, str | bytes]) -> None:
    assert found(files) == []
