from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "cheyuan.base.lake"
    label = "lake"

    def ready(self) -> None:
        from cheyuan.base.jobs import schedule
        from cheyuan.base.lake import forgetting

        schedule.register(forgetting.NAME, forgetting.HOUR, forgetting.MINUTE, forgetting.nightly)
