"""Configuration files: what they may say, and what is said about mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from flaskcheck.findings.config import Config, load
from flaskcheck.ground.errors import ConfigError
from flaskcheck.ground.words import did_you_mean

NAMES = frozenset({"loopback-bind", "server", "debug"})


def config(tmp_path: Path, text: str, name: str = "flaskcheck.toml") -> Config:
    (tmp_path / name).write_text(text)
    return load(str(tmp_path), NAMES)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert load(str(tmp_path), NAMES) == Config()


def test_all_keys(tmp_path: Path) -> None:
    found = config(
        tmp_path,
        'select = ["server"]\nignore = ["loopback-bind"]\nexclude = "old/**"\nfail-on = "error"\nhost = ["render"]\n'
        '[per-file-ignores]\n"a/*.py" = ["debug"]\n',
    )
    assert (found.select, found.ignore, found.exclude) == (("server",), ("loopback-bind",), ("old/**",))
    assert (found.fail_on, found.host, found.per_file_ignores) == ("error", ("render",), (("a/*.py", ("debug",)),))


def test_the_own_file_wins_over_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.flaskcheck]\nfail-on = "error"\n')
    assert config(tmp_path, 'fail-on = "info"\n').fail_on == "info"


def test_the_nearest_file_above_counts(tmp_path: Path) -> None:
    (tmp_path / "flaskcheck.toml").write_text('fail-on = "error"\n')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert load(str(inner), NAMES).fail_on == "error"
    (tmp_path / "a" / ".git").mkdir()
    assert load(str(inner), NAMES).fail_on == "warning"


def test_a_pyproject_without_the_table_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "flaskcheck.toml").write_text('fail-on = "error"\n')
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "flaskcheck-user"\n')
    assert load(str(inner), NAMES).fail_on == "error"


@pytest.mark.parametrize(
    "text", ['name = "flaskcheck\n', "[project\n# flaskcheck\n", "[tool.other]\nx = [\n'flaskcheck'\n"]
)
def test_a_broken_pyproject_without_the_table_is_a_finding_elsewhere(tmp_path: Path, text: str) -> None:
    (tmp_path / ".git").mkdir()
    assert config(tmp_path, text, "pyproject.toml") == Config()


@pytest.mark.parametrize(
    "raw",
    [
        b"[tool.flaskcheck\n",
        b'[tool.flaskcheck]\nfail-on = "error\n',
        b"[project]\nname = 'a\n\n[ tool . 'flaskcheck' ]\n",
        b"[tool.flaskcheck.per-file-ignores]\n'a' = [\n",
        b"[tool.flaskcheck]\n# \xff\n",
        '[tool.flaskcheck]\nfail-on = "error"\n'.encode("utf-16"),
    ],
)
def test_settings_that_cannot_be_read_stop_the_run(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_bytes(raw)
    with pytest.raises(ConfigError, match=r"pyproject\.toml: "):
        load(str(tmp_path), NAMES)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("ignroe = []\n", "did you mean 'ignore'"),
        ('ignore = ["servr"]\n', "did you mean 'server'"),
        ('host = ["herku"]\n', "did you mean 'heroku'"),
        ("select = 3\n", "must be a list"),
        ('fail-on = "errors"\n', "did you mean 'error'"),
        ("fail-on = [1]\n", "fail-on must be one of"),
        ("fail-on = {}\n", "fail-on must be one of"),
        ("exclude = [1]\n", "must be a list of strings"),
        ("[per-file-ignores]\n'*.py' = ['debgu']\n", "did you mean 'debug'"),
        ("[per-file-ignores]\n'*.py' = 3\n", "must be a list of strings"),
        ("per-file-ignores = 3\n", "must be a table"),
        ("select = [\n", "flaskcheck.toml"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(ConfigError, match=part):
        config(tmp_path, text)


def test_an_explicit_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(str(tmp_path), NAMES, str(tmp_path / "x.toml"))


def test_an_explicit_pyproject_must_have_the_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(ConfigError, match="is missing"):
        load(str(tmp_path), NAMES, str(tmp_path / "pyproject.toml"))


@pytest.mark.parametrize("text", ['tool = "flaskcheck"\n', "[tool.other]\nx = 'flaskcheck'\n", "# flaskcheck \xff\n"])
def test_a_pyproject_of_others(tmp_path: Path, text: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_bytes(text.encode("latin-1"))
    assert load(str(tmp_path), NAMES) == Config()


@pytest.mark.parametrize(
    ("home", "root", "expected"),
    [
        (".", ".", ("legacy/**", "*.tmp")),
        (".", "shop", ("./**/*.tmp",)),
        (".", "legacy", ("./**", "./**/*.tmp")),
        ("shop", ".", ("shop/legacy/**", "shop/**/*.tmp")),
        ("elsewhere", "shop", ("legacy/**", "*.tmp")),
    ],
)
def test_globs_are_relative_to_the_file(tmp_path: Path, home: str, root: str, expected: tuple[str, ...]) -> None:
    for folder in ("shop", "legacy", "elsewhere"):
        (tmp_path / folder).mkdir()
    path = tmp_path / home / "flaskcheck.toml"
    path.write_text(
        'exclude = ["legacy/**", "*.tmp"]\n[per-file-ignores]\n"legacy/**" = ["debug"]\n"*.tmp" = ["debug"]\n'
    )
    found = load(str(tmp_path), NAMES, str(path), str(tmp_path / root))
    assert found.exclude == expected
    assert tuple(glob for glob, _ in found.per_file_ignores) == expected


def test_a_table_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="must be a table"):
        config(tmp_path, "[tool]\nflaskcheck = 3\n", "pyproject.toml")


def test_no_suggestion_for_a_far_word() -> None:
    assert did_you_mean("zzz", NAMES) == ""
