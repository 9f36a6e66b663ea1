"""Configuration files that are loaded and that git does not have."""

from __future__ import annotations

import pytest
from checking import FLASK, check


def found(line: str, host: str = "web: gunicorn app:app\n", **files: str) -> list[tuple[str, int, str]]:
    every = {"app.py": f"import os\n{FLASK}{line}\n", "Procfile": host}
    return check("missing-config-file", {**every, **files})


@pytest.mark.parametrize(
    "line",
    [
        "app.config.from_pyfile('settings.cfg')",
        "app.config.from_pyfile('config/production.py')",
        "app.config.from_file('settings.json', load=print)",
        "app.config.from_pyfile(os.path.join(app.root_path, 'secret_settings.py'))",
        "conf = app.config\nconf.from_pyfile(filename='settings.cfg')",
    ],
)
def test_git_has_none(line: str) -> None:
    assert [(path, severity) for path, _, severity in found(line)] == [("app.py", "error")]


@pytest.mark.parametrize(
    "line",
    [
        "app.config.from_pyfile('settings.cfg', silent=True)",
        "app.config.from_pyfile('/etc/shop/settings.cfg')",
        "app.config.from_pyfile(os.environ['SETTINGS'])",
        "app.config.from_pyfile(os.environ.get('SETTINGS', 'settings.cfg'))",
        "try:\n    app.config.from_pyfile('settings.cfg')\nexcept OSError:\n    pass",
        "if os.path.exists('settings.cfg'):\n    app.config.from_pyfile('settings.cfg')",
        "if __name__ == '__main__':\n    app.config.from_pyfile('settings.cfg')",
        "open('settings.cfg', 'w').write('')\napp.config.from_pyfile('settings.cfg')",
        "other.from_pyfile('settings.cfg')",
    ],
)
def test_not_needed_or_not_sure(line: str) -> None:
    assert not found(line)


def test_it_is_there() -> None:
    assert not found("app.config.from_pyfile('settings.cfg')", **{"instance/settings.cfg": "A = 1\n"})


def test_without_a_host_nobody_knows() -> None:
    assert not check("missing-config-file", {"app.py": f"{FLASK}app.config.from_pyfile('settings.cfg')\n"})


CLOUD_FOUNDRY = "applications:\n- name: shop\n  command: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("files", "severities"),
    [
        ({"app.yaml": "runtime: python313\nentrypoint: gunicorn app:app\n"}, ["warning"]),
        ({"manifest.yml": CLOUD_FOUNDRY}, ["warning"]),
        ({"app.yaml": "runtime: python313\nentrypoint: gunicorn app:app\n", "settings.cfg": "A = 1\n"}, []),
        ({"manifest.yml": CLOUD_FOUNDRY, "settings.cfg": "A = 1\n"}, []),
    ],
)
def test_hosts_that_get_the_folder_as_it_lies_on_the_disk(files: dict[str, str], severities: list[str]) -> None:
    every = {"app.py": f"{FLASK}app.config.from_pyfile('settings.cfg')\n", **files}
    assert [severity for _, _, severity in check("missing-config-file", {**every})] == severities
