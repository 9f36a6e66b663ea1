"""Facts that were kept are the facts that reading gives, and nothing in the cache's folder can do more than be ignored."""

import io
import os
import pickle
import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import generated
from flaskcheck.command import memo, start
from flaskcheck.facts import expressions
from flaskcheck.facts import python as facts
from flaskcheck.facts.python import Module
from flaskcheck.files.source import Source
from flaskcheck.findings.shown import Shown
from flaskcheck.ground import cache
from flaskcheck.ground.place import Place, Spans
from flaskcheck.ground.record import Record, RecordType
from flaskcheck.readers import kept as kept_facts
from flaskcheck.readers.kept import packed, unpacked
from flaskcheck.readers.python import module as python

ROOT = Path(__file__).parent.parent
SOURCES = sorted(p for folder in ("tests", "flaskcheck", "rules") for p in (ROOT / folder).rglob("*.py"))


def read(text, path="app.py"):
    return python.read(Source(path, text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")))


# --- facts as bytes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("start", range(0, len(SOURCES), 40))
def test_facts_survive(start):
    for path in SOURCES[start : start + 40]:
        source = Source(str(path.relative_to(ROOT)), path.read_bytes())
        module = python.read(source)
        assert unpacked(packed(module)) == module, path
        written = packed(module, source.text)
        assert unpacked(written, source) == (module if written else None), path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1j, -0.0, 1e400, 10**3, True, None, ..., b'\\xff', 0xFFFFFFFFFFFFFFFFFFFFFFFF",
        "f(1e400j, -0j)",
        "x = '\\ud800 \U0001f600 é'",
        "import os\nx = os.environ['A'], os.getenv('B', 2), f'{x}/y', a if b else c, {**d, 'k': v}, *e, not f\n",
        "def f(a, /, b=1, *c, d, **e): return lambda: 1\nclass C(B, k=v):\n  @d\n  async def m(self): raise X\n",
        "try:\n  import a\nexcept (A, b.C):\n  from .. import d as e\nelse:\n  exit(1)\n__all__ = ['a']\n",
        "def __getattr__(n):\n  global g\n  yield\n",
        "x = = 1\ny = f(2)\n",
        "print 'python 2'\n",
        "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\n",
        b"x = '\xff'\n",
        b"x = 1\0\n",
        "{% if x %}\nx = 1\n{% endif %}\n",
    ],
)
def test_facts_of_odd_files_survive(text):
    module = read(text)
    assert unpacked(packed(module)) == module


@pytest.mark.parametrize("depth", [10, 50, 90, 200, 1000])
def test_nested_facts_survive_or_are_not_kept(depth):
    for text in ("x = " + "f(" * depth + ")" * depth, "x = " + "a.b[" * depth + "1" + "]" * depth):
        module = read(text)
        written = packed(module)
        assert unpacked(written) == (module if written else None)


def test_the_guards_of_a_block_stay_one_object():
    """What is worked out for the guards of one statement of a block is found again by identity for the others."""
    module = read("if a:\n  f(1)\n  g(2)\n  x = 3\n  with b:\n    h(4)\n    i(5)\n")
    for made in (module, unpacked(packed(module))):
        f, g, h, i = sorted(made.calls, key=lambda site: site.place.line)
        assert f.guards is g.guards is next(a for a in made.assignments if a.target.dotted == "x").guards
        assert h.guards is i.guards is not f.guards
        assert h.guards[0] is f.guards[0]


def test_every_record_of_python_is_known():
    """``RECORDS`` gathers several modules: a record that it lacks would silently never be read back."""
    assert {"Module", "Place", "Guard", "CallSite", "EnvironmentSite", "Unreadable", "Call"} <= {
        name for _, name in kept_facts.RECORDS
    }
    assert all((kind.__module__, kind.__name__) == key for key, kind in kept_facts.RECORDS.items())
    room = [kind for module in (facts, expressions) for kind in vars(module).values() if isinstance(kind, RecordType)]
    assert set(room) - {Record} <= set(kept_facts.RECORDS.values())


