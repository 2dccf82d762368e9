"""Words of stores for coded values: gender, energy, use, status, kind of visit, kind of customer, language,
sign of interest, yes and no.
"""

GENDER = {
    "m": "M",
    "男": "M",
    "男士": "M",
    "先生": "M",
    "male": "M",
    "f": "F",
    "女": "F",
    "女士": "F",
    "小姐": "F",
    "female": "F",
}

ENERGY = (
    dict.fromkeys(
        ("ice", "汽油", "燃油", "柴油", "汽油车", "燃油车", "柴油车", "油车", "petrol", "gasoline", "diesel"), "ice"
    )
    | dict.fromkeys(("ev", "bev", "纯电", "纯电动", "电动", "电车", "新能源", "纯电车", "electric"), "ev")
    | dict.fromkeys(("phev", "插混", "插电混动", "插电式混合动力", "插电", "增程", "增程式", "reev", "erev"), "phev")
    | dict.fromkeys(("hev", "混动", "油电混动", "混合动力", "油电混合", "轻混", "mhev", "hybrid"), "hev")
)

USE = (
    dict.fromkeys(("private", "个人", "家用", "非营运", "私人", "私家", "私家车", "自用", "私用"), "private")
    | dict.fromkeys(("company", "公司", "单位", "公务", "公户", "企业", "商务", "公用"), "company")
    | dict.fromkeys(("operating", "营运", "运营", "出租", "网约车", "租赁", "营业", "出租车"), "operating")
)

STATUS = (
    dict.fromkeys(("active", "在用", "正常", "有效", "使用中", "在册"), "active")
    | dict.fromkeys(("sold", "已售", "转出", "已转出", "已卖", "已过户", "过户", "卖出"), "sold")
    | dict.fromkeys(("writtenoff", "报废", "已报废", "注销", "全损"), "written_off")
)

VISIT = (
    dict.fromkeys(
        ("service", "保养", "首保", "定保", "定期保养", "常规保养", "首次保养", "小保养", "大保养", "保养维修"),
        "service",
    )
    | dict.fromkeys(
        ("repair", "维修", "机修", "一般维修", "机电维修", "保修", "索赔", "返修", "检修", "保修维修"), "repair"
    )
    | dict.fromkeys(("body", "钣喷", "钣金", "喷漆", "事故", "事故车", "事故维修", "钣金喷漆", "保险维修"), "body")
)

PARTY = dict.fromkeys(("person", "个人", "私人", "自然人"), "person") | dict.fromkeys(
    ("company", "公司", "单位", "企业", "法人", "机构"), "company"
)

LANGUAGE = dict.fromkeys(
    ("zhhans", "zh", "cn", "中文", "汉语", "普通话", "国语", "chinese", "mandarin"), "zh-hans"
) | dict.fromkeys(("en", "英文", "英语", "外语", "english"), "en")

SIGN = (
    dict.fromkeys(
        ("valuation", "估价", "评估", "询价", "问价", "询问估价", "车辆评估", "旧车估价", "旧车评估", "置换估价", "置换评估",
         "要求估价", "appraisal", "askedforavaluation"),
        "valuation",
    )
    | dict.fromkeys(
        ("looked", "看车", "看新车", "看过新车", "新车", "新车型", "看新车型", "看过新车型", "试驾", "到店看车", "展厅看车",
         "newmodel", "newcar", "testdrive", "lookedatnewmodels"),
        "looked",
    )
    | dict.fromkeys(
        ("family", "添丁", "家里添丁", "家庭添丁", "添人口", "家里添了人", "生孩子", "有孩子了", "二胎", "三胎", "结婚",
         "child", "thefamilygrew"),
        "family",
    )
)  # fmt: skip

YES = frozenset({"1", "y", "yes", "true", "t", "是", "√", "有", "勿扰", "拒绝", "对"})
NO = frozenset({"0", "n", "no", "false", "f", "否", "×", "x", "无", "不", "错"})
