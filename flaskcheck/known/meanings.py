"""What using a name of a library can mean: one word for each kind, and the record of a row in the table of libraries.

The kinds of effects are the vocabulary of the whole program: rows are written in them, effects are of them, rules ask for them. They stand here, with the first who
needs them; the rooms above use the same words.
"""

from __future__ import annotations

from flaskcheck.ground.record import Record

IMPORTS = "imports"
"""Executes a module whose name it is given."""

SEARCHES = "searches"
"""Changes where imports are looked for."""

READS = "reads"
"""Reads a variable of the environment, and copes when it is missing."""

NEEDS = "needs"
"""Reads a variable of the environment, and raises when it is missing."""

SETS = "sets"
"""Writes a setting or a variable."""

OPENS = "opens"
"""Reads a file."""

WRITES_FILE = "writes file"
"""Writes, moves or removes a file."""

CONNECTS = "connects"
"""Connects to a database, cache, broker or mail server."""

ASKS = "asks"
"""Sends a request to an address."""

SHOWS = "shows"
"""Gives a text to a visitor: a redirect, a mail."""

SIGNS = "signs"
"""Signs or encrypts with a key that it is given, or checks what was signed with it."""

LOGS_IN = "logs in"
"""Logs in with a password that it is given."""

SERVES = "serves"
"""Listens on an address and answers."""

RUNS_SQL = "runs sql"
"""Does to the database what a statement says."""

WRITES_ROWS = "writes rows"
"""Adds rows to a database, or changes them."""

DELETES_ROWS = "deletes rows"
"""Removes rows from a database."""

CREATES_TABLES = "creates tables"
"""Creates tables."""

ALTERS_TABLES = "alters tables"
"""Changes a table, which has to be there."""

DROPS_TABLES = "drops tables"
"""Removes tables, and what is in them."""

MIGRATES = "migrates"
"""Applies migrations."""

REGISTERS = "registers"
"""Has a function run later: for a route, by a command."""

RENDERS = "renders"
"""Makes a page of a template whose name it is given."""

BRINGS = "brings"
"""Answers for templates: of its own, or from other places."""

MAKES = "makes"
"""Makes an application, or a part of one."""

HASHES = "hashes"
"""Makes of a password what an account keeps."""

STARTS = "starts"
"""Starts a process, a thread or a loop."""

STOPS = "stops"
"""Ends the program or the request."""

TELLS = "tells"
"""Prints, logs or documents a text."""

GIVES = "gives"
"""Has no effect, but a value."""

IS = "is"
"""Is no function but a constant."""

LOOKS_UP = "looks up"
"""Gives what a database or a request holds."""

WAITS = "waits"
"""Waits for somebody at a keyboard."""

TALKS = "talks"
"""Sends something to a database, for which a connection is opened."""

KEEPS = "keeps"
"""Keeps something in the memory of its process, unless it is given another store."""

WRITES_SESSION = "writes session"
"""Writes to the session of a visitor, or keeps sessions in a place of its own."""

EDITS = "edits"
"""Makes a text of a text, or asks what is in it."""


class Meaning(Record):
    """What using a name does: its kind, and ``of``, with what or in which way (of a setting, its key; of a constant, its value).

    ``arguments`` says where a call tells the rest: a role, the position (-1: by keyword only) and the keyword; of several arguments with one role the names go on
    behind a blank. ``default`` is the address of a client that is given none.
    """

    kind: str
    of: str = ""
    arguments: tuple[tuple[str, int, str], ...] = ()
    default: str = ""

    def argument(self, role: str) -> tuple[int, str]:
        """Where a call gives what plays a role: position and keyword, as ``Call.argument`` takes them."""
        return next((position, keyword) for name, position, keyword in self.arguments if name == role)

    def roles(self, *wanted: str) -> tuple[tuple[int, str], ...]:
        """Where a call gives what plays one of some roles, likewise."""
        return tuple((at, keyword) for name, at, keyword in self.arguments if name.partition(" ")[0] in wanted)


Rows = tuple[tuple[Meaning, str], ...]
"""A family of the table: a meaning and the names that have it, separated by white space."""
