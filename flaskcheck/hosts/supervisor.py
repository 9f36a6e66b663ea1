"""supervisor: programs on your own server; those of an image are followed where it starts supervisord."""

from __future__ import annotations

from flaskcheck.facts.services import PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.hosts.host import ANY_FILE, Host
from flaskcheck.hosts.machine import command, home_of, kind_of
from flaskcheck.readers.supervisor import programs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.supervisor import Program

HOSTS = (
    Host(
        "supervisor",
        "supervisor",
        once_per_deploy="by hand on the machine, after each git pull",
        installs_from=ANY_FILE,
        own_commands_only=True,
        is_lasting=True,
        is_placed=True,
        is_inner=True,
    ),
)


def read(source: Source) -> PlatformFile:
    """One service a program. Never raises."""
    if "[program:" not in source.text or "{{" in source.text:
        return PlatformFile(source.path, "")
    return PlatformFile(source.path, "supervisor", tuple(_services(source)))


def _services(source: Source) -> Iterator[Service]:
    for program in programs(source):
        start = command(program.words, "start", program.directory)
        if start is not None:
            yield Service(
                "supervisor",
                program.name,
                kind_of((start,)),
                start.place,
                folder_of_file(source.path),
                (start,),
                tuple(_variables(program)),
                home=home_of(program.directory, (start,)),
            )


def _variables(program: Program) -> Iterator[Variable]:
    for word in program.variables:
        name, _, value = word.text.partition("=")
        yield Variable(name, None if "${" in value else value, word.place)
