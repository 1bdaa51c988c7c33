"""Mail about new stories: confirmed twice, weekly at most, stopped at a press, no story's word."""

import json
import re
import threading
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client
from django.utils import formats, timezone

from jobs import work
from jobs.models import Job
from mail.models import Mail
from moderation import actors, ledger, replay, workflow
from moderation.models import Contribution, Deed, Submission
from moderation.states import State
from readers import alerts
from readers.models import Alert, Follower
from stories.models import Diagnosis, Story, StoryTopic
from tests.contributors.walking import said
from tests.factories import run_jobs, submission_in

pytestmark = pytest.mark.django_db
ADDRESS = "ruth@example.org"
TITLE, TELLER = "Ottoline planted garlic", "Quillon"


def ask(email: str = ADDRESS, slug: str = "mcl", root: str = "/", client: Client | None = None):
    return (client or Client()).post(f"{root}alerts/?diagnosis={slug}", {"email": email})


def link(kind: str = "alert_confirm") -> str:
    """The way to the page that the last mail of this kind leads to, before it is sent."""
    text = Mail.objects.filter(kind=kind).order_by("-id")[0].text
    return re.findall(r"/(?:es/)?alerts/(?:stop/)?[a-z2-7]{20}/", text)[0]


def following(email: str = ADDRESS, slug: str = "mcl", root: str = "/") -> Follower:
    """An address that said yes to a diagnosis, a week ago and more."""
    ask(email, slug, root)
    Client().post(link())
    follower = Follower.objects.get(email=email)
    time_passes(days=8)
    return follower


def time_passes(**how) -> None:
    """As if all that these rows know had been so much earlier."""
    ago = timedelta(**how)
    for model, names in (
        (Follower, ["mailed_at"]),
        (StoryTopic, ["published_at"]),
        (Submission, ["published_at"]),
        (Alert, ["asked_at", "confirmed_at", "counted_from", "counted_to"]),
    ):
        model.objects.update(**{name: F(name) - ago for name in names})


def told_story(**changes) -> Story:
    """A story that is public, and has been for longer than a moment."""
    story = Story.objects.get(
        pk=submission_in(
            State.PUBLISHED, **{"title": TITLE, "display_name": TELLER, **changes}
        ).story_id
    )
    an_hour_ago = Now() - timedelta(hours=1)
    story.topics.update(published_at=an_hour_ago)
    Submission.objects.filter(contribution__story_id=story.pk).update(published_at=an_hour_ago)
    return story


def a_round(*, send: bool = True) -> list:
    """What the hourly job leads to: the mails about news that leave."""
    django_mail.outbox.clear()
    alerts.owe_alerts(None)
    if send:
        run_jobs(now=False)
    return [one for one in django_mail.outbox if "List-Unsubscribe" in one.extra_headers]


# --- asking, and saying yes -----------------------------------------------------------------------


def test_asking_sends_one_mail_that_asks_and_names_no_illness():
    page = ask()
    run_jobs()
    [asked] = django_mail.outbox
    assert asked.to == [ADDRESS]
    assert re.search("mcl|mantle|lymphoma", f"{asked.subject} {asked.body}", re.IGNORECASE) is None
    assert "List-Unsubscribe" not in asked.extra_headers
    assert (page.status_code, page.cookies, ADDRESS in said(page)) == (200, {}, False)
    told_story()
    time_passes(days=8)
    assert a_round() == []


def test_the_answer_is_the_same_for_an_address_that_is_known():
    unknown = ask("other@example.org").content
    following()
    Mail.objects.all().delete()
    known = ask().content
    assert unknown == known
    assert Mail.objects.get().kind == "alert_confirm"
    ask()
    assert Mail.objects.count() == 1  # in the same hour


def test_a_look_at_the_link_says_yes_to_nothing():
    ask()
    for method in ("get", "head"):
        assert getattr(Client(), method)(link()).status_code == 200
    assert Alert.objects.get().confirmed_at is None


