"""pyproject.toml, Pipfile and pixi.toml."""

from tests.fuzz.grammars import hosts_toml

FILES = ("pyproject.toml", "Pipfile", "pixi.toml", "api/pyproject.toml")

RULES = {
    **hosts_toml.RULES,
    "file": ("‹project›\n‹table*›\n", "‹poetry+›\n‹table*›\n", "‹pipfile+›\n", "‹project›\n‹poetry*›\n‹group*›\n", "‹group+›\n", "‹table*›\n"),
    "project": ("[project]\nname = \"‹word›\"\nversion = ‹any›\nrequires-python = \"‹specifier›\"\ndependencies = [‹required,›]\n‹more*›",),
    "more": ("dynamic = [‹any,›]", "scripts = {‹word› = \"‹target›\"}", "optional-dependencies.‹word› = [‹required,›]", "‹entry›", "urls = ‹any›"),
    "required": ("\"‹package›‹specifier›\"", "\"‹package›[‹word›]‹specifier› ; python_version < '‹version›'\"", "\"‹package› @ ‹url›\"", "'‹odd›'", "‹any›", "\"‹package› ; ‹word› == '‹word›' and (‹word› > '1' or extra == 'x')\""),
    "poetry": ("[tool.poetry]\nname = \"‹word›\"\npackages = [{include = \"‹path›\"}]", "[tool.poetry.dependencies]\npython = \"^‹version›\"\n‹package› = \"^‹version›\"\n‹package› = { version = \"‹specifier›\", optional = true, extras = [\"‹word›\"] }\n‹package› = {git = \"‹url›\", rev = ‹any›}", "[tool.poetry.group.‹word›.dependencies]\n‹package› = ‹any›", "[tool.poetry.extras]\n‹word› = [‹any,›]", "[tool.poetry.scripts]\n‹word› = \"‹target›\""),
    "group": ("[dependency-groups]\n‹name› = [‹required,›, {include-group = \"‹name›\"}, {include-group = \"‹name›\"}]\n‹name› = [{include-group = \"‹name›\"}]", "[tool.uv]\ndev-dependencies = [‹required,›]\nsources = ‹any›", "[tool.pdm.dev-dependencies]\n‹word› = [‹required,›]", "[build-system]\nrequires = [‹required,›]", "[tool.setuptools]\npackages = ‹any›\ndynamic.dependencies = {file = [\"‹path›\"]}",
              "[tool.flaskcheck]\n‹setting*›", "[tool.hatch.envs.default]\ndependencies = [‹required,›]"),
    "setting": ("select = [‹any,›]", "ignore = [\"‹word›\"]", "exclude = [\"‹path›\", \"‹odd›\"]", "fail-on = \"‹word›\"", "host = \"‹word›\"", "root = [\"‹path›\"]", "baseline = \"‹path›\"", "per-file-ignores = {\"‹path›\" = [\"‹word›\"]}", "deploy = ‹any›", "‹word› = ‹any›"),
    "pipfile": ("[[source]]\nurl = \"‹url›\"\nverify_ssl = ‹any›\nname = \"‹word›\"", "[packages]\n‹package› = \"*\"\n‹package› = \"‹specifier›\"\n‹package› = {version = \"‹specifier›\", markers = \"‹word›\"}\n‹package› = ‹any›", "[dev-packages]\n‹package› = ‹any›", "[requires]\npython_version = \"‹version›\"", "[scripts]\n‹word› = \"‹command›\"", "[tasks]\n‹word› = \"‹command›\"", "[workspace]\nchannels = ‹any›"),
}  # fmt: skip
