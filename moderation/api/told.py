"""What a contributor and the team are told of a story, as plain data."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from moderation import consents, subjects, transition, two_people, workflow
from moderation.actors import Actor
from moderation.models import Contribution, Message
from moderation.serializers import SubmissionSerializer
from moderation.states import Party, State


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
        data["labels"] = newest.labels
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


def as_told(contribution: Contribution, by: Actor, request: Request, **more: Any) -> Response:
    contribution.refresh_from_db()
    status = int(more.pop("status", "200"))
    where = {"Location": request.build_absolute_uri(f"/api/v1/submissions/{contribution.pk}/")}
    data = {**as_data(contribution, by, request), **more}
    return Response(data, status=status, headers=where if status == 201 else None)
