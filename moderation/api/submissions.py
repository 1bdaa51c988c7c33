"""Stories, for programs: send one, follow it, decide on it; and the texts that are agreed to."""

import secrets
import uuid
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from knox.auth import TokenAuthentication
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated, NotFound, Throttled, ValidationError
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.network import network_of
from moderation import actors, addresses, consents, reach, receipts, workflow
from moderation.actors import Actor
from moderation.api.deciding import ASKING, CLAIMS, decided, limited, replaced
from moderation.api.receipts import Receipt, ReceiptAuthentication
from moderation.api.told import as_data, as_told
from moderation.models import Contribution
from moderation.offers import ANONYMOUS
from moderation.receipts import kept_receipt_for
from moderation.serializers import (
    CodeSerializer,
    ConsentTextSerializer,
    DecisionSerializer,
    SendingSerializer,
    SubmissionSerializer,
)
from moderation.states import Action, Party


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
        elif how["action"] == Action.RELABEL:
            workflow.relabel(pk, how.get("labels", []), by=by)
        elif how["action"] in CLAIMS:
            CLAIMS[how["action"]](pk, by=by)
        else:
            return as_told(contribution, by, request, decided=decided(contribution, by, how))
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
