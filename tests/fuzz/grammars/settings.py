"""What flaskcheck itself is told: its settings, known findings, and hooks that run it."""

FILES = ("flaskcheck.toml", ".flaskcheck-baseline.json", ".pre-commit-config.yaml", "README.md", "api/flaskcheck.toml")

RULES = {
    "file": ("‹setting*›\n‹table*›\n", "{\"version\": ‹any›, \"findings\": [{\"rule\": \"‹rule›\", \"path\": \"‹path›\", \"fingerprint\": ‹any›}, ‹any,›]}\n", "repos:\n- repo: ‹url›\n  rev: ‹word›\n  hooks: [{id: flaskcheck, args: [‹any,›]}]\n", "# ‹word›\n```sh\n‹command›\n‹command›\n```\n‹odd›\n    ‹command›\n"),
    "setting": ("select = [\"‹rule›\"]", "ignore = [\"‹rule›\", ‹any›]", "exclude = [\"‹path›\", \"‹odd›\", \"**/**/‹word›\"]", "fail-on = \"‹level›\"", "host = [\"‹host_name›\"]", "host = \"‹host_name›\"", "root = [\"‹path›\", \"*\"]", "baseline = \"‹path›\"", "per-file-ignores = {\"‹path›\" = [\"‹rule›\"], \"‹odd›\" = ‹any›}", "‹word› = ‹any›", "‹odd›", "‹word› = ‹number›"),
    "table": ("[per-file-ignores]\n\"‹path›\" = [\"‹rule›\"]", "[[deploy]]\ncommand = \"‹command›\"\nfolder = \"‹path›\"\nenv = {‹variable› = ‹any›}", "[deploy.‹word›]\nstart = \"‹command›\"", "[‹word›]\n‹setting›"),
    "rule": ("hard-coded-secret-key", "loopback-bind", "all", "security", "unused-ignore", "no-such", "‹odd›"),
    "level": ("error", "warning", "info", "never", "‹word›"),
    "host_name": ("heroku", "fly", "render", "docker", "compose", "‹word›"),
    "any": ("\"‹word›\"", "‹number›", "true", "[‹any,›]", "{}", "\"‹odd›\"", "\"‹secret›\"", "null", "‹odd›"),
}  # fmt: skip
