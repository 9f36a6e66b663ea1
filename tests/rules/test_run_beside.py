"""What threads, pools and schedulers run: its effects are those of whoever starts them."""

from __future__ import annotations

import pytest

from tests.checking import check

MODELS = (
    "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n"
    "def wipe():\n    with app.app_context():\n        db.drop_all()\n"
)
POOL = "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor()\n"
DROPPED = [("app.py", 8, "error")]


def told(rule: str, body: str) -> list[tuple[str, int, str]]:
    return check(rule, {"app.py": MODELS + body, "Procfile": "web: gunicorn app:app\n"})


@pytest.mark.parametrize(
    "body",
    [
        "from threading import Thread\nThread(target=wipe, daemon=True).start()\n",
        "import threading\nworker = threading.Thread(target=wipe)\nworker.start()\n",
        "import threading\nthreading.Timer(5, wipe).start()\n",
        "from multiprocessing import Process\nchild = Process(target=wipe)\nchild.start()\n",
        f"{POOL}pool.submit(wipe)\n",
        "from concurrent.futures import ProcessPoolExecutor\nwith ProcessPoolExecutor() as pool:\n    pool.submit(wipe)\n",
        "from functools import partial\nrun = partial(wipe)\nrun()\n",
        "from apscheduler.schedulers.background import BackgroundScheduler\njobs = BackgroundScheduler()\njobs.add_job(wipe)\njobs.start()\n",
    ],
)
def test_what_a_start_hands_on_drops_the_tables(body: str) -> None:
    assert told("drop-all-at-startup", body) == DROPPED


@pytest.mark.parametrize(
    "body",
    [
        "from threading import Thread\nworker = Thread(target=wipe)\n",
        "from threading import Thread\nworker = Thread(target=wipe)\nif os.environ.get('WIPE') == 'yes':\n    worker.start()\n",
        "class Form:\n    def submit(self, what):\n        return what\nForm().submit(wipe)\n",
        f"{POOL}def later():\n    pool.submit(wipe)\n",
        "from apscheduler.schedulers.background import BackgroundScheduler\njobs = BackgroundScheduler()\njobs.add_job(wipe, 'cron', year=2099)\njobs.start()\n",
    ],
)
def test_what_nobody_starts_drops_nothing(body: str) -> None:
    assert told("drop-all-at-startup", body) == []


@pytest.mark.parametrize(
    "body",
    [
        f"{POOL}@app.get('/wipe')\ndef go():\n    pool.submit(wipe)\n    return ''\n",
        "from threading import Timer\n@app.get('/wipe')\ndef go():\n    Timer(1, wipe).start()\n    return ''\n",
        "from flask_executor import Executor\nexecutor = Executor(app)\n@app.get('/wipe')\ndef go():\n    executor.submit(wipe)\n    return ''\n",
        "from apscheduler.schedulers.background import BackgroundScheduler\njobs = BackgroundScheduler()\n@app.get('/wipe')\ndef go():\n    jobs.add_job(wipe)\n    return ''\n",
    ],
)
def test_what_a_route_hands_on_is_the_visitors_doing(body: str) -> None:
    assert [severity for _, _, severity in told("public-seed-route", body)] == ["error"]


@pytest.mark.parametrize("how", ["Thread(target=work).start()", "Timer(1, work).start()"])
def test_a_start_goes_on_when_a_thread_fails(how: str) -> None:
    code = f"import os\nfrom threading import Thread, Timer\nfrom flask import Flask\napp = Flask(__name__)\ndef work():\n    return os.environ['TOKEN']\n{how}\n"
    files: dict[str, str | bytes] = {
        "main.py": code,
        "requirements.txt": "flask==3.1.1\n",
        "app.yaml": "runtime: python312\nenv_variables:\n  A: b\n",
    }
    assert [path for path, _, severity in check("undeclared-variable", files) if severity == "error"] == []
