"""Who may ask for an export that shows what lists mask; who decides follows from the ladder of approvals."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.right import MANAGERS, Right

ASK = Right("handouts.ask", _("Ask for exports with phones"), MANAGERS)
