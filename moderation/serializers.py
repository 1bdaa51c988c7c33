"""The shape of what the API takes and tells. What is right or wrong, the offer and verbs say."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from moderation import subjects, workflow
from moderation.content_labels import Label
from moderation.models import Finding, Message, Submission
from moderation.offers import AGE, ANONYMOUS, DIAGNOSED, INITIAL, PHOTO, PLACE, Offer
from moderation.quotes import FIELDS
from moderation.reasons import Reason
from moderation.states import Action
from stories.models import LANGUAGES, Relation

# Never with the value that was sent: it may hold what no answer can carry.
UNKNOWN: dict[str, Any] = {"invalid_choice": _("We do not know this choice.")}


class Words(serializers.CharField):
    """Somebody's own words: nothing is stripped, and what is wrong the offer says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=True, **kwargs)
        self.validators = [one for one in self.validators if "Null" not in type(one).__name__]


class OfferSerializer(serializers.Serializer):
    title = Words()
    body = Words()
    diagnoses = serializers.ListField(child=serializers.CharField(), max_length=20)
    relation = serializers.ChoiceField(Relation.choices, error_messages=UNKNOWN)
    display_name = Words()
    language = serializers.ChoiceField(LANGUAGES, error_messages=UNKNOWN)
    facets = serializers.ListField(child=serializers.CharField(), required=False, max_length=20)
    diagnosed = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=12,
        help_text="When the illness was found, if that may be told: `2021` (the year), "
        "`2021-spring` (also summer, autumn, winter), or `since-2021` (readers see only how many "
        "years ago).",
    )

    def offer(self) -> Offer:
        return Offer.of(self.validated_data, dated=timezone.now().date())


class SendingSerializer(OfferSerializer):
    key = serializers.CharField(
        required=False,
        min_length=22,
        max_length=200,
        help_text="At least 128 random bits. The same key and words again are the same story.",
    )
    email = serializers.EmailField(required=False, allow_blank=True)
    consents = serializers.ListField(child=serializers.CharField(), max_length=20)
    about = serializers.ChoiceField(
        [subjects.ME, *subjects.Kind.values],
        default=subjects.ME,
        error_messages=UNKNOWN,
        help_text=(
            "Whose story it is, if not the sender's own. `adult`: it is public only after that "
            "person said yes to exactly these words, at `subject_link`. `child`: the sender says "
            f"with it: “{subjects.TEXTS[subjects.By.GUARDIAN]['en']}”"
        ),
    )
    born = serializers.RegexField(
        r"^\d{4}-\d{2}$",
        required=False,
        help_text="`YYYY-MM`, required with `about: child`. Never shown; erased with the story.",
    )

    def whose(self) -> subjects.About | None:
        year, _dash, month = self.validated_data.get("born", "").partition("-")
        return subjects.read(self.validated_data["about"], month=month, year=year)


class QuoteSerializer(serializers.Serializer):
    """Words of the story, by where they stand in it: in code points."""

    field = serializers.ChoiceField(FIELDS)
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)


class SuggestionSerializer(serializers.Serializer):
    """A wording that the team suggests; what is left out stays as it is."""

    title = Words(required=False)
    passages = serializers.ListField(child=Words(), required=False, max_length=100)
    display_name = Words(required=False)


class DecisionSerializer(serializers.Serializer):
    action = serializers.ChoiceField(
        [
            *(verb.value for verb in workflow.VERBS),
            Action.CLAIM.value,
            Action.RELEASE.value,
            Action.RELABEL.value,
            *(verb.value for verb in workflow.CONTRIBUTORS),
            Action.REPLACE.value,
        ],
        error_messages=UNKNOWN,
    )
    message = serializers.CharField(required=False, allow_blank=True, max_length=4000)
    reason = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=4000,
        help_text=f"One of {', '.join(Reason.values)}; other words are kept as a private note.",
    )
    version = serializers.IntegerField(
        required=False,
        help_text="What you read. Where the story has changed since, the answer is 409. It is "
        "required as soon as a story has had other words before, for every decision that answers "
        "its contributor or makes words public: without it the answer is 400. The answer's "
        "`decided` names the version and the text.",
    )
    quotes = QuoteSerializer(
        many=True, required=False, help_text="What of the newest text the message quotes."
    )
    suggestion = SuggestionSerializer(required=False, help_text="With `request_changes`.")
    at = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text="With `approve`: the moment from which it is public, within a year; `null` for "
        "at once. Where it is left out, a second approval keeps the moment that the first chose.",
    )
    name = serializers.ChoiceField(
        [INITIAL, ANONYMOUS],
        required=False,
        error_messages=UNKNOWN,
        help_text="With `hide_name`: what is shown of the name from now on; `anonymous` where "
        "neither this nor `hide` is sent.",
    )
    hide = serializers.ListField(
        child=serializers.ChoiceField([AGE, PLACE, DIAGNOSED, PHOTO], error_messages=UNKNOWN),
        required=False,
        max_length=4,
        help_text="With `hide_name`: what else is not shown from now on.",
    )
    labels = serializers.ListField(
        child=serializers.ChoiceField(Label.values, error_messages=UNKNOWN),
        required=False,
        max_length=len(Label),
        help_text="With `relabel`: all that it is about that may weigh on its reader. A public "
        "story's notes follow at once.",
    )


