"""What production knows of the standard library and of functions that only give a value.

The Python Standard Library 3.13; PyCryptodome 3.20, cryptography 43, NumPy 2.1 for random bytes; SQLAlchemy 2.0 for ``make_url``.
"""

from __future__ import annotations

from flaskcheck.known.meanings import (
    EDITS,
    GIVES,
    IMPORTS,
    IS,
    SEARCHES,
    STARTS,
    STOPS,
    WRITES_FILE,
    Meaning,
    Rows,
)

VALUES: Rows = (
    (Meaning(GIVES, "text"), "str"),
    (Meaning(GIVES, "integer"), "int"),
    (Meaning(GIVES, "float"), "float"),
    (Meaning(GIVES, "truth"), "bool"),
    (Meaning(GIVES, "all"), "all"),
    (Meaning(GIVES, "any"), "any"),
    (
        Meaning(GIVES, "joined path"),
        "os.path.join pathlib.Path pathlib.PurePath pathlib.PosixPath pathlib.PurePosixPath",
    ),
    (Meaning(GIVES, "truth of a word"), "distutils.util.strtobool strtobool"),
    (Meaning(GIVES, "system"), "platform.system"),
    (Meaning(GIVES, "platform"), "platform.platform"),
    (
        Meaning(GIVES, "same", (("what", 0, ""),)),
        (
            "os.path.expandvars os.path.expanduser os.path.normpath os.fspath urllib.parse.unquote sqlalchemy.make_url sqlalchemy.engine.make_url "
            "sqlalchemy.engine.url.make_url"
        ),
    ),
    (
        Meaning(
            GIVES,
            "database url",
            (
                ("scheme", 0, "drivername"),
                ("user", 1, "username"),
                ("password", 2, "password"),
                ("host", 3, "host"),
                ("port", 4, "port"),
                ("path", 5, "database"),
            ),
        ),
        "sqlalchemy.URL.create sqlalchemy.engine.URL.create sqlalchemy.engine.url.URL.create",
    ),
    (Meaning(GIVES, "mapping"), "dict"),
    (Meaning(GIVES, "attribute"), "getattr"),
    (
        Meaning(GIVES, "imported"),
        "importlib.import_module werkzeug.utils.import_string pkgutil.resolve_name pydoc.locate django.utils.module_loading.import_string",
    ),
    (
        Meaning(GIVES, "loaded"),
        "json.load yaml.safe_load yaml.load yaml.full_load tomllib.load tomli.load toml.load",
    ),
    (Meaning(GIVES, "unknown"), "json.loads"),
    (
        Meaning(GIVES, "field", (("what", 0, "default"),)),
        "pydantic.Field pydantic.fields.Field pydantic_settings.Field",
    ),
    (Meaning(GIVES, "property"), "property functools.cached_property django.utils.functional.classproperty"),
    (
        Meaning(GIVES, "number"),
        (
            "len abs round sum ord hash id time.time time.monotonic datetime.timedelta datetime.datetime.now datetime.datetime.utcnow "
            "datetime.datetime.today datetime.date.today"
        ),
    ),
    (
        Meaning(GIVES, "random"),
        (
            "os.urandom os.getrandom secrets.token_hex secrets.token_bytes secrets.token_urlsafe uuid.uuid4 uuid.uuid1 random.random random.randint random.getrandbits "
            "random.choice random.choices random.sample random.randbytes random.randrange random.SystemRandom().choice random.SystemRandom().choices "
            "random.SystemRandom().getrandbits random.SystemRandom().randbytes random.SystemRandom().random random.SystemRandom().randint secrets.choice secrets.randbits "
            "secrets.randbelow cryptography.fernet.Fernet.generate_key Crypto.Random.get_random_bytes numpy.random.bytes"
        ),
    ),
)
"""``random`` is another value in each process; ``same`` the first argument, as far as anyone asks."""

CONSTANTS: Rows = (
    (Meaning(IS, "linux"), "sys.platform"),
    (Meaning(IS, "posix"), "os.name"),
    (Meaning(IS, "Linux"), "platform.uname().system os.uname().sysname"),
    (Meaning(IS, "/"), "os.sep os.path.sep"),
    (Meaning(IS, "\n"), "os.linesep"),
)
"""What every supported host answers: they all run Linux."""