class Evil:
    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def with_spans(marks):
    """A pickled module without facts whose spans have the given marks."""
    spans = b"cflaskcheck.ground.place\nSpans\n(S'app.py'\n" + marks + b"tR"
    return b"cflaskcheck.facts.python\nModule\n(S'app.py'\n" + b")" * 7 + b"NN\x89)" + spans + b"tR."


def test_spans_are_numbers_and_nothing_else():
    """Facts hold numbers in a list that is kept beside them; the hostile ones below are no such list."""
    sound = unpacked(zlib.compress(with_spans(b"(I0\nI0\nI0\nI0\nI2\nI1\nI2\nI9\nl")))
    assert sound == Module("app.py")
    assert sound.spans.place(4) == Place("app.py", 2, 1, 2, 9)


def hostile(tmp_path):
    mark = str(tmp_path / "mark")
    calls = [
        Evil(os.system, f"touch {mark}"),
        Evil(eval, f"open({mark!r}, 'w')"),
        Evil(exec, f"open({mark!r}, 'w')"),
        Evil(open, mark, "w"),
        Evil(subprocess.Popen, ["touch", mark]),
        Evil(getattr, Place, "__init__"),
        Evil(__import__, "antigravity"),
        Evil(os.putenv, "X", "1"),
    ]
    for call in calls:
        yield pickle.dumps(call)
        yield pickle.dumps(Module("app.py", imports=(call,)))
    yield b"cflaskcheck.facts.python\nRecord\n."
    yield b"cflaskcheck.facts.python\nTYPE_CHECKING\n."
    yield b"cflaskcheck.ground.place\nPlace.__init__.__globals__\n."
    yield b"\x80\x04\x8c\x17flaskcheck.ground.place\x8c\x0ePlace.__class__\x93."
    yield b"cflaskcheck.ground.record\nRecord\n."
    yield b"cflaskcheck.ground.cache\nclear\n(tR."
    # the class itself must not be had: its methods could be replaced
    yield b"cflaskcheck.ground.place\nPlace\n(NS'values'\nS'x'\ns\x86b."
    yield b"\x80\x02cflaskcheck.ground.place\nPlace\nN}X\x06\x00\x00\x00valuesK\x01s\x86b."
    yield b"\x80\x02cflaskcheck.ground.place\nPlace\n)\x81."
    yield b"cflaskcheck.ground.place\nSpans.place\n."
    yield b"cflaskcheck.ground.place\nSpans\n(NS'place'\nS'x'\ns\x86b."
    for marks in (b"(S'x'\nl", b"(I1\nS'x'\nl", b"S'x'\n", b"I4\n", b"(l", b"(I1\nt"):
        yield with_spans(marks)
    yield pickle.dumps(["a list"])
    yield pickle.dumps(Place("app.py"))
    yield b"Pperson\n."
    yield b"\x82\x01."
    yield b""


def test_hostile_pickles_run_nothing(tmp_path):
    before, values = Place("a.py", 1).values(), Place.values
    place = Spans.place
    for number, raw in enumerate(hostile(tmp_path)):
        assert unpacked(zlib.compress(raw)) is None, number
        assert unpacked(raw) is None, number
    assert not (tmp_path / "mark").exists()
    assert Place.values is values
    assert Spans.place is place
    assert Place("a.py", 1).values() == before


def test_a_bomb_is_cut_off(monkeypatch):
    monkeypatch.setattr(kept_facts, "MAX_UNPACKED_FACTS_BYTES", 10_000)
    module = read("x = 'abc'\n" * 2000)
    assert unpacked(packed(module)) is None


WRITTEN = packed(read("import os\n\ndef f(a=1j):\n  if a:\n    return os.environ['X'] + 'abc.de'\n"))


@given(st.integers(0, len(WRITTEN) - 1), st.binary(min_size=1, max_size=4))
@settings(deadline=None)
def test_damaged_bytes_are_no_facts(position, put):
    """The checksum keeps accidents away from the unpickler, which could be led to ask for much memory (the entry as a whole has a digest, besides)."""
    damaged = WRITTEN[:position] + put + WRITTEN[position + len(put) :]
    assert unpacked(damaged) in (None, unpacked(WRITTEN))  # some bits of the head say nothing of the content


