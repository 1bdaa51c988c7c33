"""People who sign in. A user is an e-mail address; there is no username and no password."""

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q, Value
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
            ("audit", "May read the log of what the team did, and nothing else"),
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
    """One deed of the team, for whoever must be able to trust the record.

    It is written by `audit.note` with the deed, and sealed once, a little later, into the chain.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    kind = models.CharField(max_length=40)  # a code
    actor = models.BigIntegerField(null=True)  # opaque; no foreign key
    about = models.CharField(max_length=40, blank=True)  # an id, where it is about something
    facts = models.JSONField(default=dict)  # codes, numbers and ids
    salt = models.CharField(
        max_length=32, db_default=""
    )  # so that nobody guesses what a hash is of
    # Its place in the chain, the hash of the one before it, and its own.
    seq = models.BigIntegerField(null=True, unique=True)
    prev = models.CharField(max_length=64, db_default="")
    hash = models.CharField(max_length=64, db_default="")

    class Meta:
        verbose_name_plural = "audit entries"
        constraints = [
            models.CheckConstraint(
                name="sealed_whole",
                condition=Q(seq=None, prev="", hash="") | Q(seq__gt=0) & ~Q(prev="") & ~Q(hash=""),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="audit_unsealed", condition=Q(seq=None)),
            models.Index(fields=["kind", "id"], name="audit_by_kind"),
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
            models.Index(fields=["about", "id"], name="audit_by_about"),
            models.Index(fields=["at", "id"], name="audit_by_time"),
        ]
        triggers = [
            pgtrigger.Protect(name="entries_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="entries_are_only_sealed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__seq__isnull=False)
                | pgtrigger.Q(old__at__df=pgtrigger.F("new__at"))
                | pgtrigger.Q(old__kind__df=pgtrigger.F("new__kind"))
                | pgtrigger.Q(old__actor__df=pgtrigger.F("new__actor"))
                | pgtrigger.Q(old__about__df=pgtrigger.F("new__about"))
                | pgtrigger.Q(old__facts__df=pgtrigger.F("new__facts"))
                | pgtrigger.Q(old__salt__df=pgtrigger.F("new__salt"))
                | pgtrigger.Q(old__id__df=pgtrigger.F("new__id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class AuditHead(models.Model):
    """The end of the chain on one day, as it was mailed out to people who keep it."""

    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    entries = models.BigIntegerField()  # how many were sealed then
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["at"], name="heads_by_time")]
        triggers = [
            pgtrigger.Protect(name="heads_stay", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
