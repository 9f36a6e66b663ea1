"""The commands and their options; what they do is in ``actions.py``."""

from __future__ import annotations

import sys

import click

from flaskcheck import __version__, actions, errors
from flaskcheck.config import FAIL_ON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from click.shell_completion import CompletionItem

HELP = {"help_option_names": ["-h", "--help"]}


class CheckByDefault(click.Group):
    """``flaskcheck PATH`` checks: what is no command's name is taken as the arguments of ``check``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        completes_first_word = ctx.resilient_parsing and not args
        if not completes_first_word and not (args and args[0] in (*self.commands, "--help", "-h", "--version")):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        return [*super().shell_complete(ctx, incomplete), *check.shell_complete(click.Context(check), incomplete)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("flaskcheck", "[OPTIONS] [PATH]\nflaskcheck COMMAND …")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        check.format_options(click.Context(check), formatter)
        super().format_commands(ctx, formatter)


def _names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Rules and families for the shell to complete; names before a comma stay."""
    from flaskcheck.registry import known_names

    before, comma, begun = incomplete.rpartition(",")
    return [before + comma + name for name in sorted(known_names()) if name.startswith(begun)]


def _rule_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    from flaskcheck.registry import UNUSED_IGNORE, builtin_names, plugins

    return [name for name in sorted((*builtin_names(), *plugins(), UNUSED_IGNORE)) if name.startswith(incomplete)]


@click.group(cls=CheckByDefault, context_settings=HELP)
@click.version_option(__version__, prog_name="flaskcheck")
def cli() -> None:
    """Tell what will break, leak or lose data when a Flask application is deployed.

    PATH is a repository, one of its folders, any folder, or a file (default: here). Nothing in it is run or sent anywhere. A path named like a command is
    written ./rules.

    \b
    Exit codes:
      0  nothing at or above --fail-on
      1  findings
      2  wrong usage or configuration
      3  flaskcheck itself failed (other findings are still shown)
      4  nothing to check: no Flask application was found
    """


@cli.command(context_settings=HELP)
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--format", "form", type=click.Choice(actions.FORMATS), default="text", help="How to report (default: text)."
)
@click.option("--output", metavar="FILE", type=click.Path(), help="Write the report to a file, not to standard output.")
@click.option(
    "--select",
    multiple=True,
    metavar="NAMES",
    shell_complete=_names,
    help="Only these rules or families (comma-separated, repeatable).",
)
@click.option("--ignore", multiple=True, metavar="NAMES", shell_complete=_names, help="Not these rules or families.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out paths that match (repeatable).")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit with 1 from this severity on (default: warning).")
@click.option(
    "--host",
    multiple=True,
    metavar="HOST",
    help="The host to assume when no file names one (render, heroku, docker …).",
)
@click.option("--config", metavar="FILE", type=click.Path(), help="The configuration file to use.")
@click.option("--no-config", is_flag=True, help="Read no configuration file.")
@click.option("--no-ignore", is_flag=True, help="Do not heed ignore comments.")
@click.option("-q", "--quiet", is_flag=True, help="Only findings, no deployments and notes.")
@click.option("-v", "--verbose", is_flag=True, help="Also what is silenced, and why.")
@click.option(
    "--color/--no-color",
    "colour",
    default=None,
    help="Colour (default: on a terminal; NO_COLOR and FORCE_COLOR are heeded).",
)
def check(**options: Any) -> int:
    """Check PATH (the default command)."""
    return actions.check(actions.Options(**options))


@cli.command(context_settings=HELP)
@click.argument("rule", shell_complete=_rule_names)
def explain(rule: str) -> int:
    """Print the page of RULE: what is wrong, what happens in production, how to fix it, examples."""
    return actions.explain(rule)


@cli.command(context_settings=HELP)
@click.option("--format", "form", type=click.Choice(("text", "json", "markdown")), default="text", help="How to list.")
def rules(form: str) -> int:
    """List all rules: name, family, severity, one line."""
    return actions.rules(form)


def run(arguments: list[str]) -> int:
    """Run the command line on some arguments; the exit code."""
    try:
        code = cli.main(arguments, prog_name="flaskcheck", standalone_mode=False)
        return code if isinstance(code, int) else errors.CLEAN
    except errors.FlaskcheckError as error:
        sys.stderr.write(f"flaskcheck: {error}\n")
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return errors.USAGE
    except (click.Abort, KeyboardInterrupt):
        return errors.INTERRUPTED
    except Exception as error:  # a defect must not look like findings
        found = errors.crash("flaskcheck", error)
        sys.stderr.write(f"flaskcheck itself failed; please report this:\n{found.traceback}")
        return errors.CRASHED
