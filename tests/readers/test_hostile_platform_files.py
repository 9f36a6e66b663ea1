"""Whatever a platform file holds, its reader gives facts and never raises."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.facts.services import PlatformFile
from flaskcheck.files.source import Source

READERS = [
    ("procfile", "Procfile"),
    ("heroku_app_json", "app.json"),
    ("heroku_yml", "heroku.yml"),
    ("python_version", "runtime.txt"),
    ("python_version", ".python-version"),
    ("python_version", ".tool-versions"),
    ("python_version", "mise.toml"),
    ("render", "render.yaml"),
    ("app_engine", "app.yaml"),
    ("digitalocean", ".do/app.yaml"),
    ("fly", "fly.toml"),
    ("railway", "railway.json"),
    ("railway", "railway.toml"),
    ("railway", "nixpacks.toml"),
    ("railway", "railpack.json"),
    ("vercel", "vercel.json"),
    ("netlify", "netlify.toml"),
    ("firebase", "firebase.json"),
    ("github_pages", "CNAME"),
    ("beanstalk", ".ebextensions/app.config"),
    ("beanstalk", ".platform/hooks/predeploy/01.sh"),
    ("azure", "azure.yaml"),
    ("azure", ".deployment"),
    ("azure", "startup.txt"),
    ("zappa", "zappa_settings.json"),
    ("serverless", "serverless.yml"),
    ("github_workflow", ".github/workflows/deploy.yml"),
]
NASTY = {
    "empty": b"",
    "blank": b"\n\n   \n",
    "nul": b"a\0b\0\0\0",
    "binary": bytes(range(256)) * 4,
    "utf-16": "web: gunicorn app:app\n".encode("utf-16"),
    "utf-16 without a mark": "web: gunicorn app:app\n".encode("utf-16-le"),
    "latin-1": "name: caf\xe9\n".encode("latin-1"),
    "bom": b"\xef\xbb\xbfweb: gunicorn app:app\n",
    "crlf": b"services:\r\n- type: web\r\n",
    "merge markers": b"<<<<<<< HEAD\nservices: 1\n=======\nservices: 2\n>>>>>>> other\n",
    "deep": b"[" * 10_000,
    "deep mapping": b'{"a":' * 10_000,
    "scalar": b"42",
    "list": b"[1, 2, [3]]",
    "null": b"null",
    "bomb": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + i, 98 + i, b",".join([b"*%c" % (97 + i)] * 9)) for i in range(12)),
    "self": b"services: &a [*a]\n",
}


def read(reader: str, path: str, raw: bytes) -> PlatformFile:
    found: PlatformFile = import_module(f"flaskcheck.hosts.{reader}").read(Source(path, raw))
    return found


@pytest.mark.parametrize("raw", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize(("reader", "path"), READERS, ids=[path for _, path in READERS])
def test_nasty_content(reader: str, path: str, raw: bytes) -> None:
    found = read(reader, path, raw)
    assert found.path == path
    assert all(error.place.path == path and error.message for error in found.errors)


WORDS = (
    "services type name env envVars value sync fromDatabase databases build deploy processes mounts run docker release "
    "setup addons formation scripts plan jobs steps uses with hosting rewrites builds src functions "
    "option_settings container_commands provider custom wsgi http_service internal_port checks handlers "
    "runtime entrypoint env_variables "
    "envs key disk scaling projects environments ungrouped envVarGroups spec workers http_port phases "
    "start variables packages steps production app_function redirects needs services.web heroku"
)
KEYS = st.sampled_from(WORDS.split())
TEXTS = st.sampled_from(["", "web", "a: b", "${x.Y}", "${{ s }}", "../.."])
SCALARS = st.none() | st.booleans() | st.integers(-5, 9000) | TEXTS
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(KEYS, TREES, max_size=6))
def test_any_shape_of_yaml_and_json(tree: dict[str, object]) -> None:
    import json

    raw = json.dumps(tree).encode()
    for reader, path in READERS:
        if path.endswith((".json", ".yaml", ".yml", ".config")):
            assert read(reader, path, raw).path == path


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, st.dictionaries(KEYS, SCALARS.filter(lambda v: v is not None), max_size=4), max_size=5))
def test_any_shape_of_toml(tree: dict[str, dict[str, object]]) -> None:
    import json

    lines = []
    for table, pairs in tree.items():
        lines.append(f"[{json.dumps(table)}]")
        lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in pairs.items()]
    for reader, path in READERS:
        if path.endswith(".toml"):
            found = read(reader, path, "\n".join(lines).encode())
            assert not any(error.kind == "syntax" for error in found.errors)
