"""The pages of the documentation: each rule and each host has one, and no link leads nowhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flaskcheck.findings.names import builtin_names
from flaskcheck.hosts.index import MODULES

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))
try:
    import site_pages
finally:
    sys.path.pop(0)

PAGES = site_pages.pages()
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")


def anchors(text: str) -> set[str]:
    return {site_pages.slug(heading) for heading in re.findall(r"^#+ (.+)$", text, re.M)}


def test_every_rule_and_every_host_has_a_page() -> None:
    assert {f"rules/{name}.md" for name in builtin_names()} <= PAGES.keys()
    assert {f"hosts/{key}.md" for key in MODULES} <= PAGES.keys()
    assert all(text.startswith("# ") and len(text) > 30 for text in PAGES.values())


def test_every_page_is_reached() -> None:
    navigation = (ROOT / "docs" / "zensical.toml").read_text(encoding="utf-8")
    for page in PAGES:
        folder, _, name = page.rpartition("/")
        at = PAGES.get(f"{folder}/index.md", "") if folder in ("rules", "hosts") else ""
        assert f'"{page}"' in navigation or f"]({name})" in at or name == "unused-ignore.md", page


@pytest.mark.parametrize("page", sorted(PAGES))
def test_no_link_leads_nowhere(page: str) -> None:
    for path, anchor in LINK.findall(re.sub(r"^(`{3,}).*?^\1", "", PAGES[page], flags=re.M | re.S)):
        full = Path("/", Path(page).parent, path).resolve().relative_to("/").as_posix() if path else page
        assert full in PAGES or full == "docs/run.svg", (page, path)
        if anchor:
            assert anchor in anchors(PAGES[full]), (page, path, anchor)


def test_links_into_the_repository_name_what_is_there() -> None:
    for page, text in PAGES.items():
        for path in re.findall(rf"{re.escape(site_pages.URL)}/blob/main/([^)#\s`]+)", text):
            assert (ROOT / path).exists(), (page, path)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="zensical needs Python 3.11")
def test_it_is_built(tmp_path: Path) -> None:
    """By the generator itself, which stops at anchors that there are not."""
    shutil.copy(ROOT / "docs" / "zensical.toml", tmp_path)
    site_pages.write(tmp_path / "site")
    words = [Path(sys.executable).parent / "zensical", "build", "--strict", "--config-file", "zensical.toml"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for page in ("index.html", "rules/debug-run/index.html", "hosts/render/index.html", "guides/start-here/index.html"):
        assert (tmp_path / "public" / page).exists()
    assert "gunicorn" in (tmp_path / "public" / "guides" / "start-here" / "index.html").read_text(encoding="utf-8")
