"""The words by which stores head the columns of an owner book; a space parts the labels, "_" stands for a space."""

LABELS = {
    "customer.cust_no": "客户编号 客户号 客户代码 会员号 客户ID 档案号 编号 customer_no customer_number customer_id",
    "customer.name": (
        "客户姓名 客户名称 客户 车主 车主姓名 车主名称 姓名 名称 所有人 客户名 customer customer_name owner owner_name"
    ),
    "customer.type": "客户类型 客户类别 客户性质 customer_type",
    "customer.gender": "性别 客户性别 sex",
    "customer.phone": (
        "联系电话 手机 手机号 手机号码 电话 电话号码 联系方式 移动电话 车主电话 客户电话 联系手机 "
        "mobile tel telephone phone_number mobile_phone"
    ),
    "customer.email": "邮箱 电子邮箱 电子邮件 e-mail mail",
    "customer.birthday": "生日 出生日期 出生年月日 客户生日 birth_date date_of_birth dob",
    "customer.city": "城市 所在城市 市 地区",
    "customer.address": "地址 联系地址 家庭住址 住址 通讯地址 详细地址",
    "customer.source": "来源 客户来源 信息来源 渠道 来源渠道 source_channel",
    "customer.do_not_contact": "勿扰 免打扰 拒绝联系 拒访 不联系 谢绝来电 dnc",
    "customer.language": "语言 沟通语言 语种 联系语言 preferred_language spoken_language",
    "customer.consultant": "销售顾问 顾问 销售员 销售人员 sales_consultant salesperson",
    "customer.advisor": "服务顾问 服务经理 SA service_advisor",
    "vehicle.vin": (
        "车架号 车架号码 底盘号 车辆识别代号 车辆识别码 车辆识别代码 VIN码 VIN号 大架号 chassis_number frame_number"
    ),
    "vehicle.plate": (
        "车牌号 车牌 车牌号码 牌照号 牌照 号牌 号牌号码 plate_number license_plate plate_no licence_plate"
    ),
    "vehicle.brand": "品牌 车辆品牌 厂牌 make maker",
    "vehicle.model": "车系 车型 车辆型号 型号 车系名称 车型名称 series",
    "vehicle.trim": "配置 版本 车款 款式 配置版本 version variant",
    "vehicle.colour": "颜色 车身颜色 外观颜色 外观色 车色 color",
    "vehicle.model_year": "年款 年份 车型年 年型 year my",
    "vehicle.energy": "能源 能源类型 燃料 燃料类型 动力类型 燃料种类 动力 fuel fuel_type engine_type",
    "vehicle.delivery_date": (
        "购车日期 交车日期 销售日期 提车日期 交付日期 购买日期 购车时间 交车时间 提车时间 delivered_on "
        "purchase_date sale_date sold_on"
    ),
    "vehicle.registration_date": "上牌日期 注册日期 登记日期 初登日期 上户日期 初次登记日期 上牌时间 registered_on",
    "vehicle.seats": "座位 座位数 座位数量 核定载客 核定载人数 seat",
    "vehicle.use": "使用性质 用途 车辆性质 车辆用途 usage",
    "vehicle.status": "状态 车辆状态 state",
    "vehicle.engine_no": "发动机号 发动机号码 引擎号 电机号 engine_number engine_no",
    "vehicle.mileage_km": (
        "当前里程 里程 行驶里程 里程数 公里数 最新里程 总里程 表显里程 行驶公里数 mileage odometer km current_mileage"
    ),
    "vehicle.mileage_on": "里程登记日 里程日期 里程登记日期 里程记录日期 里程更新日期 抄表日期 mileage_date reading_date",
    "vehicle.insurance_expiry": (
        "保险到期日 保险到期 商业险到期 商业险到期日 商业险到期日期 保险到期日期 交强险到期 "
        "交强险到期日 续保日期 保险止期 insurance_end insurance_expires"
    ),
    "vehicle.warranty_end": (
        "质保到期 质保到期日 保修到期 保修到期日 质保截止 三包到期 质保到期日期 保修截止日期 "
        "warranty_expiry warranty_expires"
    ),
    "vehicle.inspection_due": (
        "年检到期 年检到期日 年审 年审到期 验车日期 年检日期 年检 检验有效期 年审日期 年检到期日期 "
        "inspection_expiry inspection_date"
    ),
    "visit.visited_on": (
        "进厂日期 结算日期 到店日期 维修日期 保养日期 开单日期 来厂日期 进店日期 日期 完工日期 "
        "visit_date date service_date"
    ),
    "visit.mileage_km": "进厂里程 里程 行驶里程 里程数 公里数 当前里程 本次里程 mileage odometer km",
    "visit.kind": "维修类型 类型 业务类型 维修类别 工单类型 服务类型 项目类型 维修种类 type service_type",
    "visit.amount_fen": "金额 结算金额 总金额 费用 消费金额 实收金额 应收金额 合计金额 amount total_amount",
    "last.last_service_date": (
        "上次保养日期 上次保养时间 最近保养日期 最后保养日期 上次保养 末次保养日期 最近一次保养日期 "
        "上次进厂日期 last_service last_service_on"
    ),
    "last.last_service_km": (
        "上次保养里程 最近保养里程 最后保养里程 末次保养里程 上次进厂里程 上次保养公里数 last_service_mileage"
    ),
    "opinion.km_per_day": "日均里程 日均公里 每日里程 daily_km",
    "opinion.next_service_date": "下次保养日期 下次保养时间 预计保养日期 next_service",
    "opinion.next_service_km": "下次保养里程 预计保养里程 next_service_mileage",
    "part.part_no": "配件编号 配件号 零件号 备件号 配件编码 配件代码 零件编号 part_number part_no",
    "part.name": "配件名称 名称 零件名称 备件名称 品名 part_name description",
    "part.unit": "单位 计量单位 uom",
    "part.cost_fen": "成本 成本价 进价 进货价 采购价 cost",
    "part.price_fen": "售价 销售价 零售价 单价 价格 price",
    "part.on_hand": "库存 库存数量 现存量 数量 库存数 stock quantity qty",
    "part.min_qty": "最低库存 下限 库存下限 安全库存 minimum",
    "part.max_qty": "最高库存 上限 库存上限 maximum",
    "part.pack": "包装数 包装量 最小包装 装箱数 pack_size",
    "part.lead_days": "到货天数 采购周期 交期 供货天数 lead_time",
    "part.daily_issue": "日均用量 日均出库 日均消耗 daily_use",
    "model.sku": "商品编号 货号 车型代码 商品编码 sku_code",
    "model.brand": "品牌 厂牌 make",
    "model.model": "车系 车型 型号 series",
    "model.trim": "配置 版本 款式 配置版本 version",
    "model.colour": "颜色 外观颜色 车身颜色 color",
    "model.price_fen": "售价 指导价 价格 厂家指导价 市场指导价 price",
    "model.description": "描述 说明 介绍 简介",
    "sign.sign": "换车意向 意向信号 兴趣信号 信号 信号类型 意向类型 sign sign_of_interest interest signal",
    "sign.seen_on": "发现日期 信号日期 意向日期 日期 记录日期 date day noticed_on",
    "any.serial": "序号 行号 No. # row",
    "any.notes": "备注 说明 备注信息 note remark remarks comment",
}


def labels(key: str) -> tuple[str, ...]:
    """The labels of one field, as "customer.phone"."""
    return tuple(LABELS[key].split())
