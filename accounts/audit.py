"""The log of what the team does: append-only, in numbers and codes, with nobody's words in it."""

from accounts.models import AuditEntry


def note(kind: str, *, by: int | None, about: object = "", **facts: object) -> AuditEntry:
    """Write down one deed in the transaction of the deed itself.

    `kind`: what was done, a code. `by`: the number of who did it, None for the system. `about`:
    the id of what it was done to. `facts`: codes, numbers and ids; never words or an address.
    """
    return AuditEntry.objects.create(kind=kind, actor=by, about=str(about), facts=facts)
