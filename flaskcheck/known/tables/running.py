"""What the processes of production decide about: work that is done beside requests, and what needs somebody who sits there.

The Python Standard Library 3.13, Click 8.1, APScheduler 3.11, Flask-APScheduler 1.13, Flask-Limiter 4, Flask-SocketIO 5.5, pandas 2.2, NumPy 2.1, joblib 1.4,
Keras 3, PyTorch 2.5, Pillow 11, openpyxl 3.1.
"""

from __future__ import annotations

from flaskcheck.known.meanings import KEEPS, OPENS, STARTS, WAITS, WRITES_FILE, WRITES_SESSION, Meaning, Rows

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
    (Meaning(STARTS, "pending job"), "schedule.run_pending schedule.Scheduler().run_pending"),
    (
        Meaning(KEEPS, "limits", (("store", -1, "storage_uri"),)),
        "flask_limiter.Limiter flask_limiter.extension.Limiter",
    ),
    (
        Meaning(KEEPS, "sockets", (("store", -1, "message_queue"),)),
        "flask_socketio.SocketIO flask_socketio.SocketIO().init_app",
    ),
    (Meaning(WRITES_SESSION, "call"), "flask.flash flask_login.login_user flask_login.utils.login_user"),
    (
        Meaning(WRITES_SESSION, "method"),
        "flask.session.pop flask.session.update flask.session.clear flask.session.setdefault",
    ),
    (
        Meaning(WRITES_SESSION, "other store"),
        "flask_session.Session flask_kvsession.KVSessionExtension beaker.middleware.SessionMiddleware",
    ),
    (
        Meaning(STARTS, "later job"),
        "flask_apscheduler.APScheduler().add_job flask_apscheduler.scheduler.APScheduler().add_job",
    ),
    (
        Meaning(STARTS, "kept jobs"),
        (
            "apscheduler.schedulers.background.BackgroundScheduler().add_jobstore apscheduler.schedulers.gevent.GeventScheduler().add_jobstore "
            "apscheduler.jobstores.sqlalchemy.SQLAlchemyJobStore apscheduler.jobstores.redis.RedisJobStore apscheduler.jobstores.mongodb.MongoDBJobStore"
        ),
    ),
    (Meaning(OPENS, "any file", (("file", 0, "file"), ("mode", 1, "mode"))), "open io.open"),
    (Meaning(OPENS, "any file", (("file", 0, "filename"), ("mode", 1, "mode"))), "codecs.open gzip.open bz2.open"),
    (Meaning(OPENS, "data", (("file", 0, "fp"),)), "PIL.Image.open"),
    (Meaning(OPENS, "data", (("file", 0, "filename"),)), "joblib.load openpyxl.load_workbook"),
    (Meaning(OPENS, "data", (("file", 0, "file"),)), "numpy.load numpy.loadtxt"),
    (Meaning(OPENS, "data", (("file", 0, "f"),)), "torch.load"),
    (
        Meaning(OPENS, "data", (("file", 0, "filepath"),)),
        "keras.models.load_model tensorflow.keras.models.load_model keras.saving.load_model",
    ),
    (
        Meaning(OPENS, "data", (("file", 0, "filepath_or_buffer"),)),
        "pandas.read_csv pandas.read_pickle pandas.read_json pandas.read_table",
    ),
    (Meaning(WRITES_FILE, "folder", (("what", 0, "name"),)), "os.makedirs os.mkdir"),
    (Meaning(WRITES_FILE, "folder of a path"), "pathlib.Path().mkdir"),
    (
        Meaning(WRITES_FILE, "log", (("what", 0, "filename"),)),
        "logging.FileHandler logging.handlers.RotatingFileHandler logging.handlers.TimedRotatingFileHandler logging.handlers.WatchedFileHandler",
    ),
    (Meaning(WRITES_FILE, "root log", (("what", -1, "filename"),)), "logging.basicConfig"),
    (Meaning(OPENS, "data", (("file", 0, "io"),)), "pandas.read_excel"),
    (Meaning(OPENS, "data", (("file", 0, "path"),)), "pandas.read_parquet pandas.read_feather"),
    (Meaning(OPENS, "store", (("file", 0, "path"),)), "tinydb.TinyDB"),
    (Meaning(OPENS, "store", (("file", 0, "filename"),)), "shelve.open"),
    (Meaning(WRITES_FILE, "data", (("what", 1, "filename"),)), "joblib.dump"),
    (Meaning(WRITES_FILE, "data", (("what", 0, "file"),)), "numpy.save numpy.savetxt"),
)
