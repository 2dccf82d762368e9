"""Who sees scores, notes signs, keeps list prices, looks at how well the model does."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right

SALES = frozenset({"sales_consultant", "sales_manager", "appraiser"})
SELLERS = CARE | MANAGERS | SALES | {"service_advisor", "marketing_manager"}
VIEW = Right("scores.view", _("See scores with their reasons"), SELLERS)
SIGN = Right("scores.sign", _("Note signs of interest in a new car"), SELLERS | {"front_desk"})
MANAGE = Right("scores.manage", _("Keep list prices, see how well scores do"), MANAGERS | {"marketing_manager"})
EXPORT = Right("scores.export", _("Export trade-in candidates"), MANAGERS)
ALL = (VIEW, SIGN, MANAGE, EXPORT)
