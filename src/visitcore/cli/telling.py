"""
Says what went wrong, in one sentence and both languages.
"""

import errno
from typing import Any

from visitcore.ground.errors import VisitcoreError
from visitcore.ground.text import Text

_CHINESE = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EROFS: "磁盘为只读",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENAMETOOLONG: "文件名过长",
}


class CallError(VisitcoreError):
    """
    The words of a call contradict each other, or ask for what cannot be.

    Attributes:
        said: What is wrong and what to write instead.
    """

    def __init__(self, en: str, zh: str) -> None:
        self.said = Text(en, zh)
        super().__init__(en, zh)

    @property
    def told(self) -> Text:
        """
        What is wrong and what to write instead.
        """
        return self.said


def sentence(error: BaseException) -> Text | None:
    """
    What to say of an error; ``None`` where it is a fault of the program and not of its input.
    """
    if isinstance(error, VisitcoreError):
        return error.told
    if isinstance(error, OSError):
        return _of_the_system(error)
    return None


def _of_the_system(error: OSError) -> Text:
    words = error.strerror or str(error)
    chinese = _CHINESE.get(error.errno or 0, words)
    name: Any = error.filename
    return Text(f"{name}: {words}", f"{name}：{chinese}") if name else Text(words, chinese)
