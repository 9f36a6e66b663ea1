"""Files that say what git, docker and hosts leave out."""

FILES = (
    ".dockerignore",
    ".gitignore",
    ".gcloudignore",
    ".slugignore",
    "api/.dockerignore",
    ".vercelignore",
    ".surgeignore",
    "Dockerfile.dockerignore",
    ".cfignore",
)

RULES = {
    "file": ("‹line*›\n‹line*›\n‹line*›\n", "*\n!‹pattern›\n!‹pattern›\n"),
    "line": ("‹pattern›", "!‹pattern›", "/‹pattern›", "‹pattern›/", "# ‹odd›", "‹odd›", "\\‹pattern›", "  ‹pattern›  "),
    "pattern": ("‹path›", "‹word›", ".env*", "*.‹word›", "**/‹pattern›", "‹pattern›/**", "[‹word›]*", "[!a-‹word›]?", "?‹odd›*", "*a*a*a*b", "**/**/**/‹word›", ".", "..", "[", "[]", "[a-", "\\", "‹odd›‹odd›"),
}  # fmt: skip
