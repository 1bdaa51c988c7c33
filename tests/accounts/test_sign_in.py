"""Signing in by a mailed code: five tries, no hint who is known, and a second key for the team."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.forms import TypeCode
from accounts.models import User
from mail.models import Mail
from moderation.states import State
from tests.contributors.walking import said, title
from tests.factories import person, submission_in

pytestmark = pytest.mark.django_db


def ask(client: Client, email: str):
    return client.post("/accounts/login/", {"login": email})


def mailed_code(email: str) -> str:
    mail = Mail.objects.filter(to=email, kind="login-code").order_by("-pk")[0]
    return re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", mail.text)[0]


def sign_in(client: Client, email: str):
    ask(client, email)
    return client.post("/accounts/login/code/confirm/", {"code": mailed_code(email)})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_mailed_code_signs_in(client):
    person("ruth@example.org")
    assert ask(client, "Ruth@example.org ").url == "/accounts/login/code/confirm/"
    assert not signed_in(client)
    response = client.post(
        "/accounts/login/code/confirm/", {"code": mailed_code("ruth@example.org")}
    )
    assert response.url == "/accounts/home/"
    assert client.get(response.url).url == "/your-stories/"
    assert signed_in(client)


@pytest.mark.parametrize(
    ("role", "where"), [("moderator", "/desk/"), ("lead", "/desk/"), ("organiser", "/admin/")]
)
def test_everybody_lands_where_their_work_is(client, role, where):
    client.force_login(person("somebody@example.org", role))
    assert client.get("/accounts/home/").url == where


@pytest.mark.parametrize("email", ["ruth@example.org", "unknown@example.org"])
def test_the_mail_is_plain_and_gives_nothing_away(client, email):
    person("ruth@example.org")
    client.post("/es/accounts/login/", {"login": email})
    mail = Mail.objects.get()
    assert mail.to == email
    assert "Marrow" in mail.subject
    assert "<script" not in mail.html
    assert 'lang="es"' in mail.html
    assert not [word for word in ("story", "cancer", "blood") if word in mail.text.lower()]
    if email == "ruth@example.org":
        assert mailed_code(email) in mail.html


def test_the_language_stays(client):
    person("ruth@example.org")
    confirm = client.post("/es/accounts/login/", {"login": "ruth@example.org"}).url
    home = client.post(confirm, {"code": mailed_code("ruth@example.org")}).url
    landed = client.get(home).url
    left = client.post("/es/accounts/logout/").url
    assert [confirm, home, landed, left] == [
        "/es/accounts/login/code/confirm/",
        "/es/accounts/home/",
        "/es/your-stories/",
        "/es/",
    ]


def test_the_way_back_to_where_one_was(client):
    person("ruth@example.org")
    confirm = client.post("/accounts/login/?next=/share/", {"login": "ruth@example.org"}).url
    code = mailed_code("ruth@example.org")
    assert client.post(confirm, {"code": code}).url == "/share/"


def test_but_never_to_another_site(client):
    person("ruth@example.org")
    url = "/accounts/login/?next=https://evil.example/"
    confirm = client.post(url, {"login": "ruth@example.org"}).url
    code = mailed_code("ruth@example.org")
    assert client.post(confirm, {"code": code}).url == "/accounts/home/"


def test_five_wrong_codes_and_it_is_over(client):
    person("ruth@example.org")
    ask(client, "ruth@example.org")
    right = mailed_code("ruth@example.org")
    for _ in range(4):
        page = client.post("/accounts/login/code/confirm/", {"code": "0000-0000"})
        assert page.status_code == 200
        assert title(page).startswith("Error: ")
    fifth = client.post("/accounts/login/code/confirm/", {"code": "0000-0000"})
    assert fifth.status_code == 302
    assert "Too many" in said(client.get(fifth.url))
    sixth = client.post("/accounts/login/code/confirm/", {"code": right})
    assert sixth.status_code == 302
    assert not signed_in(client)


def test_tries_are_counted_in_the_database(client):
    """Whoever empties Redis gains no try: both places are tables."""
    person("ruth@example.org")
    ask(client, "ruth@example.org")
    client.post("/accounts/login/code/confirm/", {"code": "0000-0000"})
    kept = Session.objects.get(pk=client.session.session_key).get_decoded()
    stage = kept["account_login"]["state"]["stages"]["login_by_code"]
    assert stage["data"]["failed_attempts"] == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_cache")
        assert cursor.fetchone()[0] > 0


@pytest.mark.django_db(transaction=True)
def test_tries_made_at_once_are_no_more_than_five(client, monkeypatch):
    """Sixteen come together, and read the session before the others have written to it."""
    person("ruth@example.org")
    ask(client, "ruth@example.org")
    together, looked_at = Barrier(16), []
    monkeypatch.setattr(TypeCode, "clean", lambda form: looked_at.append(form.data["code"]))

    def wrong(number: int) -> int:
        try:
            one = Client(headers={"cookie": f"sid={client.session.session_key}"})
            together.wait()
            return one.post("/accounts/login/code/confirm/", {"code": "0000-0000"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(wrong, range(16)))
    assert len(looked_at) == 5
    assert answers.count(302) >= 11
    client.post("/accounts/login/code/confirm/", {"code": mailed_code("ruth@example.org")})
    assert not signed_in(client)


def test_a_new_code_has_new_tries_but_a_code_sent_again_has_not(client):
    person("ruth@example.org")
    ask(client, "ruth@example.org")
    for _ in range(4):
        client.post("/accounts/login/code/confirm/", {"code": "0000-0000"})
    client.post("/accounts/login/code/confirm/", {"action": "resend"})
    assert client.post("/accounts/login/code/confirm/", {"code": "0000-0000"}).status_code == 302
    ask(client, "ruth@example.org")
    code = mailed_code("ruth@example.org")
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert signed_in(client)


def test_a_mistyped_address_is_no_trap(client):
    ask(client, "rth@example.org")
    back = client.post("/accounts/logout/", {"next": "/accounts/login/"})
    assert back.url == "/accounts/login/"
    assert client.get("/accounts/login/").status_code == 200


def visible(client: Client, email: str) -> list:
    """All that a browser sees of asking for a code and mistyping it."""
    seen = []
    for response in (
        ask(client, email),
        client.get("/accounts/login/code/confirm/"),
        client.post("/accounts/login/code/confirm/", {"code": "0000-0000"}),
        client.post("/accounts/login/code/confirm/", {"action": "resend"}),
        *(client.post("/accounts/login/code/confirm/", {"code": "0000-0000"}) for _ in range(5)),
    ):
        words = said(response).replace(email, "EMAIL")
        seen.append((response.status_code, response.headers.get("Location"), words))
    return seen


def test_nobody_learns_who_is_known():
    person("known@example.org")
    known = visible(Client(), "known@example.org")
    unknown = visible(Client(), "unknown@example.org")
    assert known == unknown
    assert not User.objects.filter(email="unknown@example.org").exists()


def test_an_old_code_is_worthless(client):
    person("ruth@example.org")
    ask(client, "ruth@example.org")
    code = mailed_code("ruth@example.org")
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 901
    session.save()
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert not signed_in(client)


def test_another_code_can_be_asked_for(client):
    person("ruth@example.org")
    ask(client, "ruth@example.org")
    client.post("/accounts/login/code/confirm/", {"action": "resend"})
    code = mailed_code("ruth@example.org")
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert signed_in(client)


def test_codes_are_limited(client):
    person("ruth@example.org")
    answers = [ask(Client(), "ruth@example.org") for _ in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [200] * 2
    assert "Too many" in said(answers[-1])
    assert Mail.objects.filter(to="ruth@example.org").count() == 5


@pytest.mark.parametrize("name", ["", "not an address", "a@"])
def test_what_is_no_address(client, name):
    page = ask(client, name)
    assert page.status_code == 200
    assert title(page).startswith("Error: ")


def test_there_is_no_sign_up(client):
    page = client.get("/accounts/signup/")
    assert "You need no account" in said(page)
    assert client.post("/accounts/signup/", {"email": "new@example.org"}).status_code == 405
    assert User.objects.count() == 0


def test_signing_out(client):
    client.force_login(person("ruth@example.org"))
    assert "Sign out" in said(client.get("/accounts/logout/"))
    assert client.post("/accounts/logout/").url == "/"
    assert not signed_in(client)


def test_a_closed_account_does_not_open(client):
    user = person("ruth@example.org")
    User.objects.filter(pk=user.pk).update(is_active=False)
    ask(client, "ruth@example.org")
    assert not Mail.objects.filter(kind="login-code").exists()


# --- the second key of the team ------------------------------------------------------------------


def totp(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


ROOMS = ["/desk/", "/admin/", "/es/desk/"]


def all_roles(email: str) -> User:
    person(email, "moderator")
    return person(email, "organiser")


@pytest.mark.parametrize("room", ROOMS)
def test_the_team_must_add_a_second_key(client, room):
    client.force_login(all_roles("mo@example.org"))
    assert client.get(room).url.removeprefix("/es") == reverse("mfa_index")


@pytest.mark.parametrize("room", ROOMS)
def test_to_own_a_second_key_is_not_enough(client, room):
    """A session that is older than the key, or came by it in another way, shows it first."""
    user = all_roles("mo@example.org")
    secret = totp(user)
    client.force_login(user)
    asked = client.get(f"{room}?page=2")
    language = "/es" if room.startswith("/es") else ""
    asks = f"{language}/accounts/2fa/reauthenticate/"
    assert asked.url == f"{asks}?next={room}%3Fpage%3D2"
    assert client.post(room, {"message": "x"}).url == f"{asks}?next={language}/accounts/home/"
    assert client.post(asked.url, {"code": "000000"}).status_code == 200
    assert client.get(room).url == f"{asks}?next={room}"
    assert client.post(asked.url, {"code": code_of(secret)}).url == f"{room}?page=2"
    assert client.get(room).status_code == 200


@pytest.mark.parametrize("room", ROOMS)
def test_under_another_root_too(client, room):
    """Where Marrow lives below a path, which is not part of what it looks at."""
    user = all_roles("mo@example.org")
    totp(user)
    client.force_login(user)
    asked = client.get(room, SCRIPT_NAME="/marrow")
    assert asked.url.endswith(f"/accounts/2fa/reauthenticate/?next=/marrow{room}")


def passkey(user: User) -> Authenticator:
    """A passkey as a browser would have made it."""
    pair = ec.generate_private_key(ec.SECP256R1())
    credential = AttestedCredentialData.create(
        b"\0" * 16, b"passkey", ES256.from_cryptography_key(pair.public_key())
    )
    shown = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.AT, 0, credential)
    made = {
        "id": websafe_encode(b"passkey"),
        "rawId": websafe_encode(b"passkey"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(
                CollectedClientData.create("webauthn.create", b"-", "http://localhost")
            ),
            "attestationObject": websafe_encode(AttestationObject.create("none", shown, {})),
        },
    }
    data = {"name": "my telephone", "credential": made}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)


def test_a_passkey_that_was_used_opens_the_desk(client):
    user = all_roles("mo@example.org")
    key = passkey(user)
    client.force_login(user)
    asked = client.get("/desk/")
    again = client.get(asked.url)  # the app is not theirs, so allauth asks for the passkey
    assert again.url == "/accounts/2fa/webauthn/reauthenticate/?next=%2Fdesk%2F"
    assert client.get(again.url).status_code == 200
    used(client, user, key)
    assert [client.get(room).status_code for room in ROOMS] == [200, 200, 200]


def used(client: Client, user: User, key: Authenticator) -> None:
    """Write into the session what allauth writes there once a browser has shown this passkey."""
    request = RequestFactory().post("/accounts/2fa/webauthn/login/")
    request.session = client.session
    post_authentication(request, key, passwordless=True)
    request.session.save()


def test_a_removed_key_opens_nothing_any_more(client):
    user = all_roles("mo@example.org")
    stolen, kept = passkey(user), totp(user)
    client.force_login(user)
    used(client, user, stolen)
    assert client.get("/desk/").status_code == 200
    stolen.delete()
    asked = client.get("/desk/")
    assert asked.url == "/accounts/2fa/reauthenticate/?next=/desk/"
    client.post(asked.url, {"code": code_of(kept)})
    assert client.get("/desk/").status_code == 200


def test_the_key_of_somebody_else_opens_nothing(client):
    mo, ana = all_roles("mo@example.org"), all_roles("ana@example.org")
    totp(mo)
    client.force_login(mo)
    used(client, ana, passkey(ana))
    assert client.get("/desk/").url == "/accounts/2fa/reauthenticate/?next=/desk/"


def test_no_session_reaches_the_moderators_part_of_the_api(client, settings):
    settings.MARROW_MFA = False
    client.force_login(person("mo@example.org", "moderator"))
    story = submission_in(State.IN_REVIEW).contribution_id
    decisions = f"/api/v1/submissions/{story}/decisions/"
    assert client.get("/desk/").status_code == 200
    assert client.get("/api/v1/queue/").status_code == 401
    assert client.post(decisions, {"action": "approve"}, "application/json").status_code == 401


def test_in_a_demonstration_it_need_not(client, settings):
    settings.MARROW_MFA = False
    client.force_login(all_roles("mo@example.org"))
    assert [client.get(room).status_code for room in ROOMS] == [200, 200, 200]


def test_once_added_it_is_asked_for(client):
    user = person("mo@example.org", "moderator")
    secret = totp(user)
    assert sign_in(client, "mo@example.org").url == "/accounts/2fa/authenticate/"
    assert not signed_in(client)
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert title(wrong).startswith("Error: ")
    assert not signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert signed_in(client)
    assert client.get("/desk/").status_code == 200


def test_setting_it_up(client):
    person("mo@example.org", "moderator")
    sign_in(client, "mo@example.org")
    assert "The desk opens once" in said(client.get("/accounts/2fa/"))
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert title(wrong).startswith("Error: ")
    done = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.status_code == 302
    assert client.get("/desk/").url == "/accounts/2fa/reauthenticate/?next=/desk/"
    assert Authenticator.objects.filter(type="totp").count() == 1
    again = client.get(done.url)
    assert again.url == "/accounts/2fa/reauthenticate/?next=%2Faccounts%2F2fa%2Frecovery-codes%2F"
    assert "show once more that it is you" in said(client.get(again.url))
    cache.clear()  # or the same code would not be taken a second time
    assert client.post(again.url, {"code": code_of(secret)}).url == "/accounts/2fa/recovery-codes/"
    spare = client.get("/accounts/2fa/recovery-codes/")
    assert len(spare.context["unused_codes"]) == 10
    assert client.get("/desk/").status_code == 200
    for place in ("", "recovery-codes/generate/", "webauthn/", "webauthn/add/", "totp/deactivate/"):
        assert client.get(f"/accounts/2fa/{place}").status_code == 200


PAGES = ["/accounts/login/", "/accounts/login/code/", "/accounts/signup/", "/accounts/logout/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_run_no_script_of_their_own(client, page):
    if "logout" in page:
        client.force_login(person("ruth@example.org"))
    html = client.get(page).content.decode()
    scripts = re.findall(r"<script([^>]*)>", html)
    assert all("src=" in s or 'type="application/json"' in s for s in scripts)
    assert " style=" not in html
    assert " onclick=" not in html