def test_the_button_says_yes_once_however_often_it_is_pressed(client):
    ask()
    assert "Yes, write to me" in said(client.get(link()))
    page = client.post(link(), follow=True)
    assert "We write to you when there are new stories" in said(page)
    first = Alert.objects.get()
    client.post(link())
    again = Alert.objects.get()
    assert (again.confirmed_at, again.counted_to) == (first.confirmed_at, first.counted_to)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.cookies == {}


def test_links_are_kept_as_digests_only():
    following()
    with connection.cursor() as cursor:
        cursor.execute("SELECT f::text || a::text FROM readers_follower f, readers_alert a")
        row = cursor.fetchone()[0]
    assert link().strip("/").split("/")[-1] not in row
    assert alerts.stop_token(Follower.objects.get().pk) not in row


def test_a_link_works_for_a_week():
    ask()
    time_passes(days=7, seconds=1)
    assert Client().get(link()).status_code == 404
    Client().post(link())
    assert Alert.objects.get().confirmed_at is None


def test_asking_again_makes_an_old_link_work_again():
    ask()
    time_passes(days=8)
    ask()
    Client().post(link())
    assert Alert.objects.get().confirmed_at is not None


def test_a_strangers_mailbox_is_not_filled():
    pages = {ask(f"ruth+{number}@example.org").content for number in range(5)}
    assert (len(pages), Mail.objects.count(), Follower.objects.count()) == (1, 3, 3)


def test_a_network_is_told_to_wait_and_keeps_what_was_typed(settings):
    settings.MARROW_LIMITS = {**settings.MARROW_LIMITS, "alert": (1, 3600)}
    ask()
    late = ask("second@example.org")
    assert (late.status_code, int(late.headers["Retry-After"]) > 0) == (429, True)
    assert "second@example.org" in late.content.decode()
    assert Follower.objects.count() == 1


def test_one_address_is_one_however_it_is_written():
    ask()
    ask("Ruth@Example.org", "aml")
    assert (Follower.objects.count(), Alert.objects.count()) == (1, 2)


def test_a_program_that_fills_in_everything_is_thanked_and_gets_nothing(client):
    sent = {"email": ADDRESS, "homepage": "x"}
    page = client.post("/alerts/?diagnosis=mcl", sent)
    assert (page.status_code, Follower.objects.count()) == (200, 0)


@pytest.mark.parametrize("email", ["", "ruth", f"{'r' * 250}@example.org"])
def test_what_is_no_address_is_asked_for_again(client, email):
    page = client.post("/alerts/?diagnosis=mcl", {"email": email})
    assert page.context["form"].errors["email"]
    assert Follower.objects.count() == 0


def test_another_site_asks_in_nobodys_name(client):
    for path in ("/alerts/?diagnosis=mcl", "/alerts/abcdefghijklmnopqrst/"):
        page = client.post(path, {"email": ADDRESS}, headers={"Origin": "https://evil.example"})
        assert page.status_code == 403


def test_pages_without_a_diagnosis(client):
    asked = client.get("/alerts/").content.decode()
    assert '<form class="form section" method="get">' in asked
    assert '<option value="mcl">Mantle cell lymphoma (MCL)</option>' in asked
    assert re.search(r'<select name="diagnosis"[^>]* required[^>]*>\s*<option value=""', asked)
    assert ">Elige una opción</option>" in client.get("/es/alerts/").content.decode()
    assert '<form class="form section" method="get">' in client.get("/alerts/?diagnosis=").text
    assert client.get("/alerts/?diagnosis=sunburn").status_code == 404
    assert client.post("/alerts/", {"email": ADDRESS}).status_code == 200
    assert Follower.objects.count() == 0
    assert 'href="/alerts/?diagnosis=mcl"' in client.get("/diagnoses/mcl/").content.decode()
    page = client.get("/alerts/?diagnosis=mcl")
    assert (page.status_code, page.cookies) == (200, {})


# --- the mail about news --------------------------------------------------------------------------


