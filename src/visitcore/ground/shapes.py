"""
What people call the shapes that a value can have.
"""

from visitcore.ground.text import Text

_WORDS = {
    "bool": Text("flag", "是非值"),
    "cadence": Text("cadence", "频率"),
    "checklist": Text("checklist", "检查表"),
    "consequence": Text("consequence", "后果"),
    "date": Text("day", "日期"),
    "decimal": Text("number", "数字"),
    "dict": Text("map", "键值表"),
    "flow": Text("flow", "流程"),
    "formula": Text("formula", "公式"),
    "int": Text("number", "数字"),
    "ladder": Text("ladder", "阶梯"),
    "list": Text("list", "列表"),
    "mapping": Text("map", "键值表"),
    "number": Text("number", "数字"),
    "permission": Text("permission", "权限"),
    "quota": Text("quota", "限额"),
    "recurrence": Text("recurrence", "重复规则"),
    "register": Text("register", "登记表"),
    "scale": Text("scale", "分档"),
    "score": Text("score", "评分"),
    "str": Text("text", "文字"),
    "table": Text("table", "表格"),
    "term": Text("term", "期限"),
    "text": Text("text", "文字"),
    "tuple": Text("list", "列表"),
}
_OF, _OR = "table of ", " or "


def shape_in_words(name: str) -> Text:
    """
    A shape, or several of which one will do, by the names of their classes.

    >>> shape_in_words("int").en, shape_in_words("cadence or table of term").zh
    ('number', '频率或内容为期限的表格')
    """
    found = list(dict.fromkeys(map(_one, name.split(_OR))))
    return Text(_OR.join(one.en for one in found), "或".join(one.zh for one in found))


def _one(name: str) -> Text:
    if name.startswith(_OF):
        held = _one(name.removeprefix(_OF))
        return Text(f"{_OF}{held.en}", f"内容为{held.zh}的表格")
    return _WORDS.get(name, Text(name, name))
