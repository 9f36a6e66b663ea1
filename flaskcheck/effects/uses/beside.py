"""What code reads and writes beside itself, as far as git and the code tell whether that is there."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.uses.data_files import Needed
    from flaskcheck.effects.uses.gone import Gone
    from flaskcheck.effects.uses.lost_folders import LostFolder
    from flaskcheck.effects.uses.made_files import Made
    from flaskcheck.effects.uses.opened_elsewhere import Elsewhere
    from flaskcheck.effects.uses.served_root import ServedRoot
    from flaskcheck.effects.uses.uploads import Kept
    from flaskcheck.effects.uses.use import Use
    from flaskcheck.facts.python import Statement
    from flaskcheck.files.layout import View


class Beside:
    """The files and folders of one deployment's code; each question imports what answers it."""

    def __init__(self, production: Callable[[], Production]) -> None:
        self._production = production

    def needed_files(self) -> tuple[Needed, ...]:
        """The files that every start reads, where neither the repository nor the code has them from anywhere."""
        from flaskcheck.effects.uses.data_files import needed_files

        return needed_files(self._production())

    def needed_settings(self) -> tuple[Needed, ...]:
        """The configuration files that every start loads, where nothing has them from anywhere."""
        from flaskcheck.effects.uses.data_files import needed_settings

        return needed_settings(self._production())

    def made_files(self) -> tuple[Made, ...]:
        """The folders and logs that every start makes beside the code."""
        from flaskcheck.effects.uses.made_files import made_at_start

        return made_at_start(self._production())

    def records(self) -> tuple[Kept, ...]:
        """The files in which requests keep records."""
        from flaskcheck.effects.uses.uploads import records

        return records(self._production())

    def gone(self) -> tuple[Gone, ...]:
        """Where code asks an application for what Flask 2.3 took away."""
        from flaskcheck.effects.uses.gone import gone

        return gone(self._production())

    def is_always_reached(self, statement: Statement) -> bool:
        """Whether every start comes to where a statement stands."""
        from flaskcheck.effects.uses.use import comes_to

        return comes_to(self._production(), statement)

    def lost_folders(self) -> tuple[LostFolder, ...]:
        """The folders that uploads and logs go into, where neither git has them nor any code makes them."""
        from flaskcheck.effects.uses.lost_folders import lost_folders

        return lost_folders(self._production())

    def served_roots(self) -> tuple[ServedRoot, ...]:
        """Where visitors are handed the files of the code itself."""
        from flaskcheck.effects.uses.served_root import served_roots

        return served_roots(self._production())

    def opened_elsewhere(self, view: View, folders: tuple[str, ...]) -> Iterator[Elsewhere]:
        """The files of the code that are looked for in these working directories of its servers, where they are not."""
        from flaskcheck.effects.uses.opened_elsewhere import opened_elsewhere

        return opened_elsewhere(self._production(), view, folders)

    def talks(self) -> tuple[Use, ...]:
        """The calls that every start makes of a database, for which it opens a connection."""
        from flaskcheck.effects.uses.talks import talks

        return talks(self._production())

    def inherited(self, configuration: str) -> tuple[Use, ...]:
        """Those whose connection processes share that are copies of the one that made the start, as far as neither the code nor the server's ``configuration`` opens others in each."""
        from flaskcheck.effects.uses.talks import inherited

        return inherited(self._production(), configuration)
