"""What the processes of production decide about: work that is done beside requests, and what needs somebody who sits there.

The Python Standard Library 3.13, Click 8.1, APScheduler 3.11, Flask-APScheduler 1.13.
"""

from __future__ import annotations

from flaskcheck.known.meanings import STARTS, WAITS, Meaning, Rows

ROWS: Rows = (
    (Meaning(WAITS, "line"), "input getpass.getpass click.prompt click.confirm click.getchar click.pause"),
    (Meaning(WAITS, "debugger"), "breakpoint pdb.set_trace ipdb.set_trace pudb.set_trace"),
    (
        Meaning(STARTS, "scheduler"),
        (
            "apscheduler.schedulers.background.BackgroundScheduler().start apscheduler.schedulers.gevent.GeventScheduler().start "
            "apscheduler.schedulers.asyncio.AsyncIOScheduler().start flask_apscheduler.APScheduler().start flask_apscheduler.scheduler.APScheduler().start"
        ),
    ),
)
