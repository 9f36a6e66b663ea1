"""The one object that a rule is given: the repository's facts joined into what will run in production."""

from __future__ import annotations

from functools import cache, cached_property, partial

from flaskcheck.effects.joined import joined_statements, merged
from flaskcheck.facts.expressions import called
from flaskcheck.ground.record import Record
from flaskcheck.known.settings import SIGNING_KEYS
from flaskcheck.units.implied import Assumed, hosts_at
from flaskcheck.units.repository import Repository
from flaskcheck.units.unit import Unit, units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from flaskcheck.advice.advice import Advice
    from flaskcheck.application.applications import Application, Target
    from flaskcheck.application.settings import Selection, Setting
    from flaskcheck.code.modules import Code
    from flaskcheck.effects.connections import Connection
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import Assignment, CallSite, Class, Failure, Function, Import, Module, Statement, Text
    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.facts.services import Service
    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.deployment import Deployment
    from flaskcheck.units.left_behind import LeftBehind
    from flaskcheck.units.pages import Pages
    from flaskcheck.values.value import Outcome


class Reached(Record):
    """A statement that production can execute, with the phase (``startup`` before ``request``; ``upgrade``: each upgrade of the database executes it, ``release``: a script before each start) and the deployments that reach it."""

    statement: Statement
    phase: str
    deployments: tuple[Deployment, ...]

    @property
    def at_start(self) -> bool:
        """Whether every start of a deployment executes it, or what runs before every start."""
        return any(d.start.production.is_at_start(self.statement, self.phase) for d in self.deployments)


class ReachedCode:
    """The code that production can execute, joined over all deployments."""

    def __init__(self, deployments: tuple[Deployment, ...]) -> None:
        self._deployments = deployments
        self._joined: dict[str, tuple[tuple[Any, Reached], ...]] = {}
        self._by_word: dict[str, list[tuple[int, tuple[CallSite, Reached]]]] = {}
        self._clients: dict[str, tuple[tuple[Connection, tuple[Deployment, ...]], ...]] = {}

    @cached_property
    def productions(self) -> tuple[tuple[Production, Deployment], ...]:
        """The reached code of each deployment that runs Python."""
        return tuple((d.start.production, d) for d in self._deployments if d.service.kind in ("web", "worker", "job"))

    def calls(self) -> Iterator[tuple[CallSite, Reached]]:
        """Every call that some deployment can execute, once."""
        return self._reached("calls")

    def calls_of(self, *names: str) -> Iterator[CallSite]:
        """Those calls whose name, or its last part, is one of these, in the order of ``calls``."""
        return (site for site, _ in self._called_by(names) if site.call.name)

    def _called_by(self, words: Iterable[str]) -> list[tuple[CallSite, Reached]]:
        """The calls of what is called by one of these last words, in the order of ``calls``."""
        for item in () if self._by_word else enumerate(self.calls()):
            self._by_word.setdefault(called(item[1][0].call), []).append(item)
        found = [item for word in dict.fromkeys(words) for item in self._by_word.get(word, ())]
        return [item for _, item in sorted(found, key=lambda numbered: numbered[0])]

    def given(self, kind: str) -> Iterator[tuple[CallSite, tuple[Outcome, ...]]]:
        """The reached calls that sign, log in or hash, each with what it may be given as its key, its password or its method."""
        from flaskcheck.application.given_keys import LAST_WORDS, given

        for site, reached in self._called_by(LAST_WORDS[kind]):
            yield site, given(kind, site, reached.deployments[0].start.production.evaluator)

    def texts(self) -> Iterator[tuple[Text, Reached]]:
        """Every text in code that some deployment can execute, once."""
        return self._reached("texts")

    def standing_texts(self) -> Iterator[tuple[Text, Reached]]:
        """Every such text where it has an effect: a module's constant where its name stands, unless other files take it from there."""
        used, taken = (
            {(t.path, t.at) for m, _ in self.modules() for t in m.standing},
            {i.name for i, _ in self.imports()},
        )
        for text, reached in self.texts():
            if (text.path, text.at) not in used or text.context[0].partition(":")[2] in taken:
                yield text, reached
        yield from self._reached("standing")

    def assignments(self) -> Iterator[tuple[Assignment, Reached]]:
        """Every assignment that some deployment can execute, once."""
        return self._reached("assignments")

    def imports(self) -> Iterator[tuple[Import, Reached]]:
        """Every import that some deployment can execute, once: its code, and what programs load that run before it."""
        yield from self._reached("imports")
        yield from self._beforehand

    @cached_property
    def _beforehand(self) -> tuple[tuple[Import, Reached], ...]:
        loaded = ((found, d) for d in self._deployments for part in d.beforehand for found in part.imports)
        return tuple((s, Reached(s, phase, who)) for (s, phase), who in merged((id(f[0]), f, d) for f, d in loaded))

    def classes(self) -> Iterator[tuple[Class, Reached]]:
        """Every class in code that some deployment reaches, once."""
        return self._reached("classes")

    def failures(self) -> Iterator[tuple[Failure, Reached]]:
        """Every ``raise``, ``assert`` and exit that some deployment can execute, once."""
        return self._reached("failures")

    def clients(self, kind: str) -> tuple[tuple[Connection, tuple[Deployment, ...]], ...]:
        """Every client of a kind (``CONNECTS``, ``ASKS``, ``SHOWS``: what sends visitors somewhere) that some deployment makes, once with each of the addresses that it is given."""
        from flaskcheck.effects.connections import joined

        if kind not in self._clients:
            self._clients[kind] = joined(self.productions, kind)
        return self._clients[kind]

    def functions(self) -> Iterator[tuple[Function, Reached]]:
        """Every function that some deployment can call, once."""
        return self._reached("functions")

    def modules(self) -> Iterator[tuple[Module, tuple[Deployment, ...]]]:
        """Every Python file that some deployment loads."""
        return merged((module.path, module, d) for production, d in self.productions for module in production.facts())

    def _reached(self, kind: str) -> Iterator[tuple[Any, Reached]]:
        """The statements of one kind (a field of ``Module``), joined over all deployments once, however many rules ask."""
        if kind not in self._joined:
            found = joined_statements(self.productions, kind)
            self._joined[kind] = tuple((statement, Reached(statement, phase, who)) for statement, phase, who in found)
        return iter(self._joined[kind])


