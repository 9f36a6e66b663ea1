"""What code asks of the repository's own modules and surely does not find, in the words of Python."""

from __future__ import annotations

from flaskcheck.ground.record import Record

NO_MODULE = "No module named '{}'"
NO_NAME = "ImportError: cannot import name '{}'"
OTHERWISE = "Commit the module, or correct the name."


class Unfound(Record):
    """``error`` is what Python says, ``reason`` why it does, ``advice`` what to do about it.

    ``wanted`` tells imports that fail for one reason: beside the first of them, ``again`` is said of each, where anything is. ``path`` is what is looked for in vain,
    where the repository has it; ``is_beside``: beside the importing file, where Python 2 looked first.
    """

    error: str
    reason: str
    advice: str
    wanted: tuple[str, ...] = ()
    again: str = ""
    path: str = ""
    is_beside: bool = False

    def in_image(self) -> Unfound:
        """The same where an image lacks what the repository has."""
        reason = f"The repository has {self.path}, but the image does not."
        return self.replaced(reason=reason, advice=f"Copy {self.path} into the image.")


def missing(name: str) -> Unfound:
    """A module that the repository does not have in a package of its own."""
    error, reason = NO_MODULE.format(name), "The repository has no such module."
    return Unfound(error, reason, OTHERWISE, (name,))


def slip(name: str, near: str) -> Unfound:
    """A module that nothing is called like, but for one with one slip in it."""
    return Unfound(NO_MODULE.format(name), "Neither the repository nor what is installed has it.", meant(near, ""))


def meant(near: str, otherwise: str) -> str:
    """What to do about a name that is nowhere, and that ``near`` is nearly."""
    return f"The repository has {near}: is that meant?" if near else otherwise
