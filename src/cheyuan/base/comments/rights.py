"""Who comments: everybody who may see the record; taking back what others wrote is for those who lead."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import EVERYONE, MANAGERS, Right

VIEW = Right("comments.view", _("Read comments on records that one may see"), EVERYONE)
WRITE = Right("comments.write", _("Write comments and mention colleagues"), EVERYONE)
MODERATE = Right("comments.moderate", _("Take back comments of others"), MANAGERS)
ALL = (VIEW, WRITE, MODERATE)
