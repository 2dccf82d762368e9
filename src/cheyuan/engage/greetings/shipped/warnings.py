"""Advice when the weather turns bad, for owners in the region (CARE-R16). Words per kind; the event says place and end."""

from django.utils.translation import gettext_lazy as _

from cheyuan.engage.greetings.shipped.plan import Entry


def _one(code: str, title: object, zh: str, en: str) -> Entry:
    return Entry(f"weather_{code}", "weather", title, None, f"{{title}}，{zh}需要救援请拨{{phone}}。{{store}}",
                 f"Dear {{title}}, {en} For help call {{phone}}. {{store}}", True, True)  # fmt: skip


WARNINGS = (
    _one("heavy_rain", _("Heavy rain"),
         "{place}将有暴雨（{level}），至{until}。请避开积水与低洼车位，水过半轮切勿涉水；熄火后不要再次点火。",
         "heavy rain in {place} ({level}) until {until}. Avoid flooded roads; if the engine stalls in water, do not restart it."),
    _one("typhoon", _("Typhoon"),
         "台风影响{place}（{level}），至{until}。请把车停离树木、广告牌与低洼处，非必要不出行。",
         "typhoon in {place} ({level}) until {until}. Park away from trees, signs and low ground; stay at home if you can."),
    _one("snow", _("Snow and ice"),
         "{place}有雪（{level}），至{until}。请慢起步、早刹车、拉开车距，备好防滑链。",
         "snow in {place} ({level}) until {until}. Start gently, brake early, keep your distance."),
    _one("heat", _("Heat"),
         "{place}高温（{level}），至{until}。请检查胎压与冷却液，勿将人和易燃物留在车内。",
         "heat in {place} ({level}) until {until}. Check tyres and coolant; leave nobody in a parked car."),
    _one("cold_wave", _("Cold wave"),
         "{place}寒潮（{level}），至{until}。请检查电瓶与防冻液，晨间出车先除霜。",
         "cold wave in {place} ({level}) until {until}. Check battery and coolant; clear all glass of frost."),
    _one("quake", _("Earthquake"),
         "{place}发生地震（{level}）。请留意余震，避开桥隧与山路；车辆受损请拍照留存，我们协助检查与报险。",
         "earthquake in {place} ({level}). Mind aftershocks, avoid bridges and tunnels; we help with damage and claims."),
)  # fmt: skip
WEATHER_KINDS: dict[str, object] = {one.code.removeprefix("weather_"): one.title for one in WARNINGS}
