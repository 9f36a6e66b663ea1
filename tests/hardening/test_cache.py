"""What somebody else could put into the cache's folder says nothing, writes nothing, stops nothing; and nothing of somebody else's is removed from it."""

from __future__ import annotations

import io
import marshal
import os
import pickle
import shutil
import stat
import subprocess
import time
import zlib

import pytest

from flaskcheck.command import memo, start
from flaskcheck.facts.python import Module
from flaskcheck.files.source import Source
from flaskcheck.ground import cache, limits
from flaskcheck.ground.errors import exit_code
from flaskcheck.readers.kept import packed, unpacked
from flaskcheck.readers.python import module as python

FILES = {
    "app.py": 'from flask import Flask\napp = Flask(__name__)\napp.secret_key = "kept-here-4711-aaaa"\n',
    "requirements.txt": "flask\ngunicorn\n",
    "Procfile": "web: gunicorn app:app\n",
}
OTHER_KEY = "another key, of somebody else"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("FLASKCHECK_CACHE_KEY")
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path / "cache"))
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)  # what is written here is old enough to be believed
    made = tmp_path / "shop"
    made.mkdir()
    for name, text in FILES.items():
        (made / name).write_text(text)
        os.utime(made / name, (1, 1))
    subprocess.run(["git", "init", "-q"], cwd=made, check=True)
    return made


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs flaskcheck: exit code, output, and whether the result was recalled."""
    recalled = []
    whole = memo.Memo.recall

    def told(self, make_plan):
        found = whole(self, make_plan)
        recalled.append(found is not None)
        return found

    monkeypatch.setattr(memo.Memo, "recall", told)

    def once(*words):
        recalled.clear()
        capsys.readouterr()
        code = start.run([str(word) for word in words])
        return code, capsys.readouterr().out, recalled[:]

    return once


def key_file(root):
    return root.parent / "home" / ".config" / "flaskcheck" / "cache.key"


def entries(root):
    return sorted((root.parent / "cache").glob("*.entry"))


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


# --- the key ------------------------------------------------------------------------------------------


def test_a_key_is_made_once_for_its_user_alone(root, run):
    run(root)
    made = key_file(root).read_bytes()
    assert (len(made), rights(key_file(root)), rights(key_file(root).parent)) == (32, 0o600, 0o700)
    assert run(root)[2] == [True]
    assert key_file(root).read_bytes() == made


@pytest.mark.parametrize("damage", [lambda f: f.write_bytes(b"short"), lambda f: f.chmod(0o644), lambda f: f.unlink(), lambda f: f.write_bytes(b"x" * 1000)])  # fmt: skip
def test_a_key_that_may_be_known_is_made_anew(root, run, damage):
    first = run(root)[:2]
    before = key_file(root).read_bytes()
    damage(key_file(root))
    assert run(root) == (*first, [False])
    assert key_file(root).read_bytes() != before
    assert rights(key_file(root)) == 0o600
    assert run(root) == (*first, [True])


def test_a_link_in_the_place_of_the_key_is_not_followed(root, run, tmp_path):
    key_file(root).parent.mkdir(parents=True)
    (tmp_path / "victim").write_bytes(b"v" * 32)
    (tmp_path / "victim").chmod(0o600)
    key_file(root).symlink_to(tmp_path / "victim")
    run(root)
    assert (tmp_path / "victim").read_bytes() == b"v" * 32
    assert not key_file(root).is_symlink()


@pytest.mark.parametrize("place", ["home/.config/flaskcheck", "home/.config", "cache"])
def test_a_folder_of_links_without_end_is_none(root, run, tmp_path, monkeypatch, place):
    monkeypatch.chdir(root)
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).symlink_to((tmp_path / place).name)
    before = sorted(root.rglob("*"))
    assert run(".")[:2] == run("--no-cache", ".")[:2]
    assert sorted(root.rglob("*")) == before


def test_a_key_in_the_repository_is_none(root, run, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(root / "settings"))
    assert run(root)[2] == run(root)[2] == []
    assert not (root / "settings").exists()
    assert entries(root) == []


def test_where_no_key_can_be_kept_nothing_is(root, run):
    (root.parent / "home").write_text("a file")
    assert run(root)[0] == 1
    assert entries(root) == []


def test_a_pipeline_gives_the_key(root, run, monkeypatch, tmp_path):
    monkeypatch.setenv("FLASKCHECK_CACHE_KEY", "a secret of this pipeline")
    first = run(root)[:2]
    assert not key_file(root).exists()
    monkeypatch.setenv("HOME", str(tmp_path / "other machine"))  # in the report's surroundings, thus another run
    run(root)
    assert run(root) == (*first, [True])
    monkeypatch.setenv("FLASKCHECK_CACHE_KEY", OTHER_KEY)
    assert run(root) == (*first, [False])


@pytest.mark.parametrize("given", ["", "short"])
def test_a_key_that_could_be_guessed_is_none(root, run, monkeypatch, given):
    monkeypatch.setenv("FLASKCHECK_CACHE_KEY", given)
    run(root)
    assert key_file(root).exists()


@pytest.mark.parametrize("words", [("--staged",), ("--staged", "--format", "json"), ("--staged", "--select", "server")])
def test_the_hook_makes_no_key_and_uses_the_one_of_plain_runs(root, run, words):
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    run(*words, root)
    assert not (root.parent / "home").exists()
    assert entries(root) == []
    run(root)
    before = key_file(root).read_bytes(), len(entries(root))
    run(*words, root)
    assert (key_file(root).read_bytes(), len(entries(root))) == before


def test_standard_input_makes_no_key(root, run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FILES["app.py"].encode())))
    monkeypatch.chdir(root)
    run("-", "--stdin-path", "app.py")
    assert not (root.parent / "home").exists()
    assert entries(root) == []


@pytest.mark.parametrize(
    "words", [("--no-cache",), ("--version",), ("rules",), ("cache", "clear"), ("--no-such-option",)]
)
def test_a_run_that_keeps_nothing_makes_no_key(root, run, words):
    run(*words, *([root] if words == ("--no-cache",) else ()))
    assert not (root.parent / "home").exists()


# --- what others have put there -----------------------------------------------------------------------


def foreign(root, run, monkeypatch):
    """Entries that say that all is well, from a run of somebody else over other content."""
    monkeypatch.setenv("FLASKCHECK_CACHE_KEY", OTHER_KEY)
    run(root)
    monkeypatch.delenv("FLASKCHECK_CACHE_KEY")


def copied(root, run, monkeypatch):
    """The entry of a run that finds nothing in the place of the one that finds something."""
    run("--select", "debug-run", root)
    [quiet] = entries(root)[:1] if len(entries(root)) == 1 else [e for e in entries(root) if e.stat().st_size > 200]
    run(root)
    for entry in entries(root):
        if entry != quiet:
            shutil.copyfile(quiet, entry)


def rewritten(content):
    def change(root, run, monkeypatch):
        run(root)
        for entry in entries(root):
            entry.write_bytes(content(entry.read_bytes()))

    return change


def replaced(make):
    def change(root, run, monkeypatch):
        run(root)
        for entry in entries(root):
            entry.unlink()
            make(entry)

    return change


def sparse(path):
    with open(path, "wb") as file:
        file.write(cache.MAGIC)
        file.truncate(12 << 30)


HEAD = len(cache.MAGIC) + cache.DIGEST_BYTES
FOREIGN = {
    "another key": foreign,
    "moved": copied,
    "an unkeyed digest": rewritten(lambda raw: cache.MAGIC + cache.digest(raw[HEAD:]) + raw[HEAD:]),
    "a digest of nothing": rewritten(lambda raw: raw[: len(cache.MAGIC)] + bytes(20) + raw[HEAD:]),
    "one bit": rewritten(lambda raw: raw[:-1] + bytes([raw[-1] ^ 1])),
    "cut": rewritten(lambda raw: raw[:HEAD]),
    "two gigabytes announced": rewritten(lambda raw: raw[:HEAD] + b"\xdb\xff\xff\xff\x7f"),
    "a pipe": replaced(os.mkfifo),
    "a folder": replaced(os.mkdir),
    "a device": replaced(lambda path: path.symlink_to("/dev/zero")),
    "a loop": replaced(lambda path: path.symlink_to(path)),
    "12 GB": replaced(sparse),
}


@pytest.mark.parametrize("change", FOREIGN.values(), ids=FOREIGN)
def test_what_others_have_put_there_counts_for_nothing(root, run, monkeypatch, change):
    expected = run("--no-cache", root)[:2]
    assert expected[0] == 1
    change(root, run, monkeypatch)
    assert run(root)[:2] == expected


# --- what was kept is checked all the same ------------------------------------------------------------

RESULT = ((("", "said"),), (False, True, False, (("error", "warning"),)))


def entry(**changes):
    made = {"result": RESULT, "stamps": {"a": (1,)}, "racy": ("a",), "signature": b"", "contents": {"a": None}}
    return tuple({**made, "seen": {"a": 1}, "imports": {"a": ()}, **changes}.values())


def test_a_whole_entry_is_one():
    assert memo._entry(entry(), {""}) == entry()


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        (1, 2),
        entry()[:-1],
        list(entry()),
        entry(result=((("/home/x/.profile", "text"),), RESULT[1])),
        entry(result=((("\0file 0", "text"),), RESULT[1])),
        entry(result=((("", b"text"),), RESULT[1])),
        entry(result=((("", "text", 1),), RESULT[1])),
        entry(result=(RESULT[0], 0)),
        entry(result=(RESULT[0], (True, True, False, ()))),
        entry(result=(RESULT[0], (False, 1, False, ()))),
        entry(result=(RESULT[0], (False, True, False, (("fatal", "error"),)))),
        entry(result=(RESULT[0], (False, True, False, ("ab",)))),
        entry(stamps={1: (1,)}),
        entry(stamps={"a": [1]}),
        entry(racy=(b"a",)),
        entry(signature="x"),
        entry(contents={"a": "x"}),
        entry(seen={"a": None}),
        entry(imports={"a": 1}),
    ],
)
def test_what_has_another_form_is_no_entry(value):
    assert memo._entry(value, {""}) is None


@pytest.mark.parametrize(
    ("ending", "codes"),
    [
        ((False, True, False, (("error", "warning"),)), (1, 1)),
        ((False, True, False, (("info", "warning"),)), (0, 0)),
        ((False, True, False, (("info", "never"), ("info", "info"))), (1, 1)),
        ((False, True, True, (("error", "never"),)), (4, 4)),
        ((False, False, False, ()), (4, 0)),
        ((True, True, False, ()), (3, 3)),
    ],
)
def test_the_exit_code_follows_from_what_was_found(ending, codes):
    assert (exit_code(ending), exit_code(ending, allow_no_app=True)) == codes


def test_whatever_goes_wrong_with_what_was_kept_a_run_is_made(root, run, monkeypatch):
    expected = run(root)[:2]
    monkeypatch.setattr(memo.Memo, "_recalled", lambda *_: 1 / 0)
    assert run(root) == (*expected, [False])


@pytest.mark.parametrize("field", range(len(Module._fields)))
def test_facts_with_a_field_of_another_kind_are_none(field):
    module = python.read(Source("app.py", b"import os\nx = 1\n"))
    values = [*module.values()]
    values[field] = pickle.loads(pickle.dumps(3.5))
    assert unpacked(packed(module)) == module
    found = unpacked(packed(Module(*values)))
    assert found is None or Module("").values()[field] is None


def test_facts_that_unpack_to_gigabytes_are_none(monkeypatch):
    monkeypatch.setattr("flaskcheck.readers.kept.MAX_UNPACKED_FACTS_BYTES", 1000)
    assert unpacked(zlib.compress(marshal.dumps("x" * 100_000))) is None


def test_what_can_be_read_but_once_is_told(tmp_path):
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    told = [memo._is_stream(str(tmp_path / name)) for name in ("file", "missing", "", "pipe", "link")]
    assert told == [False, False, False, True, True]


# --- the folder ---------------------------------------------------------------------------------------


def test_entries_are_their_users_alone(root, run, tmp_path):
    (tmp_path / "cache").mkdir(mode=0o755)
    run(root)
    assert {rights(path) for path in entries(root)} == {0o600}
    assert rights(tmp_path / "cache") == 0o700


def test_a_folder_with_other_things_stays_as_it_is(root, run, tmp_path):
    (tmp_path / "cache").mkdir(mode=0o755)
    (tmp_path / "cache" / "letter.txt").touch()
    run(root)
    assert {rights(path) for path in entries(root)} == {0o600}
    assert rights(tmp_path / "cache") == 0o755


def test_an_entry_that_others_could_read_is_written_anew(root, run):
    run(root)
    for path in entries(root):
        path.chmod(0o644)
    (root / "app.py").write_text(FILES["app.py"] + "\n")
    run(root)
    run(root)
    assert 0o644 not in {rights(path) for path in entries(root) if path.stat().st_size > 200}


@pytest.mark.parametrize("above", [1, 2])
def test_a_folder_below_one_that_all_may_write_to_is_not_used(root, run, tmp_path, monkeypatch, above):
    folder = tmp_path / "all" / "two" / "three"
    folder.mkdir(parents=True, mode=0o700)
    folder.parents[above - 1].chmod(0o777)
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(folder))
    run(root)
    assert list(folder.iterdir()) == []
    folder.parents[above - 1].chmod(0o1777)  # as /tmp is
    run(root)
    assert list(folder.iterdir()) != []


def test_a_link_is_no_folder_of_the_cache(root, run, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cache").symlink_to(tmp_path / "elsewhere")
    run(root)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("folder", ["shop/.cache", "shop/sub/.cache", "link/.cache"])
@pytest.mark.parametrize("scanned", ["shop", "shop/sub", "link", "link/app.py", "shop/app.py"])
def test_a_cache_in_the_repository_is_not_used_whatever_way_leads_there(root, run, tmp_path, monkeypatch, folder, scanned):  # fmt: skip
    (root / "sub").mkdir()
    (root / "sub" / "app.py").write_text(FILES["app.py"])
    (tmp_path / "link").symlink_to(root / "sub")
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path / folder))
    assert run(tmp_path / scanned)[2] == []
    assert not (tmp_path / folder).exists()


def test_a_cache_behind_a_link_of_the_repository_is_not_used(root, run, tmp_path, monkeypatch):
    (tmp_path / "outside").mkdir()
    (root / "way").symlink_to(tmp_path / "outside")
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(root / "way" / "cache"))
    assert run(root)[2] == []
    assert list((tmp_path / "outside").iterdir()) == []


# --- removing -----------------------------------------------------------------------------------------

NAMES = ("letter.entry", "a.tmp", "x.entry.1.tmp", f"{'g' * 40}.entry", f"{'A' * 40}.entry", f"{'a' * 39}.entry", f"{'a' * 40}.txt", f"{'a' * 40}.entry.bak", ".flaskcheck-1.tmp", "a" * 40)  # fmt: skip
OURS = (f"{'0a' * 20}.entry", f".flaskcheck-{'0b' * 12}.tmp")


@pytest.fixture
def full(tmp_path):
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    for name in (*NAMES, *OURS):
        (folder / name).write_text("x" * 100)
        os.utime(folder / name, (1, 1))
    (folder / f"{'c' * 40}.entry").mkdir()
    (folder / f"{'d' * 40}.entry").symlink_to(tmp_path / "elsewhere")
    return folder


def test_clearing_removes_nothing_of_others(root, run, full):
    assert run("cache", "clear")[1].startswith("2 entries removed")
    left = {path.name for path in full.iterdir()}
    assert left == {*NAMES, f"{'c' * 40}.entry", f"{'d' * 40}.entry"}


def test_making_room_removes_nothing_of_others(root, run, full, monkeypatch):
    monkeypatch.setattr(limits, "MAX_CACHE_BYTES", 50)
    run(root)
    left = {path.name for path in full.iterdir()}
    assert {*NAMES} <= left
    assert not left & {*OURS}


@pytest.mark.parametrize("way", [".cache", "way/cache"])
def test_clearing_follows_no_link_of_the_repository(root, run, tmp_path, monkeypatch, way):
    target = tmp_path / "outside" / ("cache" if "/" in way else "")
    target.mkdir(parents=True)
    (target / OURS[0]).touch()
    (root / way.partition("/")[0]).symlink_to(tmp_path / "outside")
    monkeypatch.chdir(root)
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", way)
    assert run("cache", "clear")[1].startswith("0 entries")
    assert (target / OURS[0]).exists()
