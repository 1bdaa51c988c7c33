"""What waits for a person, for programs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from knox.auth import TokenAuthentication
from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from moderation import actors, queue
from moderation.forms import CHOSEN, QueueFilter
from moderation.models import Submission, has_open_case
from moderation.serializers import QueueSerializer
from stories.models import Diagnosis


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
