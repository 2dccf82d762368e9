"""Who may look at messages, decide about those that hang, record what people said, and connect providers."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import CARE, MANAGERS, Right

VIEW = Right("messages.view", _("See messages and why they exist"), CARE | MANAGERS)
EXPORT = Right("messages.export", _("Export messages (masked)"), MANAGERS)
REPLAY = Right("messages.replay", _("Decide about messages that failed or hang"), CARE | MANAGERS)
WORD = Right("messages.refusals", _("Record refusals and renewed consent"), CARE | MANAGERS)
TEMPLATES = Right("messages.templates", _("Write templates of messages"), MANAGERS)
CONNECT = Right("messages.connect", _("Connect providers of messages"), frozenset({"group_admin", "general_manager"}))
ALL = (VIEW, EXPORT, REPLAY, WORD, TEMPLATES, CONNECT)
