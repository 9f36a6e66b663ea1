"""What names say of development and production."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flaskcheck.ground import words


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("DevConfig", ["dev", "config"]),
        ("config_dev", ["config", "dev"]),
        ("docker-compose.dev.yml", ["docker", "compose", "dev", "yml"]),
        ("CIConfig", ["ciconfig"]),
        ("PRODUCTION", ["production"]),
        ("SHOP_API_URL", ["shop", "api", "url"]),
        ("S3BUCKET", ["s3", "bucket"]),
        ("a.b/c d", ["a", "b", "c", "d"]),
        ("__name__", ["name"]),
        ("ÄrgerLog", ["ärger", "log"]),
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


@given(st.text(st.sampled_from("aBc1_-./ éİß²"), max_size=12))
def test_the_short_ways_to_parts_lead_to_the_same(name: str) -> None:
    spaced = "".join(
        f" {letter}" if letter.isupper() and position and not name[position - 1].isupper() else letter
        for position, letter in enumerate(name)
    )
    assert words.parts(name) == "".join(c if c.isalnum() else " " for c in spaced).lower().split()
