"""The surveys that every group begins with, in both languages."""

from dataclasses import dataclass

from cheyuan.engage.surveys.sheet import Item, Option

Words = dict[str, str]
THANKS = {
    "zh": "谢谢您的评价。每一条我们都会看，有不满意的地方会有人联系您。",
    "en": "Thank you. We read every answer; where something was not right, somebody will get in touch with you.",
}


@dataclass(frozen=True)
class Shipped:
    """One survey as delivered."""

    code: str
    about: str
    title: Words
    lead: Words
    items: tuple[Item, ...]


def _score(key: str, zh: str, en: str) -> Item:
    return Item(key, "score", {"zh": zh, "en": en}, required=True)


def _nps() -> Item:
    words = {"zh": "您愿意把我们推荐给亲友吗？", "en": "Would you recommend us to friends or family?"}
    return Item("nps", "nps", words, required=True)


def _text(key: str, zh: str, en: str) -> Item:
    return Item(key, "text", {"zh": zh, "en": en})


def _choice(key: str, zh: str, en: str, *options: tuple[str, str, str]) -> Item:
    found = tuple(Option(code, {"zh": one, "en": other}) for code, one, other in options)
    return Item(key, "choice", {"zh": zh, "en": en}, options=found)


SURVEYS = (
    Shipped(
        "delivery", "delivery",
        {"zh": "交车满意度", "en": "How was your delivery?"},
        {"zh": "提车一周了，想听听您的真实感受，一分钟就好。", "en": "You have had your car for a week. One minute is enough."},
        (
            _score("overall", "总的来说，这次交车您满意吗？", "All in all, how content are you with the delivery?"),
            _score("explained", "车辆功能讲解得清楚吗？", "How well were the car's functions explained?"),
            _score("clean", "交车时车辆的整洁和完好程度？", "How clean and complete was the car?"),
            _score("attitude", "销售顾问的态度？", "How friendly was the sales consultant?"),
            _nps(),
            _choice("ontime", "交车时间和约定的一致吗？", "Was the car there when promised?",
                    ("yes", "一致", "Yes"), ("late", "晚了", "Later"), ("unsure", "记不清", "I do not remember")),
            _text("better", "哪一点我们最该改进？", "What should we do better first?"),
        ),
    ),
    Shipped(
        "service", "service",
        {"zh": "售后服务满意度", "en": "How was your service?"},
        {"zh": "感谢您到店。请给这次服务打个分，一分钟就好。", "en": "Thank you for your visit. One minute is enough."},
        (
            _score("overall", "总的来说，这次服务您满意吗？", "All in all, how content are you with the service?"),
            _score("quality", "问题一次解决了吗？维修质量如何？", "Was it put right the first time? How good was the work?"),
            _score("waiting", "等候时间合适吗？", "How was the waiting time?"),
            _score("price", "收费清楚、与报价一致吗？", "Was the bill clear and as agreed?"),
            _score("attitude", "服务顾问的态度？", "How friendly was the service advisor?"),
            _nps(),
            _text("better", "哪一点我们最该改进？", "What should we do better first?"),
        ),
    ),
    Shipped(
        "visit", "visit",
        {"zh": "到店接待评价", "en": "How were you received?"},
        {"zh": "感谢您来看车，想请您评价一下我们的接待。", "en": "Thank you for coming to see our cars."},
        (
            _score("overall", "总的来说，这次接待您满意吗？", "All in all, how content are you with how you were received?"),
            _score("needs", "顾问听懂您的需要了吗？", "Did the consultant understand what you need?"),
            _score("knowledge", "顾问讲得专业、清楚吗？", "How clear and expert was the consultant?"),
            _choice("drive", "试驾安排上了吗？", "Did you get a test drive?",
                    ("yes", "试驾了", "Yes"), ("offered", "提到了，没有试", "Offered, not taken"),
                    ("no", "没有提", "Nobody offered")),
            _nps(),
            _text("better", "还有什么想对我们说？", "Is there anything else you would like to tell us?"),
        ),
    ),
)  # fmt: skip