def test_a_mail_says_how_many_and_nothing_of_any_story():
    follower = following()
    story, _second = told_story(), told_story()
    alerts.owe_alerts(None)
    waiting = Mail.objects.get(kind="alert")
    assert (waiting.to, waiting.subject, waiting.text, waiting.html) == ("", "", "", "")
    django_mail.outbox.clear()
    run_jobs(now=False)
    [sent] = [one for one in django_mail.outbox if one.to == [ADDRESS]]
    whole = sent.message().as_string()
    assert "2 new stories about MCL" in sent.body
    assert "/diagnoses/mcl/" in sent.body
    assert sent.subject == "New stories on Marrow"
    words = {*re.findall(r"\w{5,}", f"{TITLE} {story.body}"), TELLER, story.slug, str(story.pk)}
    assert [word for word in words if re.search(rf"\b{word}\b", whole, re.IGNORECASE)] == []
    heads = "\n".join(f"{name}: {value}" for name, value in sent.message().items())
    assert re.search("mcl|mantle|lymphoma|diagnos", heads, re.IGNORECASE) is None
    token = alerts.stop_token(follower.pk)
    assert sent.extra_headers["List-Unsubscribe"].endswith(f"/alerts/stop/{token}/>")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/alerts/stop/{token}/" in sent.body
    assert sent.extra_headers["Message-ID"] == waiting.message_id


def test_all_of_an_address_is_one_mail_in_its_language():
    following(root="/es/")
    ask(slug="aml", root="/es/")
    Client().post(link())
    time_passes(days=1)
    told_story(diagnoses=["mcl"])
    told_story(diagnoses=["aml"])
    [sent] = a_round()
    assert "1 historia nueva sobre" in sent.body
    assert sent.body.count("/es/diagnoses/") == 2
    assert sent.subject == "Historias nuevas en Marrow"


def test_of_a_family_the_stories_of_its_kinds_count():
    following(slug="lymphoma")
    told_story()
    [sent] = a_round()
    assert "1 new story about" in sent.body


def test_nothing_new_is_no_mail():
    following()
    told_story(diagnoses=["aml"])
    assert (a_round(), Mail.objects.filter(kind="alert").count()) == ([], 0)


def test_what_was_told_is_not_told_again_and_a_week_is_a_week():
    following()
    told_story()
    assert len(a_round()) == 1
    assert a_round() == []
    time_passes(hours=2)
    told_story()
    time_passes(days=6, hours=21)
    assert a_round() == []
    time_passes(hours=2)
    [second] = a_round()
    assert "1 new story about MCL" in second.body
    time_passes(days=8)
    assert a_round() == []


def test_what_was_public_before_the_yes_is_not_new():
    told_story()
    ask()
    Client().post(link())
    Follower.objects.update(mailed_at=None)
    assert a_round() == []


def test_a_story_that_comes_back_is_no_new_story():
    following()
    story = told_story()
    assert len(a_round()) == 1
    workflow.pause(pk_of(story), by=actors.contributor())
    time_passes(days=8)
    workflow.resume(pk_of(story), by=actors.contributor())
    run_jobs(now=False)
    assert Story.objects.count() == 1
    assert a_round() == []


def test_a_story_that_left_before_the_mail_is_not_counted():
    following()
    first, _second = told_story(), told_story()
    assert a_round(send=False) == []
    workflow.withdraw(pk_of(first), by=actors.contributor())
    run_jobs(now=False)
    [sent] = [one for one in django_mail.outbox if one.to == [ADDRESS]]
    assert "1 new story about MCL" in sent.body


def test_a_mail_whose_stories_all_left_does_not_leave():
    following()
    story = told_story()
    a_round(send=False)
    workflow.withdraw(pk_of(story), by=actors.contributor())
    run_jobs(now=False)
    assert [one for one in django_mail.outbox if one.to == [ADDRESS]] == []
    assert Mail.objects.filter(kind="alert").count() == 0


def pk_of(story: Story):
    return Contribution.objects.get(story_id=story.pk).pk


