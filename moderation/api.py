"""The private room's door for programs: sending, following, deciding. It only translates."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, extend_schema
from knox.auth import TokenAuthentication
from rest_framework import mixins, viewsets
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated, NotFound, Throttled, ValidationError
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import limits
from accounts.network import network_of
from moderation import (
    actors,
    addresses,
    claims,
    consents,
    queue,
    reach,
    reasons,
    receipts,
    subjects,
    transition,
    two_people,
    workflow,
)
from moderation.actors import Actor
from moderation.forms import CHOSEN, QueueFilter
from moderation.models import Contribution, Message, Submission, has_open_case
from moderation.offers import ANONYMOUS
from moderation.quotes import Quote
from moderation.reasons import Reason
from moderation.receipts import kept_receipt_for, receipt_digest
from moderation.serializers import (
    CodeSerializer,
    ConsentTextSerializer,
    DecisionSerializer,
    OfferSerializer,
    QueueSerializer,
    SendingSerializer,
    SubmissionSerializer,
)
from moderation.states import RULES, Action, Party, State
from moderation.suggestions import reworded
from stories.models import Diagnosis


class Receipt:
    """Who shows a receipt code: nobody with a name, but with a right to one story."""

    is_authenticated = True
    is_active = True
    is_staff = False
    pk = None

    def __init__(self, digest: str) -> None:
        self.digest = digest

    def has_perm(self, *_: object) -> bool:
        return False


class ReceiptAuthentication(BaseAuthentication):
    """`Authorization: Receipt <code>`."""

    def authenticate(self, request: Request) -> tuple[Receipt, Receipt] | None:
        kind, _space, code = get_authorization_header(request).partition(b" ")
        if kind.lower() != b"receipt":
            return None
        receipt = Receipt(receipt_digest(code.decode("latin-1")))
        return receipt, receipt

    def authenticate_header(self, request: Request) -> str:
        return "Receipt"


class ReceiptScheme(OpenApiAuthenticationExtension):
    """How the schema names it."""

    target_class = ReceiptAuthentication
    name = "receipt"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Receipt <code>`: the code that sending a story answered with.",
        }


def as_data(contribution: Contribution, by: Actor, request: Request) -> dict[str, Any]:
    """The newest submission of a contribution, as this actor may see it."""
    submissions = list(contribution.submissions.select_related("story").order_by("-id"))
    newest = submissions[0]
    newest.contribution = contribution
    owner = by.party is Party.CONTRIBUTOR
    messages = Message.objects.filter(submission__contribution=contribution)
    messages = messages.select_related("submission", "suggestion")
    data = {
        "id": contribution.pk,
        "state": newest.seen_state if owner else State(newest.state),
        "version": transition.seen_version(contribution, by),
        "actions": workflow.actions_of(submissions, by),
        **{name: getattr(newest, name) for name in COPIED},
        "body": newest.offer.body,
        "display_name": newest.shown_name,
        "facets": newest.shown_facets,
        "diagnosed": newest.shown_diagnosed,
        "photo": newest.photo_alt if newest.shown_photo else "",
        "consents": sorted(consents.live(contribution.pk)),
        "messages": list(messages.told()) if owner else two_people.unveiled(messages, newest, by),
    }
    if not owner and newest.state == State.WITHDRAWN:
        # No longer the team's to read.
        data |= dict.fromkeys(("title", "body", "display_name", "diagnosed", "photo"), "")
        data["messages"] = two_people.unveiled(messages.decided(), newest, by)
    live = next((one.story for one in submissions if one.story), None)
    if live is not None:
        data["story_url"] = request.build_absolute_uri(f"/stories/{live.pk}/{live.slug}/")
    if owner:
        data["email_confirmed"] = contribution.email_confirmed_at is not None
        if link := subjects.link_of(contribution):
            data["subject_link"] = link
    else:
        data["findings"] = list(newest.findings.all())
        for one in data["findings"]:
            one.dismissed = two_people.dismissed(one, newest, by)
            one.dismissed_at = one.dismissed_at if one.dismissed else None  # nor by what follows
        data["due_at"], data["claimed_until"] = newest.due_at, newest.claimed_until
        rules = two_people.wanted(newest, data["findings"])
        data["two_people"] = [rule.code for rule in rules]
    told = newest.scheduled and not newest.in_grace
    data["publish_at"] = newest.publish_at if told or not owner else None
    shown = SubmissionSerializer(data).data
    if not owner and newest.state == State.WITHDRAWN:
        for message in shown["messages"]:
            message |= {"quoted": [], "suggestion": None}
    return {name: shown[name] for name in shown if name in data}


COPIED = ("title", "language", "diagnoses", "relation")


def as_told(contribution: Contribution, by: Actor, request: Request, **more: str) -> Response:
    contribution.refresh_from_db()
    status = int(more.pop("status", "200"))
    where = {"Location": request.build_absolute_uri(f"/api/v1/submissions/{contribution.pk}/")}
    data = {**as_data(contribution, by, request), **more}
    return Response(data, status=status, headers=where if status == 201 else None)


class MayFollow(BasePermission):
    """Whoever shows a receipt or token; whose story it is, `found` says."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user and request.user.is_authenticated)


