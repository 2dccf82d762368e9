from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "cheyuan.base.accounts"
    label = "accounts"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from cheyuan.base.accounts import frame, jobs, roles
        from cheyuan.base.accounts.rights import RIGHTS
        from cheyuan.base.accounts.words import SENTENCES
        from cheyuan.base.jobs import schedule
        from cheyuan.base.journal.actions import note
        from cheyuan.base.tenancy import noting
        from cheyuan.base.ui import nav, words
        from cheyuan.kernel import policy, right

        right.register(*RIGHTS)
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
