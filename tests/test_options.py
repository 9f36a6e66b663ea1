"""The command line read without click means what click says it means."""

import click
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flaskcheck.command import cli
from flaskcheck.command.options import COMMANDS, OPTIONS, Options, plain


def by_click(arguments):
    """The options as click reads them; ``None`` where it refuses."""
    try:
        context = cli.check.make_context("check", list(arguments))
    except click.exceptions.ClickException:
        return None
    except click.exceptions.Exit:
        return None
    return cli._options(context.params)


WORDS = st.sampled_from(
    [
        *(spelling for option in OPTIONS for spelling in option.spellings),
        *(choice for option in OPTIONS for choice in option.choices),
        *(f"{option.spellings[0]}={value}" for option in OPTIONS for value in ("", "json", "error", "a,b", "x=y")),
        ".", "app", "-", "--", "-qv", "--sel", "--help", "", "-x", "a b",
    ]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a loaded machine the first words take long
@given(st.lists(WORDS, max_size=6))
def test_what_is_read_without_click_is_what_click_reads(arguments):
    options = plain(arguments)
    if options is not None:
        assert options == by_click(arguments)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], Options()),
        (["check"], Options()),
        (["app"], Options(path="app")),
        (["--format", "json", "app", "-q"], Options(path="app", form=("json",), quiet=True)),
        (["--format=json", "--select", "a", "--select=b,c"], Options(form=("json",), select=("a", "b,c"))),
        (["--no-color"], Options(colour=False)),
        (["--color", "."], Options(colour=True)),
    ],
)
def test_an_ordinary_command_line_needs_no_click(arguments, expected):
    assert plain(arguments) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        *([command] for command in COMMANDS if command != "check"),
        ["--help"], ["-h"], ["--version"], ["--format", "nonsense"], ["--format"], ["--quiet=1"], ["--unknown"],
    ],
)  # fmt: skip
def test_everything_else_is_left_to_click(arguments):
    assert plain(arguments) is None


def test_the_table_of_commands_is_complete():
    assert set(COMMANDS) == set(cli.cli.commands)


def test_help_shows_each_option_in_one_group() -> None:
    grouped = [field for _, fields in cli.GROUPS for field in fields]
    assert sorted(grouped) == sorted([*(option.field for option in OPTIONS), "help"])
    shown = CliRunner().invoke(cli.cli, ["--help"], terminal_width=80).output
    assert all(f"\n{heading}:\n" in shown for heading, _ in cli.GROUPS)
    assert all(option.spellings[-1] in shown for option in OPTIONS)
    assert "-h, --help" in shown
    assert max(map(len, shown.splitlines())) <= 80
