"""Uploads that requests keep, however large they are."""

from __future__ import annotations

from flaskcheck.effects.uses.uploads import is_upload
from flaskcheck.facts.expressions import receiver
from flaskcheck.files.tree import says
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import CallSite

_LIMITING = (
    b"from_prefixed_env",
    b"content_length",
    b"CONTENT_LENGTH",
    b"Content-Length",
    b"FileSize",
    b"patch_request_class",
    b"MAX_FILE",
    b"MAX_SIZE",
    b"MAX_UPLOAD",
    b"max_size",
    b"max_file",
    b"max_upload",
    b"SEEK_END",
    b".seek(0, 2)",
    b".tell()",
    b"st_size",
    b"getsize",
)
"""What code has in it that asks how large something is."""


def unlimited_uploads(production: Production) -> tuple[CallSite, ...]:
    """The calls by which requests save uploads; none where something in the code that is loaded asks for a size."""
    return production.told(_unlimited)


def _unlimited(production: Production) -> Iterator[CallSite]:
    sites = [site for site in production.calls_of(("save",)) if receiver(site.call)[0] is not None]
    if not sites or says(production.code.tree, production.modules, _LIMITING):
        return
    for site in sites:
        base = receiver(site.call)[0]
        if base is not None and is_upload(production.evaluator, base, Where.of(site)):
            yield site
