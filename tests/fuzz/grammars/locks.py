"""Lock files."""

FILES = ("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "Pipfile.lock")

RULES = {
    "file": ("‹head*›\n‹package_of+›\n‹head*›\n", "{\"_meta\": {\"requires\": {\"python_version\": \"‹version›\"}}, \"default\": {\"‹package›\": {\"version\": \"==‹version›\"}, ‹pair,›}, \"develop\": {‹pair,›}}", "‹odd›\n‹package_of*›\n"),
    "pair": ("\"‹package›\": {\"version\": ‹any›, \"markers\": \"‹word›\"}", "\"‹word›\": ‹any›"),
    "head": ("version = ‹any›", "lock-version = \"1.0\"", "requires-python = \"‹specifier›\"", "[metadata]\nlock-version = \"‹version›\"\npython-versions = \"‹specifier›\"\ngroups = [\"‹word›\"]", "[manifest]\nmembers = [‹any,›]", "[extras]\n‹word› = [\"‹package›\"]", "‹odd›"),
    "package_of": (
        "[[package]]\nname = \"‹package›\"\nversion = \"‹version›\"\noptional = false\ngroups = [\"main\"]\n‹part*›", "[[package]]\nname = \"‹package›\"\nversion = \"‹version›\"\nsource = { registry = \"‹url›\" }\ndependencies = [\n  { name = \"‹package›\", marker = \"‹word›\", extra = [\"‹word›\"] },\n]\n‹part*›", "[[packages]]\nname = \"‹package›\"\nversion = ‹any›\n‹part*›",
        "[[package]]\nname = \"‹word›\"\nsource = { virtual = \".\" }\ndependencies = [{ name = \"‹package›\" }]\n[package.optional-dependencies]\n‹word› = [{ name = \"‹package›\" }]\n[package.dev-dependencies]\ndev = [{ name = ‹any› }]", "[[package]]\n‹part*›",
    ),
    "part": ("[package.dependencies]\n‹package› = \"‹specifier›\"\n‹package› = {version = \"‹specifier›\", markers = \"python_version < '‹version›'\", optional = true}", "marker = \"‹word› == '‹word›'\"", "dependencies = [‹any,›]", "[package.extras]\n‹word› = [\"‹package› (‹specifier›)\"]", "‹word› = ‹any›", "resolution-markers = [\"‹word›\"]", "category = \"‹word›\""),
    "any": ("\"‹word›\"", "‹number›", "true", "[‹any,›]", "{ name = ‹any› }", "{}", "\"‹version›\"", "‹odd›"),
}  # fmt: skip
