"""Passkeys: keys in a person's phone, computer or security key that prove who is there, and that it is this person."""

from django.db import models


class Passkey(models.Model):
    """One key of a person. ``record`` is what the authenticator made of it: its id and its public key (WebAuthn, 6.5.2)."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="passkeys")
    credential = models.BinaryField(unique=True)
    record = models.BinaryField()
    site = models.CharField(max_length=253)
    """The name of the house (RP id) that it was made for; under another name it opens nothing."""
    sign_count = models.BigIntegerField(default=0)
    """How often it had signed when it was last used; an authenticator that does not count says 0."""
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
