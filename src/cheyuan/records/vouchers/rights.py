"""Who sees vouchers, gives them, takes them at the desk, takes them back."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right

DESK = frozenset({"front_desk", "service_advisor", "finance"})
LEADERS = CARE | MANAGERS | {"marketing_manager"}
VIEW = Right("vouchers.view", _("See vouchers"), LEADERS | DESK | {"sales_consultant", "marketing"})
GIVE = Right("vouchers.give", _("Give vouchers, within one's limit"), LEADERS | {"service_advisor", "sales_consultant"})
USE = Right("vouchers.use", _("Redeem vouchers"), LEADERS | DESK)
WITHDRAW = Right("vouchers.withdraw", _("Withdraw vouchers"), MANAGERS | {"marketing_manager"})
EXPORT = Right("vouchers.export", _("Export vouchers"), MANAGERS | {"marketing_manager"})
ALL = (VIEW, GIVE, USE, WITHDRAW, EXPORT)