def test_two_rounds_at_once_owe_one_mail():
    following()
    told_story()
    a_round(send=False)
    alerts.owe_alerts(None)
    assert Mail.objects.filter(kind="alert").count() == 1


def test_a_mail_that_never_left_is_told_by_the_next_and_leaves_no_more():
    following()
    told_story()
    a_round(send=False)
    first = Job.objects.get(subject__startswith="alert:")
    Job.objects.filter(pk=first.pk).update(dead_at=Now())
    time_passes(hours=2)
    told_story()
    time_passes(days=8)
    [second] = a_round()
    assert "2 new stories about MCL" in second.body
    Job.objects.filter(pk=first.pk).update(dead_at=None)
    django_mail.outbox.clear()
    run_jobs()
    assert [one for one in django_mail.outbox if one.to == [ADDRESS]] == []


def test_sent_again_it_is_the_same_mail():
    following()
    told_story()
    [first] = a_round()
    job = Job.objects.filter(subject__startswith="alert:")
    Mail.objects.filter(kind="alert").update(state="sending", sent_at=None)
    job.update(done_at=None, done_by="")
    run_jobs(now=False)
    second = django_mail.outbox[-1]
    assert (second.extra_headers, second.body) == (first.extra_headers, first.body)


# --- the way out ----------------------------------------------------------------------------------


def stop_path(follower: Follower) -> str:
    return f"/alerts/stop/{alerts.stop_token(follower.pk)}/"


def nothing_is_left() -> bool:
    return not Follower.objects.exists() and not Alert.objects.exists()


def test_one_press_erases_the_address(client):
    path = stop_path(following())
    for _ in range(2):
        assert "Stop all, and erase my address" in said(client.get(path))
    page = client.post(path)
    assert "You get no more of these mails" in said(page)
    assert (page.status_code, nothing_is_left(), page.cookies) == (200, True, {})
    assert "You get no more of these mails" in said(client.get(path))
    told_story()
    assert a_round() == []


def test_a_mail_program_presses_it_by_itself():
    """RFC 8058: a POST from anywhere, with no cookie, that leads nowhere else."""
    path = stop_path(following())
    strict = Client(enforce_csrf_checks=True)
    body = {"List-Unsubscribe": "One-Click"}
    page = strict.post(path, body, headers={"Origin": "https://mail.example"})
    assert (page.status_code, nothing_is_left()) == (200, True)
    assert strict.post(path, body).status_code == 200


def test_a_link_that_was_cut_off_does_not_say_that_all_is_done(client):
    path = stop_path(following())
    assert client.post(path[:-4] + "/").status_code == 404
    assert not nothing_is_left()


def test_stopped_while_a_mail_waits_nothing_is_sent():
    follower = following()
    told_story()
    a_round(send=False)
    Client().post(stop_path(follower))
    run_jobs(now=False)
    assert [one for one in django_mail.outbox if one.to == [ADDRESS]] == []


def test_who_asks_again_after_stopping_is_asked_again():
    first = following()
    Client().post(stop_path(first))
    ask()
    assert Follower.objects.get().pk != first.pk
    assert Alert.objects.get().confirmed_at is None


# --- time -----------------------------------------------------------------------------------------


def test_what_nobody_said_yes_to_is_forgotten_after_a_week():
    ask()
    time_passes(days=6)
    alerts.forget_alerts(None)
    assert not nothing_is_left()
    time_passes(days=1, seconds=1)
    alerts.forget_alerts(None)
    assert nothing_is_left()


def test_it_ends_a_year_after_the_last_yes():
    following()
    time_passes(days=350)
    ask()
    Client().post(link())
    time_passes(days=20)
    alerts.forget_alerts(None)
    assert not nothing_is_left()
    told_story()
    time_passes(days=346)
    assert a_round() == []
    alerts.forget_alerts(None)
    assert nothing_is_left()


def test_the_mail_says_until_when():
    following()
    told_story()
    [sent] = a_round()
    ends = timezone.localtime(Alert.objects.get().confirmed_at + alerts.ENDS)
    assert f"until {formats.date_format(ends, 'DATE_FORMAT')}." in sent.body


