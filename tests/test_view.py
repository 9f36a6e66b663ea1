"""Deployment paths and repository paths."""

from __future__ import annotations

import pytest

from flaskcheck.files.layout import FolderView
from flaskcheck.files.tree import MemoryTree
from flaskcheck.hosts.index import HOMES

FILES = {
    "run.py": "",
    "app/__init__.py": "",
    "app/static/x.css": "",
    "backend/wsgi.py": "",
    "a/b/c.py": "",
    "a/d.py": "",
}


@pytest.mark.parametrize(
    ("root", "path", "found"),
    [
        ("", "/app", ""),
        ("", "/app/", ""),
        ("", "/app/run.py", "run.py"),
        ("", "/app/./app/../run.py", "run.py"),
        ("", "//app/run.py", "run.py"),
        ("", "run.py", "run.py"),
        ("", "/app/app", "app"),
        ("", "/app/Run.py", None),
        ("", "/run.py", None),
        ("", "/etc/passwd", None),
        ("", "/application", None),
        ("", "/opt/render/project/src/run.py", "run.py"),
        ("", "/home/site/wwwroot", ""),
        ("backend", "/app/wsgi.py", "backend/wsgi.py"),
        ("backend/", "/app/wsgi.py", "backend/wsgi.py"),
        ("./", "/app/run.py", "run.py"),
        ("backend", "/app/run.py", None),
        ("backend", "/app/../run.py", "run.py"),
        ("backend", "/app/../app/__init__.py", "app/__init__.py"),
        ("backend", "/opt/render/project/src/backend/wsgi.py", "backend/wsgi.py"),
        ("backend", "/opt/render/project/src/run.py", "run.py"),
        ("a/b", "/app/c.py", "a/b/c.py"),
        ("a/b", "/d.py", "a/d.py"),
        ("a/b", "/../run.py", None),
    ],
)
def test_find(root: str, path: str, found: str | None) -> None:
    assert FolderView(MemoryTree(FILES), root, aliases=HOMES).find(path) == found


@pytest.mark.parametrize(
    ("root", "path", "inside"),
    [
        ("", "", "/app"),
        ("", "app/static/x.css", "/app/app/static/x.css"),
        ("backend", "backend", "/app"),
        ("backend", "backend/wsgi.py", "/app/wsgi.py"),
        ("backend", "run.py", "/run.py"),
        ("backend", "backend2/x.py", "/backend2/x.py"),
        ("a/b", "a/d.py", "/d.py"),
    ],
)
def test_locate(root: str, path: str, inside: str) -> None:
    assert FolderView(MemoryTree(FILES), root, aliases=HOMES).locate(path) == inside


def test_what_lies_above_the_file_system_root_is_not_deployed() -> None:
    view = FolderView(MemoryTree(FILES), "a/b")
    assert view.locate("a/d.py") == "/d.py"
    assert view.find("/app/../../run.py") is None


def test_every_located_file_is_found_again() -> None:
    tree = MemoryTree(FILES)
    for root in ("", "backend", "a/b", "a"):
        view = FolderView(tree, root, aliases=HOMES)
        for path in view.tree.files:
            inside = view.locate(path)
            assert inside is None or view.find(inside) == path


def test_folder_lists_names_once() -> None:
    view = FolderView(MemoryTree(FILES), aliases=HOMES)
    assert view.folder("/app") == ("a", "app", "backend", "run.py")
    assert view.folder("/app/app") == ("__init__.py", "static")
    assert view.folder("/app/run.py") == ()
    assert view.folder("/nowhere") == ()


@pytest.mark.parametrize(
    ("cwd", "path", "joined"),
    [
        ("/app", "x", "/app/x"),
        ("/app", "../x", "/x"),
        ("/app", "/srv//x/", "/srv/x"),
        ("/", "../..", "/"),
        ("/app", ".", "/app"),
    ],
)
def test_join(cwd: str, path: str, joined: str) -> None:
    assert FolderView(MemoryTree(FILES), aliases=HOMES).join(cwd, path) == joined