class SelectedSetting(Record):
    """A setting as production selects it, with the deployments that do."""

    setting: Setting
    deployments: tuple[Deployment, ...]

    @property
    def spare(self) -> tuple[Outcome, ...]:
        """What it would be if a variable were missing that the deployment declares."""
        return tuple(o for d in self.deployments for o in d.start.configuration.written.spare(self.setting))

    @property
    def replacing_file(self) -> str:
        """The file outside the repository that start-up loads after it and that may overwrite it; ``""`` when none."""
        return next(filter(None, (d.start.configuration.replacing_file(self.setting) for d in self.deployments)), "")

    def is_refused(self, unset: frozenset[str]) -> bool:
        """Whether production does not go on with what it is where variables are missing."""
        from flaskcheck.effects.refusals import refuses

        return all(refuses(d.start.production, self.setting.key, unset) for d in self.deployments)

    @property
    def is_open(self) -> bool:
        """Whether what it is cannot be determined, because something that production cannot do without may overwrite it."""
        return any(d.start.configuration.is_open(self.setting) for d in self.deployments)


class Settings:
    """The settings that production selects, joined over the deployments that serve an application."""

    def __init__(self, deployments: tuple[Deployment, ...], code: Code) -> None:
        self._deployments = deployments
        self._code = code

    def of(self, *keys: str) -> Iterator[SelectedSetting]:
        """The settings of these names (all when none is named), each place once, with the deployments that select it."""
        return iter(self._joined(keys) if keys else self._all)

    @cached_property
    def _all(self) -> tuple[SelectedSetting, ...]:
        return self._joined(())

    def _joined(self, keys: tuple[str, ...]) -> tuple[SelectedSetting, ...]:
        found: dict[tuple[object, ...], SelectedSetting] = {}
        for deployment, configuration in ((d, d.start.configuration) for d in self._deployments):
            for key in keys or configuration.keys:
                for setting in configuration.get(key):
                    identity = (key, setting.place, setting.outcomes)
                    known = found.get(identity)
                    deployments = (*known.deployments, deployment) if known else (deployment,)
                    found[identity] = SelectedSetting(setting, deployments)
        return tuple(found.values())

    @cached_property
    def signing_variables(self) -> frozenset[str]:
        """The environment variables whose text production signs with, whatever they are called."""
        selected = (s.setting for s in self._all if s.setting.key in SIGNING_KEYS)
        return frozenset(name for setting in selected for outcome in setting.outcomes for name in outcome.variables)

    @cached_property
    def _selected_lines(self) -> dict[tuple[str, int], list[SelectedSetting]]:
        """The settings that production selects, by file and line."""
        found: dict[tuple[str, int], list[SelectedSetting]] = {}
        for selected in self._all:
            found.setdefault((selected.setting.place.path, selected.setting.place.line), []).append(selected)
        return found

    def selects(self, statement: Statement) -> bool:
        """Whether production selects a setting that is written where a statement stands."""
        return (statement.place.path, statement.place.line) in self._selected_lines

    def _selected_at(self, place: Place) -> list[SelectedSetting]:
        """The settings that production selects whose line, or text, stands in a place."""
        at_line = self._selected_lines.get((place.path, place.line), [])
        return at_line or [self._written[at][0] for at in (place,) if at in self._written]

    @cached_property
    def _written(self) -> dict[Place, tuple[SelectedSetting, Outcome]]:
        """The settings by where their texts are written."""
        return {o.place: (selected, o) for selected in self._all for o in selected.setting.outcomes}

    def variable_at(self, place: Place) -> str:
        """The variable without which a text is used that stands here as the default of a setting (pydantic's ``BaseSettings``), or ``""``."""
        return min(self._written[place][1].unset, default="") if place in self._written else ""

    def is_unread(self, place: Place) -> bool:
        """Whether a text that stands here is a setting for which nothing asks."""
        found = self._written[place][0] if place in self._written else None
        return found is not None and not any(d.needs.asks_for(found.setting.key) for d in found.deployments)

    def is_default(self, text: Statement | Outcome, is_needed: bool = False) -> bool:
        """Whether a text is only the default of a setting, for which start-up looks in a file that the host has (``is_needed``: and stops without)."""
        selected = self._selected_at(text.place)
        return bool(selected) and all(s.is_open if is_needed else s.replacing_file for s in selected)

    def is_unselected(self, statement: Statement) -> bool:
        """Whether a statement is of a configuration class whose value production does not select; in an initialiser only where it selects another one of the file."""
        from flaskcheck.application.choice import INITIALISER, is_never_chosen, is_of_configuration
        from flaskcheck.application.settings import is_development_name

        place, body = statement.place, statement.scope.removesuffix(INITIALISER)
        is_any = body != statement.scope and all(path != place.path for path, _ in self._selected_lines)
        if is_any or not is_of_configuration(self._code.module(place.path), statement):
            return False
        if is_development_name(body):
            return True
        around = range(max(place.line - 6, 1), place.line + 1)
        settings = [s.setting for line in around for s in self._selected_lines.get((place.path, line), ())]
        settings += [s.setting for s in self._selected_at(place)]  # the text may be a constant, which stands elsewhere
        return not settings or is_never_chosen(statement, settings, lambda key: (s.setting for s in self.of(key)))

    def is_for_tests(self, statement: Statement) -> bool:
        """Whether a statement is in the body of a configuration class that turns TESTING on, and production does not select it."""
        from flaskcheck.application.choice import turns_testing_on

        return turns_testing_on(self._code, statement) and not self.selects(statement)

    def selections(self) -> Iterator[tuple[Selection, tuple[Deployment, ...]]]:
        """Every configuration class, module or file that start-up loads, once."""
        every = ((s, d) for d in self._deployments for s in d.start.configuration.selections)
        return merged(((s, s.outcome.place if s.outcome else None), s, d) for s, d in every)