def test_bytes_that_are_cut_off_are_no_facts():
    assert not any(unpacked(WRITTEN[:end]) for end in range(len(WRITTEN)))


# --- runs ---------------------------------------------------------------------------------------------

FILES = {
    "app.py": "from flask import Flask\nfrom shop import views\n\napp = Flask(__name__)\napp.secret_key = 'one-long-secret'\n",
    "shop/__init__.py": "",
    "shop/views.py": "import requests\n\n\ndef view():\n    return requests.get('http://localhost:5000/a').text\n",
    "shop/models.py": "import sqlite3\n\nconnection = sqlite3.connect('shop.db')\n",
    "requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n",
    "Procfile": "web: gunicorn app:app\n",
}
PYTHON = sorted(path for path in FILES if path.endswith(".py"))


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "repository"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


class Runs:
    """Runs flaskcheck; ``parsed`` are the files that the last run has parsed."""

    def __init__(self, monkeypatch, capsys):
        self.capsys = capsys
        self.parsed = []
        whole = python.read

        def counted(source):
            self.parsed.append(source.path)
            return whole(source)

        monkeypatch.setattr(python, "read", counted)

    def __call__(self, *arguments):
        self.parsed = []
        self.capsys.readouterr()
        code = start.run([str(word) for word in arguments])
        self.parsed.sort()
        return code, self.capsys.readouterr().out


@pytest.fixture
def run(monkeypatch, capsys):
    return Runs(monkeypatch, capsys)


def edit(root, name="app.py", text="\nx = 1\n"):
    with open(root / name, "a") as file:
        file.write(text)


def warmed(root, run):
    """A repository with facts of all its files: from the second run over it on they are kept."""
    run(root)
    edit(root, "Procfile", "\n")
    run(root)
    return root


def entry_of(root):
    """What is kept of the files of a root."""
    folder = os.environ["FLASKCHECK_CACHE_DIR"]
    [found] = [
        entry
        for path in os.listdir(folder)
        if type(entry := cache.usable(str(root)).load(bytes.fromhex(path.partition(".")[0]))) is dict
    ]
    return {os.path.relpath(path, root): kept for path, kept in found.items()}


def test_a_first_run_leaves_a_mark_and_the_second_one_facts(root, run):
    run(root)
    first = run.parsed
    assert "shop/views.py" in first
    assert entry_of(root) == {}
    edit(root, "Procfile", "\n")
    run(root)
    assert run.parsed == first
    assert sorted(entry_of(root)) == first


def test_only_what_was_edited_is_parsed(root, run, monkeypatch):
    monkeypatch.setattr(kept_facts, "WORTHWHILE", 1000)
    monkeypatch.setattr(kept_facts, "WORTHWHILE_WITHOUT_TEXTS", 1000)
    warmed(root, run)
    for name in PYTHON:
        edit(root, name)
        found = run(root)
        assert run.parsed == [name] if name in entry_of(root) else not run.parsed
        assert found == run(root, "--no-cache")
    edit(root, "Procfile", "\n")
    run(root)
    assert not run.parsed


def test_other_options_use_the_same_facts(root, run):
    warmed(root, run)
    assert run(root, "--format", "json")[1].startswith("{")
    assert not run.parsed
    assert run(root, "--format", "json") == run(root, "--format", "json", "--no-cache")


def test_standard_input_uses_facts_though_no_result_is_kept(root, run, monkeypatch):
    warmed(root, run)
    monkeypatch.chdir(root)
    text = FILES["app.py"] + "app.debug = True\n"
    found = []
    for words in ((), ("--no-cache",)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        found.append(run("-", "--stdin-path", "app.py", *words))
        assert ("shop/views.py" in run.parsed) == bool(words)
        assert "app.py" in run.parsed
    assert found[0] == found[1]
    assert "app.py" in found[0][1]


def test_what_is_staged_has_facts_of_its_own(root, run):
    for words in (("init", "-q"), ("add", ".")):
        subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)
    warmed(root, run)
    edit(root, text="app.debug = True\n")
    edit(root, "shop/models.py")
    subprocess.run(["git", "-C", str(root), "add", "app.py"], check=True, capture_output=True)
    found = run("--staged", root)
    assert [path for path in run.parsed if path in entry_of(root)] == ["app.py"]
    assert found == run("--staged", "--no-cache", root)
    assert run(root) == run(root, "--no-cache")


