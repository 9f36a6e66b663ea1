"""What was measured, as a table to read and as JSON to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.goals import COLD, GOALS, MEMORY_BYTES, PYTHON, WARM

if TYPE_CHECKING:
    from benchmarks.goals import Goal
    from benchmarks.processes import Series
    from benchmarks.trees import Measured


def table(tree: Measured, found: list[Series], failures: list[str]) -> str:
    """One tree: every command's times, its ratio to ``python -c pass``, how it stands to flaskcheck, and the goals."""
    medians = {series.command.name: series.median for series in found}
    width = max([len(name) for name in medians], default=10)
    head = f"  {'':{width}}  median ms   min ms  runs  peak MB  × python   ÷ cold   ÷ warm"
    lines = [str(tree), "", head, *(_row(series, medians, width) for series in found), ""]
    lines += [f"  {series.command.name}: {series.command.note}" for series in found if series.command.note]
    lines += [f"  failed, so not measured: {failure}" for failure in failures]
    return "\n".join([*lines, *(f"  {line}" for line in verdicts(tree, found)), ""])


def _row(series: Series, medians: dict[str, float], width: int) -> str:
    name = series.command.name
    ratios = "".join(_ratio(series.median, medians.get(other)) for other in (PYTHON, COLD, WARM))
    times = f"{series.median * 1e3:9.1f}{series.minimum * 1e3:9.1f}"
    return f"  {name:{width}}  {times}{len(series.runs):6}{series.memory / 1e6:9.1f} {ratios}"


def _ratio(seconds: float, other: float | None) -> str:
    return f"{seconds / other:9.2f}" if other else f"{'':9}"


def verdicts(tree: Measured, found: list[Series]) -> list[str]:
    """What became of each goal for trees of this size."""
    medians = {series.command.name: series.median for series in found}
    lines = [_verdict(goal, medians) for goal in GOALS if goal.size == tree.size]
    peak = max((s.memory for s in found if s.command.name in (COLD, WARM)), default=0)
    if tree.size == "huge" and peak:
        word = "met" if peak <= MEMORY_BYTES else "NOT MET"
        lines.append(f"{word:8} {peak / 1e6:6.1f} MB: peak memory at most {MEMORY_BYTES / 1e6:g} MB")
    return lines


def _verdict(goal: Goal, medians: dict[str, float]) -> str:
    ratio = goal.ratio(medians)
    if ratio is None:
        return f"{'-':8} {'':6} : {goal}"
    word = "met" if goal.is_met(ratio) else "NOT MET"
    aim = f" (the aim, {goal.aim:g}: {'met' if goal.is_met(ratio, goal.aim) else 'not met'})" if goal.aim else ""
    return f"{word:8} {ratio:6.2f} : {goal}{aim}"


def plain(tree: Measured, found: list[Series], failures: list[str]) -> dict[str, Any]:
    """The same as plain values."""
    medians = {series.command.name: series.median for series in found}
    goals = [(goal, goal.ratio(medians)) for goal in GOALS if goal.size == tree.size]
    return {
        "tree": {**vars(tree), "size": tree.size},
        "commands": [_plain_series(series) for series in found],
        "failures": failures,
        "goals": [
            {"goal": str(goal), "ratio": round(ratio, 3), "bound": goal.times, "met": goal.is_met(ratio)}
            for goal, ratio in goals
            if ratio is not None
        ],
    }


def _plain_series(series: Series) -> dict[str, Any]:
    return {
        "name": series.command.name,
        "words": list(series.command.words),
        "median": round(series.median, 6),
        "minimum": round(series.minimum, 6),
        "peak_bytes": series.memory,
        "runs": [round(run.seconds, 6) for run in series.runs],
        "code": series.runs[-1].code,
    }
