"""Postcodes: the one that stands in the address, else that of the city (its first digits; the post sorts by them).

The first two digits are the province, four lead to the city's post office, "00" behind stands for the whole city.
"""

import re

_STANDS = re.compile(r"(?<!\d)(?:邮编|邮政编码)?[:： ]*(\d{6})(?!\d)")
CITIES = {
    "北京": "100000", "上海": "200000", "天津": "300000", "重庆": "400000", "石家庄": "050000", "唐山": "063000",
    "保定": "071000", "太原": "030000", "呼和浩特": "010000", "沈阳": "110000", "大连": "116000", "长春": "130000",
    "吉林": "132000", "哈尔滨": "150000", "南京": "210000", "无锡": "214000", "徐州": "221000", "常州": "213000",
    "苏州": "215000", "南通": "226000", "扬州": "225000", "镇江": "212000", "杭州": "310000", "宁波": "315000",
    "温州": "325000", "嘉兴": "314000", "绍兴": "312000", "金华": "321000", "台州": "318000", "合肥": "230000",
    "芜湖": "241000", "福州": "350000", "厦门": "361000", "泉州": "362000", "南昌": "330000", "济南": "250000",
    "青岛": "266000", "烟台": "264000", "潍坊": "261000", "郑州": "450000", "洛阳": "471000", "武汉": "430000",
    "宜昌": "443000", "长沙": "410000", "株洲": "412000", "广州": "510000", "深圳": "518000", "珠海": "519000",
    "汕头": "515000", "佛山": "528000", "江门": "529000", "湛江": "524000", "惠州": "516000", "东莞": "523000",
    "中山": "528400", "肇庆": "526000", "清远": "511500", "南宁": "530000", "柳州": "545000", "桂林": "541000",
    "海口": "570000", "三亚": "572000", "成都": "610000", "绵阳": "621000", "贵阳": "550000", "昆明": "650000",
    "拉萨": "850000", "西安": "710000", "兰州": "730000", "西宁": "810000", "银川": "750000", "乌鲁木齐": "830000",
}  # fmt: skip


def parted(address: str) -> tuple[str, str]:
    """The postcode that stands at an end of an address (empty without one), and the address without it."""
    for found in _STANDS.finditer(address):
        if not address[: found.start()].strip(" ,，;；（(") or not address[found.end() :].strip(" ,，。;；）)"):
            rest = f"{address[: found.start()]} {address[found.end() :]}".strip(" ,，;；（()）。")
            return found[1], rest
    return "", address.strip()


def of_city(city: str, province: str = "") -> str:
    """The city's postcode; empty for one that is not in the table: its squares then stay empty."""
    for name in (city, province):
        plain = name.strip().removesuffix("市").removesuffix("省")
        if plain in CITIES and (name == city or plain in ("北京", "上海", "天津", "重庆")):
            return CITIES[plain]
    return ""


def whole(province: str, city: str, district: str, street: str) -> str:
    """Province, city, district and street in one line, none of them twice."""
    line = street.strip()
    for part in (district, city, "" if province.removesuffix("市") == city.removesuffix("市") else province):
        plain = part.strip()
        if plain and plain.removesuffix("市").removesuffix("省") not in line:
            line = f"{plain}{line}"
    return line