def test_applications_of_one_repository_have_facts_of_their_own(root, run):
    for folder in ("one", "two"):
        for name, text in FILES.items():
            (root / folder / name).parent.mkdir(parents=True, exist_ok=True)
            (root / folder / name).write_text(text)
    (root / "flaskcheck.toml").write_text('root = ["one", "two"]\n')
    run(root)
    edit(root, "one/Procfile", "\n")
    run(root)
    assert {"one/app.py", "two/app.py"} <= set(entry_of(root))
    edit(root, "two/app.py")
    assert run(root) == (found := run(root, "--no-cache"))
    (root / "flaskcheck.toml").unlink()
    assert run(root) == run(root, "--no-cache") != found


def test_only_one_of_two_files_of_the_same_content_is_edited(root, run):
    (root / "shop/models.py").write_text(FILES["shop/views.py"])
    warmed(root, run)
    edit(root, "shop/models.py")
    found = run(root)
    assert "shop/views.py" not in run.parsed
    assert found == run(root, "--no-cache")


def test_without_cache_facts_are_neither_used_nor_kept(root, run):
    run(root, "--no-cache")
    run(root, "--no-cache")
    assert not os.path.exists(os.environ["FLASKCHECK_CACHE_DIR"])
    warmed(root, run)
    run(root, "--no-cache")
    assert "app.py" in run.parsed


