"""The starts of all deployments of a repository: what looks alike to the code is followed once."""

from __future__ import annotations

from flaskcheck.ground.limits import MAX_PEERS
from flaskcheck.values.alike import Likeness

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.application.settings import Configuration
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Entry
    from flaskcheck.values.evaluator import Evaluator

    Followed = tuple[Production, Configuration]


class Starts:
    """Keeps what each start reaches and selects, by its entries."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], list[Followed]] = {}
        self._evaluators: list[Evaluator] = []

    def followed(self, evaluator: Evaluator, entries: tuple[Entry, ...]) -> Followed:
        """What these entries reach, and the settings that they select, in the deployment that an evaluator is of."""
        from flaskcheck.effects.reach import Production

        known = self._known.setdefault(_identity(entries), [])
        for like, configuration in known:
            if Likeness(evaluator, like.evaluator).holds():
                evaluator.world.asked.update(like.evaluator.world.asked)
                evaluator.follow(like.evaluator, is_alike=True)
                return Production(like.trace.seen_by(evaluator), like), configuration.seen_by(evaluator)
        if evaluator not in self._evaluators:
            self._join(evaluator)
        known.append(_follow(evaluator, entries))
        return known[-1]

    def _join(self, evaluator: Evaluator) -> None:
        """Let one more evaluator and the first ones take over from each other what holds in both."""
        is_early = len(self._evaluators) < MAX_PEERS
        for other in self._evaluators:
            evaluator.follow(other)
            if is_early:
                other.follow(evaluator)
        if is_early:
            self._evaluators.append(evaluator)


def _follow(evaluator: Evaluator, entries: tuple[Entry, ...]) -> Followed:
    from flaskcheck.application.configuration import Collector
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Trace

    collector = Collector(evaluator)
    trace = Trace(evaluator, collector.note)
    selections = collector.selections
    brief: list[int] = []
    for entry in entries:
        before = len(selections)
        trace.start(entry)
        brief += range(before, len(selections)) if entry.is_brief else ()
    for number in brief if len(brief) < len(selections) else ():  # else what serves is not understood
        selections[number] = selections[number].replaced(is_brief=True)
    configuration = collector.finish(trace)
    return Production(trace), configuration


def _identity(entries: tuple[Entry, ...]) -> tuple[object, ...]:
    """What makes entries the same: a call by its place, too. A module alone is not loaded again, so it counts once; what ends counts as such where nothing that goes on is started alike."""
    keys = [_key(entry) for entry in entries]
    lasting = {key for entry, key in zip(entries, keys) if not entry.is_brief}
    found: list[tuple[object, ...]] = []
    for entry, key in zip(entries, keys):
        told = *key, entry.is_brief and key not in lasting
        if entry.factory or entry.functions or told not in found:
            found.append(told)
    return tuple(found)


def _key(entry: Entry) -> tuple[object, ...]:
    called = id(entry.factory) if entry.factory else 0, entry.call and entry.call.place, entry.functions
    return entry.path, entry.name, *called
