"""
The page of the Django desk: every function and error, by what it is about.
"""

import inspect
from pathlib import Path

import visitcore
from reference_pages.markdown import table
from visitcore_django import desk, models

NAMES = Path(__file__).with_name("desk.txt")
"""Every public name by what it is about, with a line on it in Chinese."""

INTRODUCTION = """\
# Desk

`from visitcore_django import desk`: everything that changes a state goes over these functions, each in one transaction.
What they share:

- `by` is the user who does it, with his rights and his customers.
  `None` is the system itself, which is asked for no right.
- `at` is the instant, with a time zone; now where left out.
  `on` is a day; today where a function lets it be left out, as its signature says.
- `token` is any text that comes with the request, or a `UUID`.
  Each function does its thing once for the same token, and gives again what it gave before; another function does its
  own thing for that token, once too.
- What is brought is looked at first.
  An amount that is neither a `Decimal` nor a whole number or is too large for its column, a text that is too long, an
  instant without a time zone and a row that is not saved raise `DeskError`.
- Where a policy gives the words, [`listed` and `one_of`](policies.md) tell which ones.

Every refusal is a [`DeskError`](#errors) or one of its kinds.
"""

INTRODUCTION_ZH = """\
# 在代码中办理

`from visitcore_django import desk`：凡是改变状态的事都经过这些函数，每件事在一个事务中完成。
参数、返回值和错误见各名称所指的英文说明；表和字段（附中文名称）见[数据表](models.md)。

- `by` 是办理的用户，按其权限和负责的客户判断；`None` 表示系统自身，不检查权限。
- `at` 是带时区的时刻，不给出时为现在；`on` 是日期，函数签名允许省略时为今天。
- `token` 是随请求而来的任意文字或 `UUID`：同一个 token 每个函数只办一次，再次请求得到同样的结果；换一个函数则另办一次。
- 数据先经过检查：金额非 `Decimal` 或整数，或超出字段、文字过长、时刻不带时区、记录尚未保存，都会抛出 `DeskError`。
- 取值由制度规定的，可用[`listed` 和 `one_of`](policies.md) 查到。
"""


def desk_page():
    """
    The page.
    """
    lines = [INTRODUCTION]
    for title, _chinese, rows in groups():
        lines += [f"## {title}", ""]
        for name, _said in rows:
            lines += [f"### {name}", "", "```{eval-rst}", *directive(name), "```", ""]
    return "\n".join(lines)


def desk_page_zh():
    """
    The same names in Chinese, each with a line on what it does; the rest stands on the English page.
    """
    lines = [INTRODUCTION_ZH]
    for _title, chinese, rows in groups():
        cells = [(f"[`{name}`](desk.md#{name.lower()})", said) for name, said in rows]
        lines += [f"## {chinese}", "", *table(["名称", "办理什么"], cells)]
    return "\n".join(lines)


def groups():
    """
    The title of each group in both languages, and its names with their lines.
    """
    for part in NAMES.read_text(encoding="utf-8").split("\n\n"):
        title, *rows = part.strip().splitlines()
        english, _slash, chinese = title.removeprefix("# ").partition(" / ")
        yield english, chinese, [row.split(" ", 1) for row in rows]


def directive(name):
    """
    What has Sphinx describe a name.
    """
    value, path = getattr(desk, name), f"visitcore_django.desk.{name}"
    if not callable(value):
        states = ", ".join(f"``{state}``" for state in value)
        return [f".. py:data:: {path}", "", f"   The states in which it is still written: {states}."]
    shown = f".. {'autoclass' if inspect.isclass(value) else 'autofunction'}:: {path}"
    namesake = hasattr(visitcore, name) or hasattr(models, name)
    return [shown, "   :no-index:"] if namesake else [shown]  # links by the name alone lead to the other
