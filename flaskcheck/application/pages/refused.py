"""What Python and Flask surely refuse of the code of one deployment."""

from __future__ import annotations

from flaskcheck.application.routes import route_decorator
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.application.applications import Application
    from flaskcheck.application.pages.refused_route import RefusedRoute
    from flaskcheck.application.schema.refused_models import RefusedModel
    from flaskcheck.code.refused_uses import RefusedUse
    from flaskcheck.code.undefined import Undefined
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression, Name
    from flaskcheck.facts.python import CallSite, Statement


class Refused:
    """The questions of one deployment; each imports what answers it."""

    def __init__(self, production: Callable[[], Production], applications: Iterable[Application]) -> None:
        self._production = production
        self._applications = applications

    def routes(self) -> tuple[RefusedRoute, ...]:
        """The routes that Flask refuses where they are made, and those whose views never give an answer."""
        from flaskcheck.application.pages.refused_routes import refused_routes

        return self._production().told(refused_routes)

    def factories(self) -> Iterator[tuple[CallSite, bool, str]]:
        """The calls of an application's factory that Python surely refuses: each with whether every start makes it, and what Python says."""
        from flaskcheck.application.factory_calls import refused

        production = self._production()
        factories = tuple((a.path, a.factory) for a in self._applications if a.factory)
        for site, phase, said in production.told(refused, factories):
            yield site, production.is_at_start(site, phase), said

    def models(self) -> tuple[RefusedModel, ...]:
        """The models that SQLAlchemy refuses, where they are made or when the first one is used."""
        from flaskcheck.application.schema.refused_models import refused_models

        return self._production().told(refused_models)

    def uses(self) -> Iterator[tuple[RefusedUse, str, bool, bool]]:
        """The calls and subscripts of reached code that Python refuses, each with the phase, whether every start meets it, and whether that or every visit of a page does."""
        production = self._production()
        for found, phase in production.told(_uses):
            yield found, phase, *met_by(production, found.statement, phase)

    def lacking(self) -> Iterator[tuple[Undefined, str, bool, bool]]:
        """The names that reached code asks things for which surely have nothing of that name, each with the phase, whether every start meets it, and whether that or every visit of a page does."""
        from flaskcheck.application.pages.lacking import lacking

        production = self._production()
        for found, phase in production.told(lacking):
            yield found, phase, *met_by(production, found.statement, phase)


def met_by(production: Production, statement: Statement, phase: str) -> tuple[bool, bool]:
    """Whether every start or upgrade meets a statement of a phase, and whether that or every visit of a page does."""
    is_certain = production.is_at_start(statement, phase) and not statement.is_questioned
    view = production.code.function(statement.path, statement.scope)
    is_passed = all(guard.kind in ("try", "with") for guard in statement.guards)  # whoever asks looks for handlers
    is_view = view is not None and is_passed and route_decorator(view) is not None
    return is_certain, is_certain or is_view


def _uses(production: Production) -> Iterator[tuple[RefusedUse, str]]:
    from flaskcheck.code.refused_uses import called_modules, refused_uses, unmade_extensions, used_settings
    from flaskcheck.values.things import is_configuration, sole

    def holds_settings(name: Name, statement: Statement) -> bool:
        return is_configuration(production.evaluator, name, Where.of(statement))

    def what(value: Expression, statement: Statement) -> str:
        thing = sole(production.evaluator, value, Where.of(statement))
        return thing.name if thing is not None else ""

    importer = production.evaluator.importer
    for module in production.facts():
        own = production.code.once(refused_uses, module.path, "")
        others = (*called_modules(importer, module), *used_settings(module, holds_settings))
        for found in (*own, *others, *unmade_extensions(module, what)):
            phase = production.phase(found.statement)
            if phase and not found.statement.is_tried:
                yield found, phase
