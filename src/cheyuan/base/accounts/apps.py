from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AccountsConfig(AppConfig):
    name = "cheyuan.base.accounts"
    label = "accounts"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from cheyuan.base.accounts import frame, jobs, roles
        from cheyuan.base.accounts.listing import PEOPLE, page_of
        from cheyuan.base.accounts.rights import PEOPLE_VIEW, RIGHTS
        from cheyuan.base.accounts.words import SENTENCES
        from cheyuan.base.jobs import schedule
        from cheyuan.base.journal.actions import note
        from cheyuan.base.lists import spec as lists
        from cheyuan.base.tenancy import noting
        from cheyuan.base.ui import nav, words
        from cheyuan.kernel import policy, ref, right

        right.register(*RIGHTS)
        lists.register(PEOPLE)
        ref.register(ref.Kind("account", pgettext_lazy("staff", "Person"), page_of, PEOPLE_VIEW, "people"))
        policy.register(*roles.limit_policies())
        words.register(SENTENCES)
        noting.use(note)
        schedule.register("accounts.sweep", jobs.HOUR, jobs.MINUTE, jobs.sweep)
        nav.register(nav.Entry("settings", _("Settings"), "settings", "accounts:me", order=90, foot=True))
        nav.provide(stores=frame.stores, role=frame.role)
        nav.addresses(
            login="accounts:login",
            logout="accounts:logout",
            lock="accounts:lock",
            unlock="accounts:unlock",
            switch_store="accounts:store",
            me="accounts:me",
        )
