"""``python -m flaskcheck`` and the ``flaskcheck`` command; and the short way to flaskcheck's own modules, of which a run needs some 270.

Python asks every finder for each module, lists each package's folder, and checks the bytecode's header step by step, in Python. Here it is known where a module lies (in
its package's folder, under its name), so its file is asked for once and its bytecode read as it stands. That saves a sixth of what the import of the engine
takes (measured on CPython 3.11: 18 of 384 million instructions). Whatever is out of the ordinary (no bytecode yet, an older one, one that is checked by hash, an archive, a rules
folder that lies elsewhere) is left to Python.
"""

import _signal  # type: ignore[import-not-found]
import marshal
import os
import sys
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import MAGIC_NUMBER, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    import types
    from collections.abc import Sequence

HEADER = 16
"""Bytes before the code: magic number, flags (0: checked by time and size), time, size (PEP 552)."""

USUAL, MOST = 65_536, 1_000_000
"""Bytes of bytecode: what nearly every module has less of, and ten times what the largest has."""

INTERRUPTED = 130
ENDED_AT_ONCE = frozenset(("__set_name__", "__del__"))
"""Functions out of which Python lets no interruption: it makes a RuntimeError of it (before 3.12), or tells of it and goes on."""

_HEAD = MAGIC_NUMBER + bytes(4)
_ENDING = f".{sys.implementation.cache_tag}.pyc"


class Loader(SourceFileLoader):
    """Loads one module from its bytecode, if that is the bytecode of the file as it is."""

    bytecode = ""
    expected = b""

    def get_code(self, fullname: str) -> "types.CodeType | None":
        """The code of the module."""
        raw = _content(self.bytecode)
        if raw[:HEADER] != self.expected:
            return super().get_code(fullname)
        code: types.CodeType = marshal.loads(memoryview(raw)[HEADER:])  # noqa: S302 (the file that Python itself would load)
        return code


class Finder:
    """Finds the modules below the package ``flaskcheck``, and no others."""

    @staticmethod
    def find_spec(
        name: str,
        path: "Sequence[str] | None" = None,
        target: "types.ModuleType | None" = None,  # noqa: ARG004
    ) -> ModuleSpec | None:
        """The way to load a module; ``None`` where Python is to look for it."""
        if path is None or not name.startswith("flaskcheck."):
            return None
        folder, leaf = path[0], name.rpartition(".")[2]
        file, bytecode = f"{folder}/{leaf}.py", f"{folder}/__pycache__/{leaf}{_ENDING}"
        found, inside = _stat(file), ""
        if found is None:
            inside = f"{folder}/{leaf}"
            file, bytecode = f"{inside}/__init__.py", f"{inside}/__pycache__/__init__{_ENDING}"
            found = _stat(file)
        if found is None:
            return None
        loader = Loader(name, file)
        stamp = int(found.st_mtime) & 0xFFFFFFFF | (found.st_size & 0xFFFFFFFF) << 32
        loader.bytecode = bytecode
        loader.expected = _HEAD + stamp.to_bytes(8, "little")
        spec = ModuleSpec(name, loader, origin=file, is_package=bool(inside))
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(inside)
        spec.has_location = True
        spec.cached = bytecode
        return spec


def _content(path: str) -> bytes:
    """A file's bytes, at most ``MOST``; none when it cannot be read."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        raw = os.read(file, USUAL)
        return raw if len(raw) < USUAL else raw + os.read(file, MOST)
    except OSError:
        return b""
    finally:
        os.close(file)


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


def install() -> None:
    """From now on find flaskcheck's modules the short way, where bytecode lies where it usually does."""
    if not sys.flags.optimize and sys.pycache_prefix is None and os.sep == "/":
        sys.meta_path.insert(0, Finder)


def main() -> None:
    """Run the command line and exit with its code."""
    import gc

    if (
        _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
    ):  # what is started in the background is not interrupted
        _signal.signal(_signal.SIGINT, _interrupt)
    # One run makes many facts and few cycles: collecting garbage gains nothing and takes up to a third of the time.
    gc.disable()
    install()
    try:
        from flaskcheck.ground.trust import clean_search_path

        # Before anything is imported that is neither flaskcheck's nor loaded by Python itself.
        clean_search_path(sys.argv[1:])
        from flaskcheck.command.start import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while the first modules are loaded
        code = INTERRUPTED
    except Exception as error:  # not even what tells of failures could be loaded
        code = _failed(error)
    _leave(code)


def _interrupt(_: int, frame: "types.FrameType | None") -> None:
    """Interrupted once, the run ends by itself; whoever is asked a second time ends at once and has nothing more to say."""
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    while frame is not None:
        if frame.f_code.co_name in ENDED_AT_ONCE:
            os._exit(INTERRUPTED)
        frame = frame.f_back
    raise KeyboardInterrupt


def _failed(error: Exception) -> int:
    """Say in one sentence why nothing can be run; the exit code of a system that lacks something, or of a defect."""
    try:  # noqa: SIM105 (nothing more can be imported, perhaps)
        os.write(2, f"flaskcheck cannot run here ({type(error).__name__}: {error})\n".encode("utf-8", "replace"))
    except OSError:
        pass  # only the exit code tells
    return 2 if isinstance(error, (OSError, ImportError)) else 3


def _leave(code: int) -> None:
    """End the process at once. Taking everything apart first, as the interpreter does, took 120 of 950 ms with 350 modules, 35 of 385 with 3,700 files."""
    import atexit

    if _signal.getsignal(_signal.SIGINT) is _interrupt:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    try:
        atexit._run_exitfuncs()  # coverage, when it measures
        sys.stdout.flush()
        sys.stderr.flush()
    finally:  # anyone who read the output may have gone, or its disk be full: that has been told, and the code stays
        os._exit(code)


if __name__ == "__main__":
    main()
