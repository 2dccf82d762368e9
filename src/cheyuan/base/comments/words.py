"""Sentences of refusals."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "comment_empty": _("Please write something, or attach a file."),
    "comment_files": _("At most %(most)s files go with one comment. Nothing was saved."),
    "comment_others": _("Only its author can change this comment."),
    "comment_old": _("A comment can be changed for %(minutes)s minutes. Please write a new one."),
    "comment_withdrawn": _("This comment was taken back already."),
    "comment_gone": _("This can no longer be brought back."),
    "mention_unknown": _(
        "Nobody of this store is called “%(word)s”. Your words are kept; please choose from the list."
    ),
    "mention_many": _("Several colleagues are called %(name)s. Please write the login instead: %(logins)s."),
    "mention_unseen": _("%(name)s may not see this record and cannot be mentioned here."),
}