class Project:
    """A repository and its deployments.

    ``hosts`` are assumed when the repository's own files name none; ``read`` makes the facts of a Python file, where that is not simply the reader; ``stated`` are
    deployments that the settings state outright; ``inner`` is what the settings of folders say instead. Everything is computed when first asked for, once.
    """

    def __init__(
        self,
        tree: Tree,
        hosts: tuple[str, ...] = (),
        read: Callable[[Source], Module] | None = None,
        stated: tuple[Service, ...] = (),
        inner: tuple[Assumed, ...] = (),
    ) -> None:
        self.tree = tree
        self._assumed = (Assumed("", hosts, stated), *inner)
        files = tuple(dict.fromkeys(file for assumed in self._assumed for file in assumed.files))
        self.repository = Repository(tree, read, files)
        self.code = self.repository.code

    @cached_property
    def deployments(self) -> tuple[Deployment, ...]:
        """Every production deployment; implied ones for applications that no platform file deploys."""
        from flaskcheck.units.deployments import find_deployments

        asked = tuple(filter(None, (self.tree.scope, *(a.folder for a in self._assumed))))
        return find_deployments(self.repository, partial(hosts_at, self._assumed), asked)

    @cached_property
    def hides_deployments(self) -> bool:
        """Whether files that would declare deployments cannot be read, so that what no file says may be said there."""
        from flaskcheck.units.deployments import hides_deployments

        return hides_deployments(self.repository)

    @cached_property
    def web_deployments(self) -> tuple[Deployment, ...]:
        """Those that are declared to serve a Flask application, as a container is that says nothing else: what it has is judged alike."""
        return tuple(d for d in self.deployments if d.declared == "web" and d.start.applications)

    @property
    def applications(self) -> tuple[Application, ...]:
        """Every Flask application of the repository."""
        return self.repository.applications

    @property
    def has_application(self) -> bool:
        """Whether there is anything to check: a Flask application in a file that may be deployed, or a server that is started with a module that git does not have."""
        from flaskcheck.units.left_behind import hides_a_target

        return bool(self.applications) or hides_a_target(self.deployments)

    def servers(self) -> Iterator[tuple[Deployment, Server]]:
        """Every server that a web deployment starts."""
        yield from ((d, server) for d in self.deployments for server in d.commands.web_servers)

    def targets(self, kind: str = "wsgi") -> Iterator[tuple[Deployment, Server, Target]]:
        """Every WSGI server's target, resolved; with ``worker`` every task worker's."""
        for deployment in self.deployments:
            start = deployment.start
            for server, target in start.worker_targets if kind == "worker" else start.targets:
                yield deployment, server, target

    def programs(self, *phases: str) -> Iterator[tuple[Deployment, Invocation]]:
        """Every program that some deployment runs in these phases (all when none is named)."""
        yield from ((d, invocation) for d in self.deployments for invocation in d.commands.programs(*phases))

    @cached_property
    def installed_files(self) -> tuple[DependencyFile, ...]:
        """Every dependency file that some deployment installs from."""
        found = {file.path: file for deployment in self.deployments for file in deployment.installed.files}
        return tuple(found[path] for path in sorted(found))

    def is_locked(self, file: DependencyFile) -> bool:
        """Whether a lock file that is installed too, or constraints, fix the versions of a file."""
        return any(file.path in deployment.installed.fixed for deployment in self.deployments)

    @cached_property
    def _by_unit(self) -> tuple[tuple[Unit, Project], ...]:
        found = units(self.repository, self.deployments)
        return tuple((unit, self if len(found) == 1 else _OfUnit(self, unit)) for unit in found)

    @cached_property
    def reached(self) -> ReachedCode:
        """The code that production can execute."""
        return ReachedCode(self.deployments)

    @cached_property
    def settings(self) -> Settings:
        """The settings that production selects."""
        return Settings(self.web_deployments, self.code)

    @cached_property
    def left_behind(self) -> tuple[LeftBehind, ...]:
        """The files that deployments reach and that lie on this disk, although git does not have them."""
        from flaskcheck.units.left_behind import left_behind

        return tuple(left_behind(self.repository, self.deployments, self.pages))

    @cached_property
    def advice(self) -> Callable[[Deployment], Advice]:
        """What mends a deployment, in the form of the place where it is written; looked for once, however many rules ask."""
        from flaskcheck.advice.advice import Advice

        return cache(Advice)

    @cached_property
    def pages(self) -> Pages:
        """The templates and static files of the applications."""
        from flaskcheck.units.pages import Pages

        return Pages(self.repository, self.reached.calls_of, self.reached.texts, self.reached.productions)


class _OfUnit(Project):
    """What a project knows of one of several units."""

    def __init__(self, whole: Project, unit: Unit) -> None:
        self.tree, self.repository, self.code = whole.tree, unit.own, whole.code
        self.deployments = unit.deployments


def by_unit(project: Project) -> tuple[tuple[Unit, Project], ...]:
    """The units of a repository, each with a project that knows nothing of the others' deployments."""
    return project._by_unit
