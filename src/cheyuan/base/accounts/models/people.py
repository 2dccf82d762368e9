"""Logins, and who works where as what."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up without regard to letter case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of a login name."""
        return self.get(username__iexact=username)

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "Account":
        """A new login; without a password it cannot log in yet."""
        account = self.model(username=username.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A login, of staff or of a customer (separate entrances). What it may do follows from its memberships."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    group = models.ForeignKey("tenancy.Group", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[("staff", "staff"), ("customer", "customer")], default="staff")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    theme = models.CharField(max_length=10, default="system")
    density = models.CharField(max_length=12, default="dense")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Account × store × role × dates; without a store the role holds in every store of the group."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey("tenancy.Group", on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey("tenancy.Store", on_delete=models.PROTECT, null=True, blank=True, related_name="members")
    department = models.ForeignKey(
        "tenancy.Department", on_delete=models.SET_NULL, null=True, blank=True, related_name="members"
    )
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_team_lead = models.BooleanField(default=False)
    skills = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "store", "role", "since"], name="membership_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["store", "role"])]


class Absence(models.Model):
    """Days on which a person is away, who stands in, and with which of the person's posts."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="absences")
    since = models.DateField()
    until = models.DateField()
    deputy = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=120, blank=True)
    lent = ArrayField(models.BigIntegerField(), default=list, blank=True)
    """The posts of the person away whose rights the deputy has on these days: those that whoever noted it could give."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="absence_forward")]


class RightOverride(models.Model):
    """A group's own decision that a role carries a right, or does not, against the shipped default."""

    group = models.ForeignKey("tenancy.Group", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=40)
    right = models.CharField(max_length=80)
    allowed = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "role", "right"], name="right_override_once")]
