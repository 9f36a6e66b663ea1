"""``extend``: a configuration file whose settings hold where another says nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from checking import FLASK

from flaskcheck.command.start import run
from flaskcheck.findings.config import Config, load
from flaskcheck.findings.names import known_names
from flaskcheck.ground.errors import CLEAN, FINDINGS, USAGE, ConfigError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def loaded(home: Path, below: str = "", **files: str) -> Config:
    """The configuration of a folder, of files by their names (``__`` for ``/``)."""
    for name, text in files.items():
        path = home / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return load(str(home / below), known_names(), root=str(home))


def test_what_the_nearer_file_leaves_out_is_taken(home: Path) -> None:
    found = loaded(
        home,
        flaskcheck='extend = "base.toml"\nfail-on = "error"\n',
        base='fail-on = "info"\nmin-severity = "warning"\nhost = ["render"]\nselect = ["server"]\n',
    )
    assert (found.fail_on, found.min_severity, found.host, found.select) == (
        "error",
        "warning",
        ("render",),
        ("server",),
    )
    assert found.path == str(home / "flaskcheck.toml")
    assert found.extended == (str(home / "base.toml"),)


def test_a_list_replaces_and_a_table_completes(home: Path) -> None:
    found = loaded(
        home,
        flaskcheck='extend = "base.toml"\nignore = []\n[severity]\ndebug-run = "info"\n[per-file-ignores]\n"a.py" = ["server"]\n',
        base='ignore = ["server"]\n[severity]\ndebug-run = "warning"\nserver = "error"\n[per-file-ignores]\n"a.py" = ["debug"]\n"b.py" = ["debug"]\n[allow]\nserver = ["x"]\n',
    )
    assert found.ignore == ()
    assert dict(found.severity) == {"debug-run": "info", "server": "error"}
    assert dict(found.per_file_ignores) == {"a.py": ("server",), "b.py": ("debug",)}
    assert found.allow == (("server", ("x",)),)


def test_one_may_extend_another(home: Path) -> None:
    found = loaded(
        home,
        flaskcheck='extend = "b.toml"\n',
        b='extend = "c/d.toml"\nhost = "fly"\n',
        c__d='fail-on = "never"\nhost = "heroku"\n',
    )
    assert (found.host, found.fail_on) == (("fly",), "never")
    assert found.extended == (str(home / "b.toml"), str(home / "c" / "d.toml"))


def test_a_path_is_relative_to_the_file_that_says_it(home: Path) -> None:
    found = loaded(
        home,
        "app",
        app__flaskcheck='extend = "../shared/base.toml"\n',
        shared__base='baseline = "known.json"\nexclude = ["old/**"]\n',
    )
    assert found.baseline == str(home / "shared" / "known.json")
    assert found.exclude == ("shared/old/**",)


def test_a_pyproject_may_be_extended_and_extend(home: Path) -> None:
    found = loaded(
        home,
        "app",
        pyproject='[tool.flaskcheck]\nfail-on = "info"\nexclude = ["old/**"]\n',
        app__pyproject='[tool.flaskcheck]\nextend = "../pyproject.toml"\n',
    )
    assert (found.fail_on, found.exclude) == ("info", ("old/**",))


def test_deployments_are_taken_too_and_stay_where_they_were(home: Path) -> None:
    found = loaded(
        home,
        "app",
        flaskcheck='[deploy]\nhost = "render"\nroot = "app"\nstart = "gunicorn app:app"\n',
        app__flaskcheck='extend = "../flaskcheck.toml"\n',
    )
    assert found.has_deploy
    assert [service.root for service in found.deploy] == ["app"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"flaskcheck": 'extend = "base.toml"\n'}, "flaskcheck.toml: extend: base.toml doesn't exist"),
        ({"flaskcheck": 'extend = "flaskcheck.toml"\n'}, "in a circle (flaskcheck.toml → flaskcheck.toml)"),
        (
            {"flaskcheck": 'extend = "b.toml"\n', "b": 'extend = "c.toml"\n', "c": 'extend = "./b.toml"\n'},
            "in a circle (flaskcheck.toml → b.toml → c.toml → b.toml)",
        ),
        ({"flaskcheck": 'extend = "../base.toml"\n'}, "extend must name a file in the repository"),
        ({"flaskcheck": 'extend = "/etc/hostname"\n'}, "extend must name a file in the repository"),
        ({"flaskcheck": "extend = 3\n"}, "extend must be the path of a configuration file"),
        ({"flaskcheck": 'extend = ""\n'}, "extend must be the path of a configuration file"),
        ({"flaskcheck": 'extend = "a\\u0000b"\n'}, "extend must be the path of a configuration file"),
        ({"flaskcheck": 'baseline = "a\\u0000b"\n'}, "baseline must be the path of a file"),
        ({"flaskcheck": 'extend = "pyproject.toml"\n', "pyproject": "[project]\n"}, "[tool.flaskcheck] is missing"),
        ({"flaskcheck": 'extend = "b.toml"\n', "b": "fail-onn = 1\n"}, "b.toml: unknown key 'fail-onn'"),
        ({"flaskcheck": 'extend = "b.toml"\n', "b": "[\n"}, "b.toml: "),
        ({"flaskcheck": 'extend = "b.toml"\n', "b": 'required-version = "<0.0.1"\n'}, "b.toml: required-version is"),
    ],
)  # fmt: skip
def test_mistakes_are_said(home: Path, files: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError) as error:
        loaded(home, **files)
    assert told in str(error.value)


def test_a_chain_ends(home: Path) -> None:
    files = {f"n{number}": f'extend = "n{number + 1}.toml"\n' for number in range(30)}
    with pytest.raises(ConfigError, match="more than 16 files extend one another"):
        loaded(home, flaskcheck='extend = "n0.toml"\n', **files)


def test_no_link_leads_out(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "base.toml").write_text('fail-on = "never"\n')
    (home / "link").symlink_to(outside)
    (home / "one.toml").symlink_to(outside / "base.toml")
    for path in ("link/base.toml", "one.toml"):
        with pytest.raises(ConfigError, match="extend must name a file in the repository"):
            loaded(home, flaskcheck=f'extend = "{path}"\n')


def test_a_kept_result_does_not_outlive_a_change_of_the_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.py").write_text(FLASK + "app.secret_key = 'f81d4fae7dec11d0a76500a0c91e6bf6'\n")
    (tmp_path / "flaskcheck.toml").write_text('extend = "base.toml"\n')
    (tmp_path / "base.toml").write_text('fail-on = "never"\n')
    monkeypatch.chdir(tmp_path)
    for name in os.listdir(tmp_path):
        os.utime(tmp_path / name, (1, 1))
    assert [run(["."]), run(["."])] == [CLEAN, CLEAN]
    (tmp_path / "base.toml").write_text('fail-on = "error"\n')
    assert run(["."]) == FINDINGS
    (tmp_path / "base.toml").unlink()
    assert run(["."]) == USAGE
    assert "base.toml doesn't exist" in capsys.readouterr().err