EFFECTS: Rows = (
    (Meaning(IMPORTS, "module", (("what", 0, "name"),)), "importlib.import_module __import__"),
    (Meaning(IMPORTS, "object", (("what", 0, "name"),)), "pkgutil.resolve_name"),
    (
        Meaning(SEARCHES),
        (
            "sys.path sys.path.insert sys.path.append sys.path.extend sys.modules sys.modules.update sys.modules.setdefault sys.meta_path.append "
            "sys.meta_path.insert sys.path_hooks.append sys.path_hooks.insert site.addsitedir site.main pkgutil.extend_path"
        ),
    ),
    (Meaning(STOPS, "program"), "sys.exit os._exit os.abort"),
    (Meaning(STOPS, "interpreter"), "exit quit"),
    (Meaning(STOPS, "exception"), "contextlib.suppress"),
    (Meaning(WRITES_FILE, "removal", (("what", 0, "path"),)), "os.remove os.unlink"),
    (Meaning(WRITES_FILE, "content"), "pathlib.Path().write_text pathlib.Path().write_bytes"),
    (Meaning(EDITS, "question"), "str().startswith str().endswith"),
    (Meaning(EDITS, "pattern"), "re.sub re.subn"),
)

PROCESSES: Rows = (
    (
        Meaning(STARTS, "shell", (("what", 0, "command"),)),
        "os.system os.popen subprocess.getoutput subprocess.getstatusoutput",
    ),
    (
        Meaning(STARTS, "process", (("what", 0, "args"),)),
        "subprocess.run subprocess.Popen subprocess.call subprocess.check_call subprocess.check_output",
    ),
    (Meaning(STARTS, "program", (("what", 1, "args"),)), "os.execv os.execvp os.execve os.execvpe"),
    (Meaning(STARTS, "program", (("what", 2, "args"),)), "os.spawnv os.spawnvp os.spawnve os.spawnvpe"),
    (Meaning(STARTS, "words", (("what", 1, ""),)), "os.execl os.execlp"),
    (Meaning(STARTS, "words", (("what", 2, ""),)), "os.spawnl os.spawnlp"),
    (Meaning(STARTS, "module", (("what", 0, "mod_name"),)), "runpy.run_module"),
    (Meaning(STARTS, "file", (("what", 0, "path_name"),)), "runpy.run_path"),
    (Meaning(STARTS, "thread", (("target", 1, "target"),)), "threading.Thread multiprocessing.Process"),
    (Meaning(STARTS, "thread", (("target", 1, "function"),)), "threading.Timer"),
    (
        Meaning(STARTS, "work", (("target", 0, "fn"),)),
        (
            "concurrent.futures.ThreadPoolExecutor().submit concurrent.futures.ProcessPoolExecutor().submit flask_executor.Executor().submit "
            "concurrent.futures.thread.ThreadPoolExecutor().submit concurrent.futures.process.ProcessPoolExecutor().submit"
        ),
    ),
    (
        Meaning(STARTS, "work", (("target", 0, "func"),)),
        (
            "multiprocessing.Pool().apply multiprocessing.Pool().apply_async multiprocessing.pool.Pool().apply multiprocessing.pool.Pool().apply_async "
            "multiprocessing.pool.ThreadPool().apply multiprocessing.pool.ThreadPool().apply_async"
        ),
    ),
    (
        Meaning(STARTS, "job", (("target", 0, "func"), ("trigger", 1, "trigger"))),
        (
            "apscheduler.schedulers.background.BackgroundScheduler().add_job apscheduler.schedulers.blocking.BlockingScheduler().add_job "
            "apscheduler.schedulers.gevent.GeventScheduler().add_job apscheduler.schedulers.asyncio.AsyncIOScheduler().add_job"
        ),
    ),
    (Meaning(STARTS, "end", (("target", 0, "func"),)), "atexit.register"),
    (Meaning(STARTS, "end", (("target", 1, "handler"),)), "signal.signal"),
    (Meaning(GIVES, "bound function"), "functools.partial"),
    (Meaning(STARTS, "made task"), "celery.Celery().task celery.shared_task dramatiq.actor dramatiq.Broker().actor"),
    (
        Meaning(STARTS, "queued"),
        "rq.Queue().enqueue rq.Queue().enqueue_call rq.Queue().enqueue_at rq.Queue().enqueue_in",
    ),
    (Meaning(STARTS, "task"), "celery.app.task.Task().delay celery.app.task.Task().apply_async"),
)
"""What starts another program: with a text for a shell, with words or one word, with a file and its words as a list, or one by one."""

ROWS: Rows = (*VALUES, *CONSTANTS, *EFFECTS, *PROCESSES)