class CodeSerializer(serializers.Serializer):
    code = serializers.CharField(max_length=20)


class FindingSerializer(serializers.ModelSerializer):
    check = serializers.CharField(source="check_id")
    dismissed = serializers.BooleanField()

    class Meta:
        model = Finding
        fields = ["check", "severity", "field", "start", "end", "reason", "dismissed"]


class SuggestedSerializer(serializers.Serializer):
    """A wording that came with a message; a replacement with these words accepts it."""

    title = serializers.CharField()
    passages = serializers.ListField(child=serializers.CharField(), source="texts")
    display_name = serializers.CharField(help_text="Empty where the name stays as it is.")


class MessageSerializer(serializers.ModelSerializer):
    by = serializers.CharField(source="party")
    quoted = serializers.ListField(child=serializers.CharField())
    suggestion = SuggestedSerializer(allow_null=True, source="suggested")

    class Meta:
        model = Message
        fields = ["by", "body", "guideline", "quoted", "suggestion", "created_at"]


class DecidedSerializer(serializers.Serializer):
    """What a decision of the team was about."""

    version = serializers.IntegerField(help_text="The version as it stood when it was decided.")
    text = serializers.IntegerField(help_text="Which text of the story it was, counted from 1.")


class SubmissionSerializer(serializers.Serializer):
    """What a contributor and the team may see of a submission; the team also sees findings."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    actions = serializers.ListField(child=serializers.CharField())
    title = serializers.CharField()
    body = serializers.CharField()
    language = serializers.CharField()
    diagnoses = serializers.ListField(child=serializers.CharField())
    relation = serializers.CharField()
    display_name = serializers.CharField()
    photo = serializers.CharField(
        help_text="What can be seen on its photo; empty without one. Photos are sent by the form."
    )
    facets = serializers.ListField(child=serializers.CharField())
    diagnosed = serializers.CharField()
    consents = serializers.ListField(child=serializers.CharField())
    messages = MessageSerializer(many=True)
    story_url = serializers.CharField(required=False)
    decided = DecidedSerializer(required=False, help_text="In the answer to a decision.")
    receipt = serializers.CharField(required=False, help_text="Only in the answer to a sending.")
    email_confirmed = serializers.BooleanField(required=False)
    subject_link = serializers.CharField(
        required=False,
        help_text="To pass on to the person whom the story is about, where it needs their yes.",
    )
    findings = FindingSerializer(many=True, required=False)
    labels = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="What it is about that may weigh on its reader; for the team.",
    )
    due_at = serializers.DateTimeField(required=False, allow_null=True)
    claimed_until = serializers.DateTimeField(required=False, allow_null=True)
    two_people = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Why a second person reads it before it is public; for the team.",
    )
    publish_at = serializers.DateTimeField(
        required=False,
        allow_null=True,
        help_text="The moment chosen for what is approved.",
    )


class QueueSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="contribution_id")
    safeguarding = serializers.BooleanField(
        help_text="Its person is looked after first; no decision on it is taken meanwhile."
    )
    version = serializers.IntegerField(source="contribution.version")

    class Meta:
        model = Submission
        fields = [
            "id",
            "version",
            "state",
            "title",
            "language",
            "relation",
            "diagnoses",
            "created_at",
            "due_at",
            "claimed_until",
            "safeguarding",
        ]


class ConsentTextSerializer(serializers.Serializer):
    use = serializers.CharField()
    version = serializers.CharField()
    language = serializers.CharField()
    text = serializers.CharField()
    hash = serializers.CharField()
    required = serializers.BooleanField()  # type: ignore[assignment]