def same_size_same_time(root):
    path = root / "app.py"
    found = path.stat()
    path.write_text(path.read_text().replace("secret_key", "public_key"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert path.stat().st_size == found.st_size


def swap(root):
    one, two = root / "app.py", root / "shop/views.py"
    texts = one.read_text(), two.read_text()
    two.write_text(texts[0])
    one.write_text(texts[1])


CHANGES = {
    "an edit of the same size at the same time": same_size_same_time,
    "an edit with a time in the past": lambda root: (edit(root), os.utime(root / "app.py", (1, 1))),
    "a mistake": lambda root: edit(root, text="x = = 1\n"),
    "rename": lambda root: (root / "shop/views.py").rename(root / "shop/sights.py"),
    "the same content at another path": lambda root: (root / "wsgi.py").write_text(FILES["app.py"]),
    "two files change places": swap,
    "a file goes": lambda root: (root / "shop/models.py").unlink(),
    "a file becomes empty": lambda root: (root / "app.py").write_text(""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_no_change_leaves_stale_facts(root, run, change):
    warmed(root, run)
    change(root)
    assert run(root) == run(root, "--no-cache")
    edit(root, "Procfile", "\n")
    assert run(root) == run(root, "--no-cache")


def test_the_facts_of_a_file_with_a_secret_are_kept_without_its_texts(root, run, monkeypatch):
    text = FILES["shop/views.py"] + "API_TOKEN = 'q8Zr2vLx0TnW5yKd7HcB'\n"
    (root / "shop/views.py").write_text(text)
    judged = []
    whole = Shown.may_be_kept
    monkeypatch.setattr(Shown, "may_be_kept", lambda self, source: judged.append(source.path) or whole(self, source))
    warmed(root, run)
    assert "shop/views.py" in judged
    digest, raw = entry_of(root)["shop/views.py"]
    assert digest == cache.digest(text.encode())
    assert unpacked(raw, Source("shop/views.py", text.encode())) == read(text, "shop/views.py")
    held = zlib.decompress(raw)
    assert not any(word in held for word in (b"q8Zr", b"2vLx", b"TnW5", b"API_TOKEN", b"flask.", b"shop/"))
    judged.clear()
    for text in ("\n", "\n\n"):
        edit(root, "Procfile", text)
        assert run(root) == run(root, "--no-cache")
    assert not judged
    (root / "shop/views.py").write_text(FILES["shop/views.py"])
    assert run(root) == run(root, "--no-cache")
    assert judged == ["shop/views.py"]
    assert unpacked(entry_of(root)["shop/views.py"][1])


LONG = "q8Zr2vLx0TnW5yKd7HcB"


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        (f"KEY = '{LONG}'\n", True),
        (f"KEY = '{LONG[:9]}' '{LONG[9:]}'\n", False),  # stands nowhere in one piece
        (f"KEY = '{LONG[:9]}' '-{LONG[9:]}'\n", True),
        (f"KEY = '\\x71{LONG[1:]}'\n", False),
        (f"KEY = b'{LONG}'\n", False),
        ("PIN = 8417263950\n", False),
        ("PIN = 84.17263950\n", False),
        ("PIN = 3.5\nPORT = 8000\n", True),
        (f"connect(f'redis://:{LONG}@{{host}}/0', **{{'{LONG}': 1}})\n", True),
        (f'def f(a="{LONG}"):\n    if a == "{LONG}":\n        raise ValueError("""\n{LONG}\n""")\n', True),
        (f"import a as b\n@b.{LONG}\nclass C(b.D): ...\n", True),
    ],
)
def test_texts_are_left_out_or_nothing_is_kept(text, is_kept):
    source = Source("app.py", text.encode())
    module = python.read(source)
    written = packed(module, source.text)
    assert bool(written) == is_kept
    if is_kept:
        assert unpacked(written, source) == module
        assert unpacked(written, source).spans.marks == module.spans.marks
        held = zlib.decompress(written)
        assert not any(LONG[at : at + 4].encode() in held for at in range(len(LONG) - 3))
        assert unpacked(written) != module or LONG not in text


def test_files_that_are_gone_are_dropped(root, run):
    warmed(root, run)
    (root / "shop/views.py").rename(root / "shop/sights.py")
    (root / "app.py").write_text((root / "app.py").read_text().replace("views", "sights"))
    run(root)
    assert "shop/views.py" not in entry_of(root)
    assert "shop/sights.py" in entry_of(root)


def test_little_that_is_new_is_not_worth_writing_all(root, run, monkeypatch):
    warmed(root, run)
    before = entry_of(root)
    monkeypatch.setattr(kept_facts, "WORTHWHILE", 1)
    edit(root)
    assert run(root) == run(root, "--no-cache")
    assert entry_of(root) == before


def test_facts_are_bounded(root, run, monkeypatch):
    monkeypatch.setattr(kept_facts, "MAX_FACTS_BYTES", 600)
    warmed(root, run)
    kept = entry_of(root)
    assert kept
    assert sum(len(packed) for _, packed in kept.values()) <= 600
    edit(root)
    assert run(root) == run(root, "--no-cache")


def test_another_python_does_not_use_them(root, run, monkeypatch):
    warmed(root, run)
    edit(root)
    monkeypatch.setattr(sys, "version", "3.99.0 (other)")
    run(root)
    assert "shop/views.py" in run.parsed


def test_another_program_does_not_use_them(root, run, monkeypatch):
    warmed(root, run)
    edit(root)
    monkeypatch.setattr(memo, "VERSION", "99")
    assert run(root) == run(root, "--no-cache")
    assert "shop/views.py" in run.parsed


def forged(root, value):
    """Put something else in the place of a root's facts, as whoever has the key could."""
    folder = os.environ["FLASKCHECK_CACHE_DIR"]
    for name in os.listdir(folder):
        key = bytes.fromhex(name.partition(".")[0])
        own = cache.usable(str(root))
        if type(own.load(key)) is dict:
            own.store(key, value)


def evil_entry(root):
    raw = zlib.compress(pickle.dumps(Evil(os.system, f"touch {root.parent / 'mark'}")))
    return {str(root / name): (cache.digest((root / name).read_bytes()), raw) for name in PYTHON}


def foreign_facts(root):
    raw = packed(read("x = 1\n", "other.py"))
    return {str(root / name): (cache.digest((root / name).read_bytes()), raw) for name in PYTHON}


@pytest.mark.parametrize(
    "value",
    [
        evil_entry,
        foreign_facts,
        lambda root: ["no", "dictionary"],
        lambda root: {"app.py": b"no pair"},
        lambda root: {str(root / "app.py"): (1, 2)},
        lambda root: {str(root / "app.py"): (b"", b"")},
        lambda root: {7: (b"", b"")},
    ],
)
def test_a_foreign_entry_is_no_entry(root, run, value):
    warmed(root, run)
    edit(root, "Procfile", "\n\n")
    forged(root, value(root))
    assert run(root) == run(root, "--no-cache")
    assert not (root.parent / "mark").exists()
    edit(root, "Procfile", "\n\n")
    assert run(root) == run(root, "--no-cache")


def test_damaged_entries_are_no_entries(root, run):
    warmed(root, run)
    for entry in Path(os.environ["FLASKCHECK_CACHE_DIR"]).iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    assert run(root) == run(root, "--no-cache")


def test_runs_at_the_same_time_do_not_disturb_one_another(root, run):
    command = [sys.executable, "-m", "flaskcheck", str(root)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for number in range(3):
        edit(root, text=f"\nx{number} = {number}\n")
        expected = run(root, "--no-cache")
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(4)]
        found = [(process.communicate()[0], process.returncode) for process in running]
        assert found == [(expected[1], expected[0])] * 4
    assert not [name for name in os.listdir(os.environ["FLASKCHECK_CACHE_DIR"]) if name.endswith(".tmp")]


def test_clear_removes_facts_too(root, run, capsys):
    warmed(root, run)
    capsys.readouterr()
    assert start.run(["cache", "clear"]) == 0
    assert not os.listdir(os.environ["FLASKCHECK_CACHE_DIR"])


# --- edits of any kind --------------------------------------------------------------------------------

WORDS = (
    "app",
    "os",
    "environ",
    "None",
    "True",
    "secret_key",
    "localhost",
    "import",
    "return",
    "DEBUG",
    "create_app",
    "5000",
    "#",
    "'",
    "(",
)


def edited(rng, text):
    """A text with one line less, twice, elsewhere or changed, as someone who works on it leaves it."""
    lines = text.splitlines(keepends=True) or ["\n"]
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    words = lines[at].split(" ")
    place = rng.randrange(len(words))
    kinds = {
        "gone": lambda: lines.pop(at),
        "twice": lambda: lines.insert(at, lines[at]),
        "moved": lambda: lines.insert(other, lines.pop(at)),
        "blank": lambda: lines.insert(at, "\n"),
        "indented": lambda: lines.__setitem__(at, f"    {lines[at]}"),
        "word": lambda: lines.__setitem__(at, " ".join([*words[:place], rng.choice(WORDS), *words[place + 1 :]])),
        "added": lambda: lines.insert(at, f"value_{at} = {other}\n"),
    }
    kinds[rng.choice(sorted(kinds))]()
    return "".join(lines)


@pytest.mark.parametrize("seed", range(3))
def test_a_run_after_any_edit_tells_what_a_fresh_one_tells(tmp_path, monkeypatch, run, seed):
    """Whatever earlier runs have kept: each edit of a file of a small repository, and what git has of it, is seen at once."""
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path / "cache"))
    root, rng = generated.repository(tmp_path / "shop"), random.Random(f"edits {seed}")
    paths = sorted(p for p in root.rglob("*") if p.is_file() and ".git" not in p.parts)
    before = {path: path.read_bytes() for path in paths}
    run(root)
    told = set()
    for step in range(12):
        path = rng.choice(paths)
        path.write_text(edited(rng, path.read_text("utf-8", "replace")))
        if step % 4 == 3:  # an edit is taken back: what was kept of that content may be used again
            path.write_bytes(before[path])
        kept, fresh = run(root, "--format", "json"), run(root, "--format", "json", "--no-cache")
        assert kept == fresh, (seed, step, path)
        told.add(fresh)
    assert len(told) > 1
