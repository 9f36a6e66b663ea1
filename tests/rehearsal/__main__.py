"""``python -m tests.rehearsal --pages`` deploys the examples of the rules' pages and writes down what was seen; ``--mutants 50 --seed N`` changes applications that work, deploys them,
and compares with what flaskcheck says.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from dataclasses import asdict
from pathlib import Path

from tests.rehearsal import bases, explained, matrix, results
from tests.rehearsal.mutants import Bench, Judged, sample
from tests.rehearsal.pages import pages, rehearse
from tests.rehearsal.plans import NotPlayableError
from tests.rehearsal.player import Player, reason_against

TESTS = Path(__file__).parent.parent


def asked(arguments: list[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.rehearsal", description="Deploy applications for real.")
    parser.add_argument("--pages", action="store_true", help="deploy the examples of the rules' pages")
    parser.add_argument("--only", action="append", default=[], metavar="RULE", help="those of one rule")
    parser.add_argument("--mutants", type=int, default=0, metavar="N", help="deploy so many changed applications")
    parser.add_argument("--seed", default="0", help="from which the mutants follow (default: 0)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first mutant (default: 0)")
    parser.add_argument("--from", dest="folder", type=Path, help="a folder with the public bases, each in owner+name")
    parser.add_argument("--base", action="append", default=[], metavar="NAME", help="only mutants of this one")
    parser.add_argument("--log", type=Path, help="a file to which each mutant is added as a line of JSON")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Run; 1 if a page is wrong, or a disagreement is not explained."""
    given = asked(arguments)
    reason = reason_against()
    if reason:
        print(f"nothing can be deployed here: {reason}")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that all that was started is ended then, too
    player = Player()
    try:
        wrong = _pages(player, given) if given.pages else 0
        return int(bool(wrong + (_mutants(player, given) if given.mutants else 0)))
    finally:
        player.close()


def _pages(player: Player, given: argparse.Namespace) -> int:
    wrong = 0
    for page in pages():
        if given.only and page.rule.name not in given.only:
            continue
        try:
            outcome, differs = rehearse(player, page)
        except NotPlayableError as skipped:
            print(f"skipped  {page.title}: {skipped}", flush=True)
            continue
        print(f"{'wrong  ' if differs else 'seen   '}  {page.title}: {differs or page.example.outcome}", flush=True)
        if differs:
            wrong += 1
            print("\n".join(f"    | {line}" for line in outcome.log[-1500:].splitlines()))
        else:
            results.note(page, outcome)
    return wrong


def _mutants(player: Player, given: argparse.Namespace) -> int:
    choice = bases.OWN + (bases.there(given.folder) if given.folder else ())
    choice = tuple(base for base in choice if base.name in given.base or not given.base)
    judged: list[Judged] = []
    for one in sample(Bench(player, given.folder or TESTS), choice, given.seed, given.first, given.mutants):
        judged.append(one)
        print(matrix.line(one), flush=True)
        if given.log:
            with given.log.open("a") as file:
                file.write(json.dumps({**asdict(one), "cell": one.cell}) + "\n")
    print(matrix.told(judged))
    return sum(not explained.reason(one) for one in judged if matrix.disagrees(one))


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))  # golden.py and its like
    sys.exit(main(sys.argv[1:]))
