"""The words a visitor is given: diagnoses, how they hang together, and the other vocabularies."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """How the person who tells the story relates to the illness."""

    PATIENT = "patient", _("I have it now")
    SURVIVOR = "survivor", _("I had it, and am living after it")
    CAREGIVER = "caregiver", _("I look after someone who has it")
    FAMILY = "family", _("Someone in my family has it")
    BEREAVED = "bereaved", _("I lost someone to it")
    DONOR = "donor", _("I gave stem cells, marrow or blood")
    RESEARCHER = "researcher", _("I do research on it")
    ADVOCATE = "advocate", _("I speak up for people who have it")
    FUNDRAISER = "fundraiser", _("I raise money for it")
    HEALTH_PROFESSIONAL = "health-professional", _("I work in health care")


PUBLIC_RELATION = {
    "patient": _("Patient"),
    "survivor": _("Survivor"),
    "caregiver": _("Caregiver"),
    "family": _("Family"),
    "bereaved": _("Bereaved"),
    "donor": _("Donor"),
    "researcher": _("Researcher"),
    "advocate": _("Advocate"),
    "fundraiser": _("Fundraiser"),
    "health-professional": _("Health professional"),
}

LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]


def spoken(row: models.Model, field: str) -> str:
    """A field of `row` in the reader's language, which has one column a language."""
    return getattr(row, f"{field}_{'es' if get_language() == 'es' else 'en'}")


class Diagnosis(models.Model):
    """One illness, or a group of them; several parents where medicine has them."""

    slug = models.SlugField(unique=True)
    abbreviation = models.CharField(max_length=20, blank=True)
    abbreviation_es = models.CharField(max_length=20, blank=True)  # where it is another one
    code = models.CharField(max_length=20, blank=True)  # ICD-10
    group = models.CharField(max_length=30)  # whose hue it carries
    position = models.PositiveSmallIntegerField(default=0)  # its place in the file
    name_en = models.CharField(max_length=120)
    name_es = models.CharField(max_length=120)
    description_en = models.TextField()
    description_es = models.TextField()
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children")

    class Meta:
        ordering = ["position"]
        verbose_name_plural = "diagnoses"

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        return spoken(self, "name")

    @property
    def description(self) -> str:
        return spoken(self, "description")

    @property
    def label(self) -> str:
        """The name, with its abbreviation where people use one."""
        return f"{self.name} ({self.letters})" if self.letters else self.name

    @property
    def letters(self) -> str:
        """Its abbreviation as the reader's language has it: LMA in Spanish, not AML."""
        return (get_language() == "es" and self.abbreviation_es) or self.abbreviation

    @property
    def short(self) -> str:
        return self.letters or self.name


class DiagnosisTerm(models.Model):
    """A word that people use for a diagnosis: synonym, misspelling or older name, folded."""

    class Kind(models.TextChoices):
        NAME = "name"
        SYNONYM = "synonym"
        MISSPELLING = "misspelling"
        OLDER = "older"

    diagnosis = models.ForeignKey(Diagnosis, models.CASCADE, related_name="terms")
    language = models.CharField(max_length=5)
    kind = models.CharField(max_length=12, choices=Kind)
    text = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)

    def __str__(self) -> str:
        return self.text


class DiagnosisPath(models.Model):
    """Each pair of a diagnosis and one above it, itself included."""

    above = models.ForeignKey(Diagnosis, models.CASCADE, related_name="paths_down")
    below = models.ForeignKey(Diagnosis, models.CASCADE, related_name="paths_up")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["above", "below"], name="one_path")]

    def __str__(self) -> str:
        return f"{self.above_id} > {self.below_id}"


class Facet(models.Model):
    """One choice of a dated vocabulary: a phase, treatment, topic, age band or place."""

    class Kind(models.TextChoices):
        PHASE = "phase", _("Where they are now")
        TREATMENT = "treatment", _("Treatment")
        TOPIC = "topic", _("About")
        AGE = "age", _("Age at diagnosis")
        PLACE = "place", _("Place")

    kind = models.CharField(max_length=12, choices=Kind)
    slug = models.SlugField(unique=True)
    name_en = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80)
    within = models.SlugField(blank=True, db_default="")  # of a country: its part of the world
    since = models.DateField()
    until = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return spoken(self, "name")