# --- a backup that comes back ---------------------------------------------------------------------


@pytest.fixture
def file(settings, tmp_path):
    settings.MARROW_ERASURE_FILE = tmp_path / "erasures.jsonl"
    return settings.MARROW_ERASURE_FILE


def test_who_stopped_is_stopped_again_after_a_backup_came_back(file):
    other, follower = following("other@example.org"), following()
    [alert] = follower.alerts.all()
    Client().post(stop_path(follower))
    ledger.write_down()
    text = file.read_text()
    [row] = map(json.loads, text.splitlines())
    assert (row["kind"], row["subject"], ADDRESS in text) == ("stopped", str(follower.pk), False)
    brought_back(follower, alert)
    told_story()
    assert ledger.pending()
    assert a_round() == []  # not before it is done again
    counts = replay.replay(map(ledger.Line.read, text.splitlines()))
    assert (counts["stopped"], list(Follower.objects.all())) == (1, [other])
    assert a_round() == []  # the backup does not know who got one since
    time_passes(days=8)
    assert [one.to for one in a_round()] == [["other@example.org"]]


def test_a_mail_that_a_backup_owes_waits_until_it_is_done_again(file):
    follower = following()
    [alert] = follower.alerts.all()
    told_story()
    a_round(send=False)
    follower.refresh_from_db()
    alert.refresh_from_db()
    Client().post(stop_path(follower))
    ledger.write_down()
    brought_back(follower, alert)
    run_jobs(now=False)
    assert [one for one in django_mail.outbox if one.to == [ADDRESS]] == []
    assert Job.objects.get(subject__startswith="alert:").last_error == "Behind"
    replay.replay(map(ledger.Line.read, file.read_text().splitlines()))
    run_jobs()
    assert [one for one in django_mail.outbox if one.to == [ADDRESS]] == []


def brought_back(follower: Follower, alert: Alert) -> None:
    """As a backup of before has them, and no deed."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE moderation_deed DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM moderation_deed")
        cursor.execute("ALTER TABLE moderation_deed ENABLE TRIGGER USER")
    Follower.objects.bulk_create([follower])
    Alert.objects.bulk_create([alert])


# --- at the same time -----------------------------------------------------------------------------


def at_once(*deeds) -> None:
    """Each in a thread and a connection of its own, let go together."""
    gate, errors = threading.Barrier(len(deeds)), []

    def run(deed) -> None:
        try:
            gate.wait()
            deed()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.django_db(transaction=True)
def test_two_people_ask_at_once_and_two_windows_say_yes_at_once():
    mcl, aml = (Diagnosis.objects.get(slug=slug) for slug in ("mcl", "aml"))
    at_once(*[lambda one=one: alerts.ask(ADDRESS, one, language="en") for one in (mcl, aml, mcl)])
    assert (Follower.objects.count(), Alert.objects.count()) == (1, 2)
    assert Mail.objects.count() == 2
    token = link().strip("/").split("/")[-1]
    at_once(*[lambda: alerts.confirm(token, language="en")] * 3)
    assert Alert.objects.filter(confirmed_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_stopped_while_mails_are_owed_and_while_one_says_yes():
    follower = following()
    told_story()
    ask(slug="aml")
    token, stop = link().strip("/").split("/")[-1], alerts.stop_token(follower.pk)
    at_once(
        lambda: alerts.stop(stop),
        lambda: alerts.confirm(token, language="en"),
        in_transaction(lambda: alerts.owe_alerts(None)),
        lambda: alerts.stop(stop),
    )
    assert nothing_is_left()
    assert Deed.objects.filter(kind="stopped").count() == 1
    django_mail.outbox.clear()
    for job in Job.objects.filter(subject__startswith="alert:"):
        assert work.run(job.pk, by="worker")
    assert [one for one in django_mail.outbox if one.to == [ADDRESS]] == []


def in_transaction(deed):
    def run() -> None:
        with transaction.atomic():
            deed()

    return run
