"""
Invented people and companies.
"""

from random import Random

PEOPLE = {
    "boss": ("总经理", "陈", "志远"),
    "manager": ("部门经理", "周", "敏"),
    "cs": ("客服经理", "何", "雅琴"),
    "finance": ("财务", "郑", "国平"),
    "audit": ("审计", "许", "静"),
}
"""One person in each role of the whole office: log-in, group, family name, given name."""

TEAMS = {
    "east": ("华东组", ("lead_east", "沈", "建华"), ["wangli:王丽", "liuyang:刘洋", "sunhao:孙浩", "qianmei:钱梅"]),
    "south": ("华南组", ("lead_south", "林", "伟东"), ["huangjie:黄杰", "wuting:吴婷", "luochao:罗超", "liangyu:梁宇"]),
    "north": ("华北组", ("lead_north", "赵", "卫国"), ["lina:李娜", "zhangpeng:张鹏", "mali:马丽", "dongxin:董鑫"]),
    "west": ("西部组", ("lead_west", "唐", "晓峰"), ["yanglei:杨磊", "xieyan:谢燕", "hanbing:韩冰", "jiangtao:蒋涛"]),
}
"""Teams by code: name, lead, and members as log-in and name."""

CITIES = {
    "east": ["上海", "杭州", "苏州", "南京", "宁波", "无锡"],
    "south": ["广州", "深圳", "佛山", "东莞", "厦门", "南宁"],
    "north": ["北京", "天津", "济南", "石家庄", "太原", "青岛"],
    "west": ["成都", "重庆", "西安", "昆明", "贵阳", "兰州"],
}
_FIRST = "华恒瑞鼎盛祥泰安康宏达信诚立天润丰源永嘉明德新兴中正和顺远大金海长青"
_TRADES = [
    "机电设备",
    "建材",
    "食品",
    "医疗器械",
    "电子科技",
    "包装",
    "物流",
    "化工",
    "纺织",
    "汽车配件",
    "五金",
    "环保科技",
    "家居",
    "仪器仪表",
]
PROMISES = [
    "三日内寄送样品",
    "提供最新报价单",
    "安排技术人员上门调试",
    "更换破损包装",
    "确认下季度供货计划",
    "补开增值税发票",
]
PROBLEMS = ["交货延迟两天", "外包装破损", "产品规格与订单不符", "售后电话无人接听", "发票金额有误", "安装人员态度不好"]
REPORTS = [
    "客户对新一季产品感兴趣，希望先看样品。",
    "库存偏高，本月暂不补货，下月再谈。",
    "竞品报价低约一成，需要重新核价。",
    "对账无误，货款月底前付清。",
]


def company(random: Random, area: str) -> str:
    """
    Name of a company in an area.
    """
    first, second = random.sample(_FIRST, 2)
    return f"{random.choice(CITIES[area])}{first}{second}{random.choice(_TRADES)}有限公司"
