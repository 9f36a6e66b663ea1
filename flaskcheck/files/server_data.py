"""Data directories of database servers, recognised by the files that only they have."""

from __future__ import annotations

from flaskcheck.files.paths import joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIGNS = (
    ("PostgreSQL", "PG_VERSION", ("global/pg_filenode.map", "global/pg_control", "base/1/PG_VERSION", "base/1/1259")),
    ("MySQL or MariaDB", "ibdata1", ()),
    ("Redis", "dump.rdb", ()),
    ("Redis", "appendonly.aof", ()),
    ("MongoDB", "WiredTiger.wt", ()),
)
"""The server, the file at the top of its directory, and files below it of which one must be there ("Database File Layout", PostgreSQL 17; "InnoDB System Tablespace", MySQL 8.4;
"Redis persistence"; "WiredTiger Storage Engine", MongoDB 8)."""


def server_data(tracked: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The file at the top of each data directory among the files of git, and whose directory it is."""
    files = frozenset(tracked)
    signs = {sign: (server, below) for server, sign, below in SIGNS}
    for path in sorted(files):
        folder, _, name = path.rpartition("/")
        server, below = signs.get(name, ("", ()))
        if server and (not below or any(joined(folder, inner) in files for inner in below)):
            yield path, server
