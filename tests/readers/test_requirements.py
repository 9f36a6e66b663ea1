"""Requirements files as pip reads them (each verdict verified with pip 26.3)."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.facts.requirements import DependencyFile
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.readers.requirements import line as requirement_text
from flaskcheck.readers.requirements.requirements_txt import read


def file(text: str | bytes, path: str = "requirements.txt") -> DependencyFile:
    return read(Source(path, text.encode() if isinstance(text, str) else text))


@pytest.mark.parametrize(
    ("line", "name", "specifier"),
    [
        ("Flask==3.0.0", "flask", "==3.0.0"),
        ("Flask_SQLAlchemy == 3.1", "flask-sqlalchemy", "==3.1"),
        ("gunicorn", "gunicorn", ""),
        ("gunicorn>=21,<24  # the server", "gunicorn", "<24,>=21"),
        ("celery[redis]~=5.3", "celery", "~=5.3"),
        ("pywin32==306 ; sys_platform == 'win32'", "pywin32", "==306"),
        ("flask==3.0 --hash=sha256:abc", "flask", "==3.0"),
        ("git+https://example.com/x/shop.git@main#egg=shop", "shop", ""),
        ("-e .", "", ""),
        ("certifi @ file:///croot/certifi_1/work/certifi", "certifi", ""),
        ("./wheels/shop-1.0-py3-none-any.whl", "shop", ""),
    ],
)
def test_requirements(line: str, name: str, specifier: str) -> None:
    [found] = file(line).requirements
    assert (found.name, found.specifier) == (name, specifier)


@pytest.mark.parametrize(
    ("line", "name", "url", "marker", "extras"),
    [
        (
            "https://example.com/flask-sqlalchemy-3.1.tar.gz",
            "flask-sqlalchemy",
            "https://example.com/flask-sqlalchemy-3.1.tar.gz",
            "",
            (),
        ),
        ("https://github.com/x/shop/archive/main.zip", "shop", "https://github.com/x/shop/archive/main.zip", "", ()),
        ("https://x.org/shop-1.0.zip; os_name == 'nt'", "shop", "https://x.org/shop-1.0.zip", "os_name == 'nt'", ()),
        ("git+ssh://git@example.com/x/shop.git@v1", "shop", "git+ssh://git@example.com/x/shop.git@v1", "", ()),
        (
            "shop[web] @ git+https://${TOKEN}@x.org/y/z.git",
            "shop",
            "git+https://${TOKEN}@x.org/y/z.git",
            "",
            ("web",),
        ),
        ("svn+svn://x.org/shop#egg=shop", "shop", "svn+svn://x.org/shop#egg=shop", "", ()),
        ("-e git://x.org/y/shop.git#egg=shop", "shop", "git://x.org/y/shop.git#egg=shop", "", ()),
        (
            "shop @ https://x.org/other-1.0-py3-none-any.whl ; os_name == 'nt'",
            "shop",
            "https://x.org/other-1.0-py3-none-any.whl",
            'os_name == "nt"',
            (),
        ),
        ("shop@https://x.org/other.zip", "shop", "https://x.org/other.zip", "", ()),
        ("../shared[web,mail]", "", "../shared[web,mail]", "", ("mail", "web")),
        ("libs/shop", "", "libs/shop", "", ()),
        ("libs/shop-1.0-py3-none-any.whl", "shop", "libs/shop-1.0-py3-none-any.whl", "", ()),
        (r"C:\Users\me\shop-1.0-py3-none-any.whl", "shop", r"C:\Users\me\shop-1.0-py3-none-any.whl", "", ()),
        (
            "-e git+https://x.org/y/shop.git@main#egg=shop&subdirectory=z",
            "shop",
            "git+https://x.org/y/shop.git@main#egg=shop&subdirectory=z",
            "",
            (),
        ),
        ("--editable=.[dev]", "", ".[dev]", "", ("dev",)),
        ('-e "shop @ git+https://x.org/y/z.git"', "shop", "git+https://x.org/y/z.git", "", ()),
    ],
)
def test_urls_and_paths(line: str, name: str, url: str, marker: str, extras: tuple[str, ...]) -> None:
    [found] = file(line).requirements
    assert (found.name, found.url, found.marker, found.extras, found.specifier) == (name, url, marker, extras, "")
    assert found.editable is line.startswith("-")


def test_a_marker_is_kept() -> None:
    [found] = file("pywin32==306 ; sys_platform == 'win32'").requirements
    assert found.marker == 'sys_platform == "win32"'


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("flask=3.0.0", "Did you mean =="),
        ("flask 3.0.0", "Invalid requirement"),
        ("numpy=1.26=py311_0", "Did you mean =="),
        ("pip install flask", "command"),
        ("Package    Version", "pip freeze"),
        ("---------- -------", "pip freeze"),
        ("<<<<<<< HEAD", "merge conflict"),
        ("flask==", "Invalid requirement"),
        ("flask-", "Invalid requirement: 'flask-'"),
        ("flask==abc", "Invalid requirement"),
        ("flask==.1", "Invalid requirement"),
        ("flask~=2", "Invalid requirement"),
        ("flask>=1 <2", "Expected comma (within version specifier)"),
        ("flask; python_version > 3", "Expected a marker variable or quoted string"),
        ("https://x.org/a.zip; nonsense", "Invalid requirement"),
        ("flask==3.0# no comment", "Invalid requirement"),
        ("'flask'", "Invalid requirement"),
        ("flask -U", "no such option: -U"),
        ("--upgrade flask", "no such option: --upgrade"),
        ("-e git+https://x.org/y/shop.git@main", "Could not detect requirement name"),
        ("flask ; " + "(" * 9000, "Invalid requirement"),
        (
            "git+ssh://git@x.org/y/z.git@v2#subdirectory=a&egg=shop[web,mail]",
            "'shop[web,mail]' egg fragment is invalid",
        ),
        ("https://x.org/shop.tar.gz#egg=shop==1.2", "egg fragment is invalid"),
        ("-e hg+https://x.org/y/z#egg=shop[web]", "egg fragment is invalid"),
        ("shop @ git+https://x.org/y/z.git#egg=shop[web]", "egg fragment is invalid"),
        ("hg://x.org/y/shop", "Invalid requirement"),
        ("ssh://git@x.org/y/shop.git#egg=shop", "Invalid requirement"),
        ("git+rsync://x.org/y/shop.git", "Invalid requirement"),
        ("git+https//x.org/y/shop.git", "Invalid requirement"),
        ("-e git+git@x.org:y/shop.git#egg=shop", "is not a valid editable requirement"),
        ("-e git@x.org:y/shop.git#egg=shop", "is not a valid editable requirement"),
        ("-e ssh://git@x.org/y/shop.git#egg=shop", "is not a valid editable requirement"),
        ("-e shop==1.2", "is not a valid editable requirement"),
        ("-e shop @ git+https://x.org/y/shop.git", "is not a valid editable requirement"),
        ("flask==3.0 --hash=0011aa", "Arguments to --hash must be a hash name"),
        ("flask==3.0 --hash md5:0011", "Allowed hash algorithms for --hash are sha256, sha384, sha512"),
        ("flask==3.0 --hash=sha256:00 \\\n --hash=sha1:11", "Allowed hash algorithms"),
        ("flask==3.0 --hash", "--hash option requires 1 argument"),
        ("--index-url", "--index-url option requires 1 argument"),
        ("-r", "-r option requires 1 argument"),
        ("--pre=yes", "--pre option does not take a value"),
        ("flask==3.0 --config-settings fast", "must be of the form KEY=VAL"),
        ("./wheels/flask-3.0.whl", "Invalid wheel filename"),
    ],
)
def test_refused_lines(line: str, part: str) -> None:
    found = file(f"gunicorn\n{line}\n")
    assert [r.name for r in found.requirements] == ["gunicorn"]
    assert part in found.invalid[0].message
    assert found.invalid[0].place.line == 2


def test_the_words_of_pip_and_the_place() -> None:
    [problem] = file("\n  flask 3.0  # the framework\n").invalid
    assert (
        problem.message
        == "Invalid requirement: 'flask 3.0': Expected semicolon (after name with no version specifier) or end."
    )
    assert problem.place == Place("requirements.txt", 2, 3, 2, 12)


@pytest.mark.parametrize(
    "line",
    [
        "flask;",
        "flask==${VERSION}",
        "flask --pre",
        "flask -r other.txt",
        "flask --hash sha256:abc",
        "flask -- server",
        "fla\\\nsk",
    ],
)
def test_pip_takes_these_for_flask(line: str) -> None:
    found = file(line)
    assert [(r.name, r.place.line) for r in found.requirements] == [("flask", 1)]
    assert not found.invalid
    assert not found.includes


def test_yaml_items_are_passed_over_in_silence() -> None:
    found = file("- flask\n")
    assert (found.requirements, found.invalid) == ((), ())


@pytest.mark.parametrize(
    "option",
    [
        "-r base.txt",
        "--requirement base.txt",
        "--requirement=base.txt",
        "-rbase.txt",
        '-r "base.txt"',
        "--pre -r base.txt",
        "--requirem base.txt",
    ],
)
def test_includes(option: str) -> None:
    [include] = file(f"{option}\n", "requirements/prod.txt").includes
    assert (include.path, include.constraint) == ("requirements/base.txt", False)


def test_constraints_and_options() -> None:
    found = file("-c constraints.txt\n--index-url https://example.com\n")
    assert found.includes[0].constraint
    assert found.options[0][:2] == ("--index-url", "https://example.com")
    assert (
        file("-r https://example.com/r.txt\n", "deps/requirements.txt").includes[0].path == "https://example.com/r.txt"
    )
    assert (
        file("-r requirements\\base.txt\n").includes[0].path == "requirementsbase.txt"
    )  # a Windows path, as Linux reads it
    assert not file("-r ${STAGE}.txt\n").includes


def test_continued_lines_and_places() -> None:
    found = file("# head\n\nflask==3.0 \\\n    --hash=sha256:abc\ngunicorn\n")
    assert [(r.name, r.place.line, r.place.end_column) for r in found.requirements] == [
        ("flask", 3, 11),
        ("gunicorn", 5, 9),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1"])
def test_encodings_with_a_mark_or_plain(encoding: str) -> None:
    assert [r.name for r in file("flask==3.0\r\ngunicorn\r\n".encode(encoding)).requirements] == ["flask", "gunicorn"]


def test_utf_16_without_a_mark_is_refused() -> None:
    found = file("flask==3.0\n".encode("utf-16-le"))
    assert not found.requirements
    assert found.invalid[0].kind == "encoding"


NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,8}[A-Za-z0-9]", fullmatch=True)
VERSIONS = st.from_regex(r"[0-9]{1,2}(\.[0-9]{1,2}){0,2}((a|rc|\.post)[0-9])?", fullmatch=True)
CLAUSES = st.lists(st.tuples(st.sampled_from(["==", ">=", "<", "!=", " > "]), VERSIONS).map("".join), max_size=3).map(
    ",".join
)
TAILS = st.sampled_from(
    [
        "",
        " # why",
        "  ; python_version < '3.9'",
        " --hash=sha256:00",
        " \\\n  --hash=sha256:11",
        '; sys_platform=="win32"',
    ]
)
EXTRAS = st.sampled_from(["", "", "[async]", "[a,b]"])
LINES = st.one_of(
    st.tuples(NAMES, EXTRAS, CLAUSES, TAILS).map("".join),
    st.sampled_from(
        [
            "",
            "# flask==1",
            "-r base.txt",
            "-c c.txt",
            "--index-url https://x.org",
            "git+https://x.org/y/z.git#egg=shop",
            "-e .",
        ]
    ),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_the_same_as_pip_requirements_parser(lines: list[str], end: str) -> None:
    from packaging.requirements import Requirement as Parsed
    from pip_requirements_parser import RequirementsFile

    text = "\n".join(lines)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "requirements.txt")
        with open(path, "w", newline=end) as stream:
            stream.write(text)
        expected = RequirementsFile.from_file(path)
    found = file(text.replace("\n", end))
    assert not found.invalid
    theirs = [(r.name, r.line_number) for r in expected.requirements if r.name and not r.is_editable]
    assert [(r.written, r.place.line) for r in found.requirements if r.name] == theirs
    assert len(found.includes) == sum(o.line.startswith(("-r", "-c")) for o in expected.options)
    for ours in (r for r in found.requirements if r.name and not r.url):
        again = Parsed(ours.text)
        assert (ours.specifier, ours.extras) == (str(again.specifier), tuple(sorted(again.extras)))


_PARTS = [
    st.sampled_from(["", "-e ", "shop @ ", "shop[web]@", "-e shop @ "]),
    st.sampled_from(["git+https", "git", "hg+ssh", "ssh", "https", "svn", "cvs+https", "bzr+lp", "GIT+HTTPS"]),
    st.sampled_from(["://x.org/y/z.git", ":x.org/z", "://git@x.org/z.zip", "@x.org:y/z"]),
    st.sampled_from(["", "@v1"]),
    st.sampled_from(
        ["", "#egg=shop", "#egg=shop[web]", "#egg=", "#subdirectory=a&egg=shop", "#egg=a-1.0", "#sha256=1"]
    ),
    st.sampled_from(["", " --hash=sha256:1", " --hash=1", " --pre", " --hash"]),
]


@settings(max_examples=150, deadline=None)
@given(st.tuples(*_PARTS).map("".join))
def test_pip_refuses_the_same_addresses(line: str) -> None:
    """The installed pip is the judge, where it is one that has the checks."""
    pip = pytest.importorskip("pip")
    if int(pip.__version__.split(".")[0]) < 26:
        pytest.skip("an older pip")
    assert bool(file(line).invalid) == _refused_by_pip(line), line


def _refused_by_pip(line: str) -> bool:
    from contextlib import redirect_stderr
    from io import StringIO

    from pip._internal.exceptions import PipError
    from pip._internal.req import constructors
    from pip._internal.req.req_file import OptionParsingError, get_line_parser, preprocess
    from pip._vendor.packaging.requirements import InvalidRequirement

    try:
        with redirect_stderr(StringIO()):
            for _, text in preprocess(line):
                args, options = get_line_parser(None)(text)
                if args:
                    constructors.install_req_from_line(args)
                else:
                    [constructors.install_req_from_editable(value) for value in (options.editables or [])[:1]]
    except (PipError, InvalidRequirement, OptionParsingError) as error:
        is_path = "Hint: It looks like a path" in str(error) and ":" not in line and "+" not in line
        return not is_path  # which may be there
    return False


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")))
def test_nothing_makes_it_raise(raw: bytes) -> None:
    found = file(raw)
    places = [f.place for f in (*found.requirements, *found.includes, *found.invalid)]
    lines = len(Source("r.txt", raw).lines)
    assert all(1 <= place.line <= lines for place in places)


NAMES = st.sampled_from(["flask", "Flask-SQLAlchemy", "zope.interface", "a", "x-", "_x", "2to3"])
EXTRAS = st.sampled_from(["", "[async]", "[ b , a ]", "[]", "[a,]", "[a b]", "[-a]", "[a,a]"])
VERSIONS = st.sampled_from(
    ["1", "2.0", "3.1.*", "4.0rc1", "1.0.post2", "1.0.dev3", "1.*.2", "1.0+local", "v1", "1!2", "*"]
)
CLAUSES = st.tuples(
    st.sampled_from(["==", ">=", "<=", "!=", "~=", ">", "<", "===", "=", "=>"]), st.sampled_from(["", " "]), VERSIONS
)


@given(
    NAMES,
    EXTRAS,
    st.sampled_from(["", " "]),
    st.lists(CLAUSES.map("".join), max_size=3),
    st.sampled_from([",", " , ", ", "]),
)
def test_plain_requirements_are_read_as_packaging_reads_them(name, extras, blank, clauses, comma):
    text = f"{name}{extras}{blank}{comma.join(clauses)}"
    assert requirement_text.parse(text, Place("x", 1)) == requirement_text._named(text, Place("x", 1), "")


@given(st.text(st.sampled_from("ab.-_=1 0[]post;é"), max_size=14))
def test_pins_are_read_as_the_pattern_reads_them(text: str) -> None:
    name = requirement_text._pinned(text)
    if name:
        plain = requirement_text._PLAIN.fullmatch(text)
        assert plain
        assert (plain[1], plain[2], requirement_text._specifier(plain[3])) == (name, None, text[len(name) :])


@pytest.mark.parametrize("text", ["flask==3.0", "Flask-Login==0.6.3", "pytz==2023.3.post1", "a==1"])
def test_most_pins_need_no_pattern(text: str) -> None:
    assert requirement_text._pinned(text) == text.partition("==")[0]


@pytest.mark.parametrize(
    "text",
    ["flask", "flask==", "flask===3", "-a==1", "a==1.", "a==1..2", "a==post1", "a==1.dev1", "a==1.post", "a.b==1"],
)
def test_others_do(text: str) -> None:
    assert requirement_text._pinned(text) == ""
