"""Who asks with a receipt code in the place of a token."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from moderation.receipts import receipt_digest


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
