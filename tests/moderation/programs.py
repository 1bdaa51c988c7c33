"""A program that talks to the API."""

import json

from django.test import Client
from knox.models import AuthToken

from tests.factories import BODY

URL = "/api/v1/submissions/"


KEY = "k" * 22


class Api:
    """A program that talks JSON."""

    def __init__(self, authorization: str = "") -> None:
        self.client = Client()
        self.headers = {"authorization": authorization} if authorization else {}

    def get(self, url: str, **parameters):
        return self.client.get(url, parameters, headers=self.headers)

    def post(self, url: str, data: object):
        return self.client.post(
            url, json.dumps(data), content_type="application/json", headers=self.headers
        )


def token(user) -> Api:
    return Api(f"Token {AuthToken.objects.create(user)[1]}")


def sending(**changes) -> dict:
    return {
        "key": KEY,
        "title": "The garlic was in by noon",
        "body": BODY,
        "diagnoses": ["mcl"],
        "relation": "survivor",
        "display_name": "Ruth",
        "language": "en",
        "consents": ["website"],
        **changes,
    }


def with_receipt(sent: dict) -> Api:
    return Api(f"Receipt {sent['receipt']}")


def at(sent: dict, end: str = "") -> str:
    return f"{URL}{sent['id']}/{end}"
