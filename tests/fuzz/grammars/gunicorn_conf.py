"""Configuration of gunicorn."""

from tests.fuzz.grammars import python

FILES = ("gunicorn.conf.py", "gunicorn_config.py", "deploy/gunicorn.py")

RULES = {
    **python.RULES,
    "file": ("‹import*›\n‹gunicorn*›\n‹statement*›\n‹gunicorn*›\n", "‹gunicorn+›\n"),
    "gunicorn": (
        "bind = ‹value_of›", "bind = f'‹host›:{os.environ.get(\"PORT\", ‹value_of›)}'", "workers = ‹value_of›", "workers = multiprocessing.cpu_count() * ‹number› + 1", "worker_class = '‹word›'", "timeout = ‹value_of›", "reload = ‹value_of›", "wsgi_app = '‹target›'", "raw_env = ['‹variable›=‹value›', '‹secret_name›=‹secret›']",
        "chdir = ‹value_of›", "‹setting_name› = ‹value_of›", "for ‹name›, ‹name› in os.environ.items():\n    if ‹name›.startswith('GUNICORN_'):\n        locals()[‹name›] = ‹name›", "def on_starting(server):\n    ‹statement+›", "preload_app = ‹value_of›", "forwarded_allow_ips = ‹value_of›", "accesslog = '-'",
    ),
}  # fmt: skip
