from django.apps import AppConfig


class ApikitConfig(AppConfig):
    name = "cheyuan.base.apikit"
    label = "apikit"

    def ready(self) -> None:
        from cheyuan.base.apikit import jobs
        from cheyuan.base.jobs import schedule

        schedule.register("apikit.sweep", jobs.HOUR, jobs.MINUTE, jobs.sweep)
