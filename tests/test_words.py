"""What names say of development and production."""

from __future__ import annotations

import pytest

from flaskcheck.ground import words


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("DevConfig", ["dev", "config"]),
        ("config_dev", ["config", "dev"]),
        ("docker-compose.dev.yml", ["docker", "compose", "dev", "yml"]),
        ("CIConfig", ["ciconfig"]),
        ("PRODUCTION", ["production"]),
        ("", []),
    ],
)
def test_parts(name: str, parts: list[str]) -> None:
    assert words.parts(name) == parts


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("DevelopmentConfig", "development"),
        ("TestingConfig", "development"),
        ("ProductionConfig", "production"),
        ("ProdTestConfig", "production"),
        ("LiveConfig", "production"),
        ("Latest", ""),
        ("BaseConfig", ""),
        ("StagingConfig", ""),
    ],
)
def test_mode(name: str, mode: str) -> None:
    assert words.mode(name) == mode


def test_other_words_may_count() -> None:
    assert not words.is_development("requirements-lint.txt")
    assert words.is_development("requirements-lint.txt", words.TOOLS)
    assert words.is_production("compose.swarm.yml", words.COMPOSED)


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        (".devcontainer/Dockerfile", True),
        ("deploy/dev/Dockerfile", True),
        (".github/compose.yml", True),
        ("github/compose.yml", False),
        ("dev", False),
        ("device/Dockerfile", False),
    ],
)
def test_folders_count_as_a_whole(path: str, counts: bool) -> None:
    assert words.is_development_folder(path) is counts