class SubmissionViewSet(viewsets.GenericViewSet):
    """Send a story, follow it, decide on it."""

    authentication_classes = (ReceiptAuthentication, TokenAuthentication)
    permission_classes = [MayFollow]
    serializer_class = SubmissionSerializer
    pagination_class = None
    filter_backends = ()
    lookup_value_converter = "uuid"
    queryset = Contribution.objects.all()

    def get_permissions(self):
        return [AllowAny()] if self.action == "create" else super().get_permissions()

    @extend_schema(request=SendingSerializer, responses={201: SubmissionSerializer})
    def create(self, request: Request) -> Response:
        """Send a story. No account is needed; keep the receipt."""
        sending = SendingSerializer(data=request.data)
        sending.is_valid(raise_exception=True)
        data, offer = sending.validated_data, sending.offer()
        offer.validate()
        consents.validate(data["consents"])
        sending.whose()  # what cannot be is refused before it counts
        if not workflow.was_sent(data.get("key", "")):  # what is known already costs nothing
            limited("submit", network_of(request))
            if data.get("email"):
                limited("submit-address", data["email"])
        user = request.user if request.user and request.user.pk else None
        by = actors.contributor(user)
        kept, new = workflow.submit(
            offer,
            key=data.get("key") or secrets.token_urlsafe(24),
            by=by,
            uses=data["consents"],
            email=data.get("email", ""),
            about=sending.whose(),
        )
        receipt = kept_receipt_for(kept.pk, kept.receipt_digest)
        return as_told(kept, by, request, receipt=receipt, status="201" if new else "200")

    @extend_schema(responses=SubmissionSerializer)
    def retrieve(self, request: Request, pk: uuid.UUID) -> Response:
        """Where the story is, and what may be done with it."""
        contribution, by = found(request, pk)
        return Response(as_data(contribution, by, request))

    @extend_schema(request=DecisionSerializer, responses={200: SubmissionSerializer})
    @action(detail=True, methods=["post"])
    def decisions(self, request: Request, pk: uuid.UUID) -> Response:
        """Decide on it, for the team; change, hide, pause or withdraw it, for its contributor."""
        contribution, by = found(request, pk)
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        how = asked.validated_data
        if how["action"] == Action.REPLACE:
            return replaced(contribution, by, request, how.get("version"))
        if how["action"] == Action.HIDE_NAME:
            hide = how.get("hide", [])
            name = how.get("name", "" if hide else ANONYMOUS)
            workflow.hide_name(pk, by=by, how=name, hide=hide)
        elif how["action"] in ASKING:
            ASKING[how["action"]](pk, by=by, message=how.get("message", ""))
        elif how["action"] in workflow.CONTRIBUTORS:
            workflow.CONTRIBUTORS[how["action"]](pk, by=by)
        elif how["action"] in CLAIMS:
            CLAIMS[how["action"]](pk, by=by)
        else:
            decided(contribution, by, how)
        return as_told(contribution, by, request)

    @extend_schema(
        request=CodeSerializer,
        responses=SubmissionSerializer,
    )
    @action(detail=True, methods=["post"], url_path="confirm-email")
    def confirm_email(self, request: Request, pk: uuid.UUID) -> Response:
        """Prove an address with the code that was mailed to it."""
        contribution, by = found(request, pk)
        asked = CodeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        limited("code", network_of(request))
        if by.party is not Party.CONTRIBUTOR or not addresses.confirm(
            pk, str(asked.validated_data["code"])
        ):
            raise ValidationError({"code": [_("This code does not fit, or is too old.")]})
        return as_told(contribution, by, request)


def found(request: Request, pk: uuid.UUID) -> tuple[Contribution, Actor]:
    """The contribution and who asks: its contributor, or the team. 404 for everyone else."""
    if isinstance(request.user, Receipt):
        right = {"pk": pk, "receipt_digest": request.user.digest}
        mine, wait = receipts.opened_by(network=network_of(request), **right)
        if wait:
            raise Throttled(wait=wait)
        if mine is None:
            raise NotFound
        return mine, actors.contributor()
    contribution = Contribution.objects.filter(pk=pk).first()
    if not request.user or not request.user.is_authenticated:
        raise NotAuthenticated
    if contribution and contribution.contributor_id == request.user.pk:
        return contribution, actors.contributor(request.user)
    if contribution and request.user.has_perm("accounts.moderate"):
        by = actors.team(request.user)
        reach.refuse(contribution, contribution.submissions.all(), by)
        return contribution, by
    raise NotFound


def limited(scope: str, who: str) -> None:
    if seconds := limits.take(scope, who):
        raise Throttled(wait=seconds)


