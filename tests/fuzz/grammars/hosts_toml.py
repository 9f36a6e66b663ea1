"""Hosts' own files that are TOML."""

FILES = (
    "fly.toml",
    "railway.toml",
    "nixpacks.toml",
    "netlify.toml",
    "mise.toml",
    "zappa_settings.toml",
    ".replit",
    "fly.prod.toml",
)

_KEYS = (
    "app primary_region build dockerfile builder image env processes deploy release_command strategy mounts source destination http_service internal_port force_https auto_stop_machines services ports handlers checks startCommand buildCommand preDeployCommand healthcheckPath numReplicas environments "
    "phases cmds nixPkgs start cmd variables providers publish command functions redirects context tools python run entrypoint deployment vm memory cpus statics web worker args target kill_timeout experimental"
).split()  # fmt: skip

RULES = {
    "file": ("‹entry*›\n‹table+›\n", "‹table*›\n‹table*›\n", "‹entry*›\n‹odd›\n‹table*›\n"),
    "table": ("[‹name_of›]\n‹entry*›", "[‹name_of›.‹name_of›]\n‹entry*›", "[[‹name_of›]]\n‹entry*›", "[[‹name_of›.‹name_of›]]\n‹entry*›", "[env]\n‹variable› = ‹any›\n‹secret_name› = \"‹secret›\"", "[processes]\n‹name› = \"‹command›\"", "[‹odd›]", "# ‹odd›"),
    "name_of": (*_KEYS, "‹word›", "\"‹word›\"", "'‹variable›'"),
    "entry": ("‹name_of› = ‹any›", "‹name_of› = ‹any›", "‹name_of›.‹name_of› = ‹any›", "‹name_of› = \"‹command›\"", "‹variable› = ‹any›", "‹name_of› = '''\n‹command›'''", "‹name_of› = [\n  ‹any,›,\n]", "‹odd›", "‹name_of› ‹any›", "‹name_of› = ‹any› # ‹odd›"),
    "any": ("\"‹word›\"", "'‹word›'", "\"‹value›\"", "‹number›", "true", "false", "\"\"", "[‹any,›]", "{ ‹word› = ‹any› }", "{ ‹name_of› = ‹any›, ‹name_of› = ‹any› }", "1979-05-27T07:32:00Z", "1_000", "inf", "0xFF", "\"\"\"\n‹command›\n\"\"\"", "\"\\u00e9\\U0001F600\"", "'‹odd›'", "\"‹odd›\"", "‹odd›", "07:32:00"),
}  # fmt: skip
