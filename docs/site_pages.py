"""Writes the pages of the documentation into ``docs/site/``: ``python docs/site_pages.py && zensical build --strict --config-file docs/zensical.toml``.

They are made of what is there anyway: the README's sections, the guides, the pages of the rules, the rows of the hosts. All of it is plain Markdown, so that another generator is a way out.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from flaskcheck.findings.registry import load_all
from flaskcheck.ground.about import URL
from flaskcheck.hosts.index import LINES, MODULES, host
from flaskcheck.output.explain import rule_list
from flaskcheck.output.pages import sections

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.hosts.host import Host
    from flaskcheck.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "docs" / "site"

PAGES = {
    "index.md": ("flaskcheck", "README.md", ("flaskcheck", "Installation", "Reading the report")),
    "options.md": ("Options and exit codes", "README.md", ("Options", "Exit codes", "Fixes", "Environment variables", "Speed")),
    "configuration.md": ("Configuration", "README.md", ("Configuration", "Existing projects")),
    "integrations.md": ("Editors, hooks, pipelines", "README.md", ("Editors", "pre-commit", "GitHub", "GitLab")),
    "json.md": ("The JSON report", "README.md", ("JSON",)),
    "python.md": ("Python", "README.md", ("Python",)),
    "writing.md": ("Writing a rule or a host", "CONTRIBUTING.md", ("Write a rule in ten minutes", "Add a host in ten minutes")),
}  # fmt: skip
"""Each page that is made of sections of a file: its title, the file, and the sections in their order."""

COPIED = {"docs/pipelines.md": "pipelines.md", **{f"docs/guides/{n}.md": f"guides/{n}.md" for n in ("start-here", "adopting", "fleet")}}  # fmt: skip
_HEADING = re.compile(r"^(#{1,2}) (.+)$")
_LINK = re.compile(r"(\]\()(?!https?:)([^)#\s]*)(#[^)\s]*)?\)")


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


def cut(file: str) -> dict[str, str]:
    """The sections of a file by their headings, without these; what stands in fences is no heading."""
    found: dict[str, list[str]] = {}
    lines, is_code = found.setdefault("", []), False
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        is_code ^= line.startswith("```")
        heading = None if is_code else _HEADING.match(line)
        if heading:
            lines = found.setdefault(heading.group(2), [])
        else:
            lines.append(line)
    return {name: "\n".join(text).strip() for name, text in found.items()}


def homes() -> dict[str, str]:
    """The page on which each section of the README stands, by its anchor."""
    return {slug(name): page for page, (_, _, names) in PAGES.items() for name in names} | {"rules": "rules/index.md"}


def linked(text: str, page: str, source: str) -> str:
    """A text whose links lead to the pages of the site, or to the file in the repository where the site has none."""
    up = "../" * page.count("/")
    known = homes()

    def target(match: re.Match[str]) -> str:
        path, anchor = match.group(2), match.group(3) or ""
        if not path:
            other = known.get(anchor[1:], page)
            is_first = other in PAGES and slug(PAGES[other][2][0]) == anchor[1:]
            return f"{match.group(1)}{'' if other == page else up + other}{'' if is_first else anchor})"
        full = (Path(source).parent / path).as_posix()
        full = re.sub(r"[^/]+/\.\./", "", full)
        if full == "docs/run.svg":
            return match.group(0)
        if full in COPIED:
            return f"{match.group(1)}{up}{COPIED[full]}{anchor})"
        if source.startswith("docs/guides/"):
            return match.group(0)  # guides are written for the site
        return f"{match.group(1)}{URL}/blob/main/{full}{anchor})"

    return _LINK.sub(target, text)


def rule_page(rule: Rule) -> str:
    """The page of a rule."""
    stability = "" if rule.stability == "stable" else ", in preview: it runs with `--preview`"
    lines = [f"# {rule.name}", "", f"**{rule.title}.** Family {rule.family}, severity {rule.severity}{stability}."]
    for section in sections(rule):
        lines += ["", f"## {section.heading}"]
        for paragraph in section.paragraphs:
            lines += ["", f"<{paragraph}>" if paragraph.startswith("https://") else paragraph]
        for file in section.files:
            fence = "`" * (1 + max((len(run) for line in file.lines for run in re.findall("`{3,}", line)), default=2))
            lines += ["", f"`{file.above}`", "", f"{fence}{file.language}", *file.lines, fence]
    return "\n".join(lines) + "\n"


def host_page(one: Host, names: list[str]) -> str:
    """What is known of a host, and which of its files are read."""
    port = f"It sets `PORT`{f' ({one.default_port} by default)' if one.default_port else ''}, and sends visitors there."
    disk = {
        "read-only": "The program cannot write beside its code.",
        "container": "What the program writes is lost when its container is replaced.",
        "ephemeral": "What the program writes is lost with every deploy or restart.",
        "lasting": "It is one machine that stays: files last.",
        "replaced": f"Only `{one.lasting_folder}` outlives a deploy.",
    }
    said = [
        (bool(names), f"Files that are read: {', '.join(f'`{name}`' for name in names)}."),
        (one.sets_port, port),
        (one.disk in disk, disk.get(one.disk, "")),
        (one.supplies_server, "It brings the server: none needs to be declared."),
        (bool(one.database_schemes), f"URLs of its PostgreSQL begin with `{one.database_schemes[0] if one.database_schemes else ''}://`."),
        (bool(one.default_python), f"Without a declaration it takes Python {one.default_python}."),
        (bool(one.supported_pythons), f"It takes Python {', '.join(one.supported_pythons)}."),
        (bool(one.installs_from), f"By itself it installs from {', '.join(f'`{name}`' for name in one.installs_from)}, the first that is there."),
        (bool(one.once_per_deploy), f"What runs once with every deploy: {one.once_per_deploy}."),
        (bool(one.sets_variables), f"Variables that it sets: {', '.join(f'`{name}`' for name in sorted(one.sets_variables))}."),
    ]  # fmt: skip
    lines = [f"# {one.title}", "", f'`host = "{one.key}"`', "", *(f"- {text}" for is_so, text in said if is_so)]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every page by its path."""
    found = {}
    for page, (title, file, names) in PAGES.items():
        parts = cut(file)
        texts = [parts[name] if name == names[0] else f"## {name}\n\n{parts[name]}" for name in names]
        found[page] = linked(f"# {title}\n\n" + "\n\n".join(texts) + "\n", page, file)
    for file, page in COPIED.items():
        found[page] = linked((ROOT / file).read_text(encoding="utf-8"), page, file)
    rules, _ = load_all()
    table = re.sub(
        r"^\| ([a-z-]+) \| (?=\w+ \| (?:error|warning|info))",
        r"| [\1](\1.md) | ",
        rule_list(rules, "markdown"),
        flags=re.M,
    )
    found["rules/index.md"] = f"# Rules\n\n{table}\n"
    found |= {f"rules/{rule.name}.md": rule_page(rule) for rule in rules}
    hosts = [host(key) for key in sorted(MODULES)]
    for one in hosts:
        names = sorted(
            {name for line in LINES if one.key in line.hosts or line.owner == one.key for name in line.names}
        )
        found[f"hosts/{one.key}.md"] = host_page(one, names)
    rows = "\n".join(f"- [{one.title}]({one.key}.md)" for one in hosts)
    found["hosts/index.md"] = f"# Hosts\n\nWhat flaskcheck knows of each host.\n\n{rows}\n"
    return found


def write(folder: Path) -> None:
    """Write all pages into a folder, in the place of what it holds."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "run.svg", folder / "docs" / "run.svg")


if __name__ == "__main__":
    write(SITE)