def decided(contribution: Contribution, by: Actor, how: dict[str, Any]) -> None:
    """Call the verb of a decision; ask for what its rule wants first."""
    verb = Action(how["action"])
    message, reason = how.get("message", ""), how.get("reason", "")
    rules = [rule for (_state, action), rule in RULES.items() if action is verb]
    if any(rule.message_required for rule in rules) and not message.strip():
        raise ValidationError({"message": [_("Please write a few words to the contributor.")]})
    why = transition.reasoned(verb, reason=reason, words=message)
    if any(rule.reason_required for rule in rules) and not why:
        raise ValidationError({"reason": [_("Please say why.")]})
    known = reason in [one.code for one in reasons.offered()]
    code = reason if known else Reason.OTHER.value if reason else ""
    workflow.VERBS[verb](
        contribution.pk,
        by=by,
        version=how.get("version"),
        message=message,
        reason=code,
        note="" if code == reason else reason,
        **beside(contribution, verb, how),
    )


def beside(contribution: Contribution, verb: Action, how: dict[str, Any]) -> dict[str, Any]:
    """What goes with a message: the quotes, and the suggested wording where changes are asked."""
    found: dict[str, Any] = {"quotes": [Quote(**one) for one in how.get("quotes", [])]}
    if "suggestion" in how:
        if verb is not Action.REQUEST_CHANGES:
            text = _("A suggested wording goes with “Ask for changes” only.")
            raise ValidationError({"suggestion": [text]})
        newest = contribution.submissions.order_by("-id")[0]
        found["suggested"] = reworded(newest.shown_offer, **how["suggestion"])
    if "at" in how:
        if verb is not Action.APPROVE:
            raise ValidationError({"at": [_("A moment goes with “Approve” only.")]})
        found["at"] = how["at"]
    return found


ASKING: dict[str, Callable[..., Contribution]] = {
    Action.APPEAL: workflow.appeal,
    Action.KEEP: workflow.keep,
}


CLAIMS: dict[str, Callable[..., None]] = {
    Action.CLAIM: claims.claim,
    Action.RELEASE: claims.release,
}


def replaced(
    contribution: Contribution, by: Actor, request: Request, version: int | None
) -> Response:
    offered = OfferSerializer(data=request.data)
    offered.is_valid(raise_exception=True)
    limited("submit", network_of(request))
    # Programs send no photos: the one that its person chose stays, and is read with the new words.
    last = contribution.submissions.order_by("-number")[0]
    offer = replace(offered.offer(), picture=last.shown_offer.picture)
    _contribution, new = workflow.replace(contribution.pk, offer, by=by, version=version)
    return as_told(contribution, by, request, status="201" if new else "200")


class ReadsQueue(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user and request.user.has_perm("accounts.moderate"))


class QueueViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """What waits for a person, most urgent first, without what this one may not open.

    The same words as the page's: one `lane`, else all that waits to be read; and what narrows it.
    """

    permission_classes = [ReadsQueue]
    authentication_classes = (TokenAuthentication,)
    serializer_class = QueueSerializer
    filter_backends = ()
    queryset = Submission.objects.none()

    @extend_schema(
        parameters=[
            OpenApiParameter("lane", enum=[one.value for one in queue.Lane]),
            *(OpenApiParameter(name) for name in CHOSEN),
        ]
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page of the queue."""
        return super().list(request, *args, **kwargs)

    def get_queryset(self):
        asked = self.request.query_params
        by = actors.team(self.request.user)  # type: ignore[arg-type]  # `ReadsQueue` lets in users
        form = QueueFilter(asked, diagnoses=list(Diagnosis.objects.all()))
        if not form.is_valid():
            raise ValidationError(
                {name: [str(one) for one in wrong] for name, wrong in form.errors.items()}
            )
        if not asked.get("lane"):
            self.paginator.ordering = ("due_at", "id")  # type: ignore[union-attr]
            found = queue.everything(by, form.narrowing).for_somebody()
            found = found.open_to(self.request.user.pk or 0)
        else:
            try:
                lane = queue.Lane(asked["lane"])
            except ValueError:
                raise ValidationError({"lane": [_("We do not know this lane.")]}) from None
            self.paginator.ordering = tuple(queue.order(lane))  # type: ignore[union-attr]
            found = queue.lane(lane, by=by, narrowing=form.narrowing)
        return found.select_related("contribution").annotate(safeguarding=has_open_case())


class ConsentViewSet(viewsets.GenericViewSet):
    """The sentences that a contributor is asked to agree to, as they read now."""

    authentication_classes = ()
    permission_classes = [AllowAny]
    serializer_class = ConsentTextSerializer
    pagination_class = None
    filter_backends = ()
    queryset = Contribution.objects.none()

    @extend_schema(
        parameters=[OpenApiParameter("language", enum=["en", "es"])],
        responses=ConsentTextSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        language = request.query_params.get("language", "en")
        texts = consents.current("es" if language == "es" else "en")
        return Response(ConsentTextSerializer(texts, many=True).data)
