"""Starts one program after another and tells what each took; a process of its own, ``python -I -S spawner.py``.

It is kept small on purpose: Linux counts what the starting process holds at the moment of the start into the peak memory of the started one
(``ru_maxrss`` survives ``execve``), so whoever starts must hold less than what is measured. It is spoken to in ``marshal``, a request
``(folder, words, environment, path for standard error)`` and an answer ``(seconds, peak memory, wait status)`` at a time.
"""

import marshal
import os
import sys
import time


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            request = marshal.load(requests)  # noqa: S302 (from our own parent)
        except EOFError:
            return
        marshal.dump(spawned(*request), answers)
        answers.flush()


def spawned(folder: str, words: list[str], environment: dict[str, str], errors: str) -> tuple[float, int, int]:
    """Run a program to its end, its output thrown away."""
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    os.chdir(folder)  # there is no such action for a spawned process
    began = time.perf_counter()
    child = os.posix_spawn(words[0], words, environment, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    return time.perf_counter() - began, used.ru_maxrss, status


if __name__ == "__main__":
    main()
