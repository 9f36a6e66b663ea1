"""The dotenv files of a deployment: which of them production reads, and what they give."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.facts.python import CallSite
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.meanings import OPENS
from flaskcheck.readers.env_file import kind_of_env_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.effects.run import Step
    from flaskcheck.facts.services import Service, Variable
    from flaskcheck.files.layout import View
    from flaskcheck.units.repository import Repository
    from flaskcheck.units.start import Start

DOTENV_CALLS = libraries.last_words(OPENS, ".env")


class EnvFiles:
    """The files of variables that a deployment reads: its service's ``env_file``s, and ``.env`` and ``.flaskenv`` where it runs."""

    def __init__(self, repository: Repository, service: Service, view: View, start: Start) -> None:
        self._repository = repository
        self._service = service
        self._view = view
        self._start = start

    @cached_property
    def names(self) -> frozenset[str]:
        """Names in the ``env_file``s of the service, and in a tracked ``.env`` that the code loads."""
        paths = [folder.path for folder in self._service.env_files]
        if self._deployed and self.code_loads_dotenv:
            paths.append(self._deployed)
        files = (self._repository.env_files.get(path) for path in paths)
        return frozenset(v.name for file in files if file for v in file.variables)

    @cached_property
    def shown(self) -> tuple[Variable, ...]:
        """What the files say that show others which variables to set: what the host will be given looks like that."""
        folders = {"", self._service.root}
        found = (f for path, f in self._repository.env_files.items() if path.rpartition("/")[0] in folders)
        return tuple(v for file in found if kind_of_env_file(file.path) == "example" for v in file.variables)

    @property
    def _deployed(self) -> str:
        """The ``.env`` that the repository brings, or ``""``."""
        path = self._view.find(self._view.join(self._view.cwd, ".env"))
        return path if path and self._repository.is_deployed(path) else ""

    @property
    def is_made_there(self) -> bool:
        """Whether the code loads a ``.env`` that the repository does not bring, so that somebody makes one where it runs."""
        return self.code_loads_dotenv and not self._deployed

    def reads(self, name: str) -> bool:
        """Whether production reads ``.env`` or ``.flaskenv``: started by ``flask run`` or ``app.run()``, or (``.env``) loaded by the code."""
        return self._start.is_development or (name == ".env" and self.code_loads_dotenv)

    @cached_property
    def code_loads_dotenv(self) -> bool:
        """Whether start-up calls ``load_dotenv`` or another reader of ``.env``."""
        return any(self._loads(step) for step in self._start.production.trace.steps)

    def _loads(self, step: Step) -> bool:
        """Whether a step loads ``.env``, or a file that cannot be told; another file that it names is none."""
        site = step.statement
        if not isinstance(site, CallSite) or site.call.name.rpartition(".")[2] not in DOTENV_CALLS:
            return False
        value = site.call.argument(0, "dotenv_path")
        outcomes = self._start.production.evaluator.outcomes(value, step.where) if value is not None else ()
        names = {o.text.rpartition(HOLE)[2].rpartition("/")[2] for o in outcomes}
        return not names or bool(names & {".env", ""})
