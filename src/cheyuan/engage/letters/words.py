"""Words of letters: states, reasons for leaving somebody out, sentences of refusals and of the timeline."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS: dict[str, object] = {"card": _("Greeting card"), "letter": pgettext_lazy("kind of mailing", "Letter")}
PURPOSES: dict[str, object] = {
    "marketing": _("Greeting or offer (asks for consent, counts in the budget of offers)"),
    "service": _("About the contract or the car (service)"),
}  # fmt: skip
STATES: dict[str, object] = {
    "draft": pgettext_lazy("mailing", "Draft"), "making": pgettext_lazy("mailing", "Being made"),
    "made": pgettext_lazy("mailing", "Made, not posted"), "posted": pgettext_lazy("mailing", "Posted"),
}  # fmt: skip
MARKS = {"draft": "none", "making": "now", "made": "wait", "posted": "well"}
LETTER_STATES: dict[str, object] = {
    "made": pgettext_lazy("one letter", "not posted"), "stopped": pgettext_lazy("one letter", "taken out"),
    "posted": pgettext_lazy("one letter", "posted"), "returned": pgettext_lazy("one letter", "came back"),
    "replied": pgettext_lazy("one letter", "replied"),
}  # fmt: skip
LETTER_MARKS = {"made": "wait", "stopped": "no", "posted": "none", "returned": "over", "replied": "well"}
WHY: dict[str, object] = {
    "household": _("somebody of the household gets the letter"), "no_address": _("no address on file"),
    "no_consent": _("no consent to greetings and offers by letter"), "refused": _("refused letters"),
    "stopped": _("wants no contact"), "frequency": _("the household has had its share of offers"),
    "stale": _("too old"), "erased": _("the file was erased"),
}  # fmt: skip
PACKAGES: dict[str, object] = {
    "asked": pgettext_lazy("package", "waits for a second person"),
    "approved": pgettext_lazy("package", "approved, can be taken once"),
    "taken": pgettext_lazy("package", "taken"), "refused": pgettext_lazy("package", "refused"),
    "withdrawn": pgettext_lazy("package", "taken back"), "expired": pgettext_lazy("package", "not taken in time"),
}  # fmt: skip
PACKAGE_MARKS = {
    "asked": "now",
    "approved": "well",
    "taken": "none",
    "refused": "no",
    "withdrawn": "none",
    "expired": "no",
}
SENTENCES = {
    "letter_audience": _("Please choose who gets the letter."),
    "letter_form": _("Please choose one of the kinds, papers and pictures."),
    "letter_envelope": _("This paper does not fit into that envelope."),
    "letter_words": _("Please write the words of the letter."),
    "letter_long": _("At most %(most)s signs, please; more do not fit on this paper."),
    "letter_day": _("Please choose a day of posting that is still to come."),
    "letter_made": _("These letters are made already. Throw them away first if you want to change something."),
    "letter_unmade": _("The letters are not made yet."),
    "letter_nobody": _("Nobody is left who could get this letter. Please look at who is left out and why."),
    "letters_many": _("One mailing has at most %(most)s letters. Please narrow the audience."),
    "letters_refused": _(
        "%(count)s people have refused since the letters were made. Please make the files again without them."
    ),
    "letter_nothing": _("Nobody has refused since; the files stay as they are."),
    "letter_posted_day": _("The day lies before the letters were made, or is still to come."),
    "letter_number": _("This is no number of a letter. It stands beside the small code, like 12-00345-1."),
    "letter_back": _("This letter came back before; it was noted then."),
    "letter_unposted": _("This letter was never posted."),
    "letter_worked": _("Somebody has worked on the address already. Please tell them."),
    "package_unready": _("A second person has not approved this package. Nothing left the house."),
    "package_taken": _("This package was taken already; it can be taken only once. Please ask again if you need it."),
    "package_over": _("The time in which this package could be taken is over."),
}
VERBS = {
    "letter.posted": _("Letter posted: %(title)s"),
    "letter.returned": _("Letter came back undeliverable: %(title)s"),
    "letter.unreturned": _("Return of the letter taken back: %(title)s"),
}
