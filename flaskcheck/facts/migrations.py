"""What one file of an Alembic revision directory says of itself."""

from __future__ import annotations

from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record


class Migration(Record):
    """One Alembic revision file, read statically."""

    path: str
    revision: str
    down_revisions: tuple[str, ...]
    place: Place
    down_place: Place
    depends_on: tuple[str, ...] = ()
    branch_labels: tuple[str, ...] = ()
    dynamic: bool = False

    @property
    def module(self) -> str:
        """How Alembic calls the module that it makes of the file."""
        return self.path.rpartition("/")[2].removesuffix(".py").replace(".", "_") + "_py"
