"""
Writes a file beside its place and moves it there when it is complete: never half a file, never a lost old one.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EISDIR
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """
    Opens a file for writing that takes the place of *path* when the block ends well, and is thrown away when not.

    A device or a pipe is written to as it is; of a link the file it leads to is replaced.

    Raises:
        OSError: If the place cannot be written to; it names *path*.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}.part")
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as handle:
                yield handle
            return
        _check(target)
        try:
            with beside.open("xb") as handle:
                yield handle
                handle.flush()
                os.fsync(handle.fileno())
            if target.exists():
                beside.chmod(target.stat().st_mode & 0o7777)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno and error.filename in {None, str(beside), str(target)}:
            raise OSError(error.errno, error.strerror, str(path)) from None
        raise


def _check(target: Path) -> None:
    if target.is_dir():
        raise OSError(EISDIR, os.strerror(EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise OSError(EACCES, os.strerror(EACCES))
