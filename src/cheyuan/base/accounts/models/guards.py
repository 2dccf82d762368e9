"""What guards the way in: sessions, second factors, counted tries, API tokens; and drafts of what is being typed."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from cheyuan.base.sealed import SealedField
from cheyuan.base.tenancy.models import GroupRow


class StaffSession(AbstractBaseSession):
    """One login on one device. ``session_key`` holds a digest of the key in the cookie, never the key itself."""

    id = models.BigAutoField(primary_key=True)
    session_key = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True)
    created_at = models.DateTimeField()
    last_seen = models.DateTimeField()
    locked = models.BooleanField(default=False)


class SecondFactor(models.Model):
    """The shared secret of a person's authenticator app; ``last_step`` makes every code good for one use."""

    account = models.OneToOneField("accounts.Account", on_delete=models.CASCADE, related_name="second_factor")
    secret = SealedField()
    confirmed_at = models.DateTimeField()
    last_step = models.BigIntegerField(default=0)


class RecoveryCode(models.Model):
    """One of ten codes for the day the phone is lost; only its keyed hash is kept."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField()
    used_at = models.DateTimeField(null=True)


class LoginTry(models.Model):
    """How often a door was tried lately; the key is a hash of who and from where."""

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField()
    last_at = models.DateTimeField()


class Token(models.Model):
    """A program's way in: an opaque text of which only the digest is kept. ``scopes`` narrow what its owner may do."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=60), default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    device = models.CharField(max_length=80, blank=True)
    address = models.GenericIPAddressField(null=True)


class Draft(GroupRow):
    """What a person is typing on one page, sealed; kept for 14 days at most."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    body = SealedField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="draft_once")]
