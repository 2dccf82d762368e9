"""What lists make known: rights, background work, sentences."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.jobs import schedule
from cheyuan.base.jobs import work as jobs
from cheyuan.base.lists import actions, rights, work
from cheyuan.base.ui import words


def declare() -> None:
    """Make all of it known; called once at start."""
    rights.declare()
    jobs.register(actions.EXPORT, work.export, _("Export"))
    jobs.register(actions.BULK, work.bulk, _("Change of many rows"))
    schedule.register("lists.sweep", 3, 20, work.sweep)
    words.register(
        {
            "name_missing": _("Please write a name."),
            "format_unknown": _("Exports are made as CSV or XLSX."),
            "nothing_ticked": _("Nothing is ticked. Please tick some rows first."),
            "page_gone": _("This page of the list is no longer there. Please start from the first page."),
        }
    )
