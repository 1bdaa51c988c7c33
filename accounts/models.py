"""People who sign in. A user is an e-mail address; there is no username and no password."""

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower, Now


class UserManager(BaseUserManager["User"]):
    def at(self, email: str) -> "User":
        """The user of this address, made now when there is none; by one of several at once."""
        email = email.strip()
        theirs = self.alias(lower=Lower("email")).filter(lower=Lower(Value(email)))
        if user := theirs.first():
            return user
        new = self.model(email=email)
        new.set_unusable_password()
        self.bulk_create([new], ignore_conflicts=True)
        return theirs.get()


class Coded(models.Model):
    """Somebody with an address who can prove, by a code that we mail there, that it is theirs."""

    code_digest = models.CharField(max_length=64, blank=True)
    code_sent_at = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class User(Coded, AbstractBaseUser, PermissionsMixin):
    email = models.EmailField()
    is_staff = models.BooleanField(default=False)  # may open /admin/
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="en")
    joined_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_an_address")]
        permissions = [
            ("moderate", "May decide on stories"),
            ("lead", "May decide on escalated stories, and restore what was taken down"),
            ("organise", "May name moderators and change settings"),
        ]

    def __str__(self) -> str:
        return f"user {self.pk}"

    def save(self, *args, **kwargs) -> None:
        if not self.password:
            self.set_unusable_password()
        super().save(*args, **kwargs)

    def has_usable_password(self) -> bool:
        """False: no page of allauth's or the admin's may offer to type one."""
        return False


class Count(models.Model):
    """How often one network or address did one thing within one window of time."""

    key = models.CharField(max_length=64, primary_key=True)  # a keyed hash; it names nobody
    times = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)


class AuditEntry(models.Model):
    """One deed of the team, for whoever must be able to trust the record."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=40)  # a code
    actor = models.BigIntegerField(null=True)  # opaque; no foreign key
    about = models.CharField(max_length=40, blank=True)  # an id, where it is about something
    facts = models.JSONField(default=dict)  # codes, numbers and ids

    class Meta:
        verbose_name_plural = "audit entries"
        triggers = [
            pgtrigger.Protect(name="entries_stay", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
