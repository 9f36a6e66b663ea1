"""Zappa and the Serverless Framework."""

from __future__ import annotations

from flaskcheck.facts.services import Command, PlatformFile, PythonVersion, Service, Variable
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import serverless, zappa


def read(path: str, text: str) -> PlatformFile:
    reader = zappa if path.startswith("zappa") else serverless
    return reader.read(Source(path, text.encode()))


def test_zappa_in_full() -> None:
    path = "zappa_settings.json"
    file = read(
        path,
        '{\n  "base": {"runtime": "python3.12", "environment_variables": {"A": "1"}},\n'
        '  "production": {\n    "app_function": "web.run.app",\n    "extends": "base",\n'
        '    "aws_environment_variables": {"B": "2"}\n  }\n}\n',
    )
    base, production = file.services
    target = Place(path, 4, 22, 4, 33)
    assert production == Service(
        host="zappa",
        name="production",
        kind="web",
        place=Place(path, 3, 3, 3, 18),
        commands=(Command("gunicorn --bind 0.0.0.0:8000 web.run:app", "start", target, exact=False, supplied=True),),
        variables=(
            Variable("A", "1", Place(path, 2, 63, 2, 71)),
            Variable("B", "2", Place(path, 6, 35, 6, 43)),
        ),
        python=PythonVersion("python3.12", "3.12", path, Place(path, 2, 24, 2, 34)),
    )
    assert (base.development, base.commands) == (True, ())


def test_a_single_stage_is_production() -> None:
    (service,) = read("zappa_settings.toml", '[dev]\napp_function = "app.app"\n').services
    assert (service.name, service.development) == ("dev", False)


def test_serverless_in_full() -> None:
    path = "serverless.yml"
    file = read(
        path,
        "provider:\n  runtime: python3.11\n  environment:\n    A: b\n    SECRET: ${ssm:/secret}\n"
        "custom:\n  wsgi:\n    app: run.app\nfunctions:\n  api:\n    handler: wsgi_handler.handler\n"
        "  other:\n    handler: jobs.run\n",
    )
    (service,) = file.services
    assert service == Service(
        host="serverless",
        name="api",
        kind="web",
        place=Place(path, 10, 3, 10, 7),
        commands=(
            Command(
                "gunicorn --bind 0.0.0.0:8000 run:app",
                "start",
                Place(path, 8, 10, 8, 17),
                exact=False,
                supplied=True,
            ),
        ),
        variables=(
            Variable("A", "b", Place(path, 4, 5, 4, 9)),
            Variable("SECRET", None, Place(path, 5, 5, 5, 27), "reference"),
        ),
        python=PythonVersion("python3.11", "3.11", path, Place(path, 2, 12, 2, 22)),
    )


def test_errors() -> None:
    assert [e.kind for e in read("zappa_settings.json", '{"dev": {},}').errors] == ["syntax"]
    assert [e.kind for e in read("serverless.yml", "functions:\n\ta: b\n").errors] == ["syntax"]
