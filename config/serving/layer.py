"""The web process's front: hands over what it remembers, and asks Django for everything else."""

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, Protocol

import structlog

from config.serving import clock
from config.serving.listening import Lease
from config.serving.memory import Answer, Environment, Key, Pages, StartResponse, coding, made

Application = Callable[[Environment, StartResponse], Iterable[bytes]]

log = structlog.get_logger("serving")

TRIES = 3  # of making a page that something public changes under


class Listening(Protocol):
    lease: Lease
    report: Callable[[], None]

    def wake(self) -> None: ...


class Layer:
    """A WSGI application around Django's.

    What may be remembered, Django says: `config.middleware.privacy` marks the answers that are the
    same for everyone. Nothing else is ever looked at here, and nothing of a request goes into the
    memory but the address it asked for.
    """

    def __init__(self, django: Application, listener: Listening) -> None:
        self.django = django
        self.listener = listener
        self.given = count()  # `next` adds one whatever other threads do
        self._codings: dict[str, str] = {}
        listener.report = self.tell

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.django(environ, start_response)
        key = self._key(environ)
        pages = self.listener.lease.pages
        answer = pages.get(key) or self._spelt(pages, key)
        if answer is not None:
            # As late as can be: from here on there is nothing between us and the server.
            lease, now = self.listener.lease, clock()
            if lease.pages is pages and now < lease.until and now < answer.until:
                answer.used = True
                next(self.given)
                return answer.handed_over(environ, start_response)
        return self._asked(key, environ, start_response)

    def _key(self, environ: Environment) -> Key:
        """All that a public page may depend on."""
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        spelling = self._codings.get(accepted)
        return (
            environ.get("PATH_INFO"),
            environ.get("QUERY_STRING"),
            environ.get("HTTP_HOST"),
            environ["wsgi.url_scheme"],
            environ.get("HTTP_X_FORWARDED_PROTO"),
            self._coding(accepted) if spelling is None else spelling,
        )

    def _coding(self, accepted: str) -> str:
        """Worked out once for each header that browsers really send."""
        found = coding(accepted)
        if len(self._codings) < 1000 and len(accepted) < 200:
            self._codings[accepted] = found
        return found

    def _spelt(self, pages: Pages, key: Key) -> Answer | None:
        """A page that is known in plain bytes, in the spelling that is asked for."""
        plain = pages.get((*key[:-1], "")) if key[-1] else None
        if plain is None or plain.until < clock():
            return None
        answer = plain.spelt(str(key[-1]))
        pages.keep(key, answer)
        return answer

    def _asked(
        self, key: Key, environ: Environment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """What Django answers; remembered where it says so.

        A page that something changed under is made again: it may show what was taken back while it
        was being made.
        """
        self.listener.wake()
        for left in reversed(range(TRIES)):
            lease = self.listener.lease  # before the page reads anything
            head = Head()
            result = self.django(environ, head)
            if not getattr(result, "for_everyone", False) or head.personal:
                start_response(*head.told)
                return result
            try:
                status, headers = head.told[:2]
                page = made(status, headers, b"".join(result))
            finally:
                result.close()  # type: ignore[attr-defined]
            if self.listener.lease.pages is lease.pages or not left:
                break
        # Only those find it who still believe what it was made under.
        lease.pages.keep((*key[:-1], ""), page)
        answer = page.spelt(str(key[-1]))
        lease.pages.keep(key, answer)
        return answer.handed_over(environ, start_response)

    def tell(self) -> None:
        """One line for all that was given from memory since the last: no address, no words."""
        pages, self.given, before = self.listener.lease.pages, count(), self.given
        log.info("from_memory", given=next(before), pages=len(pages), bytes=pages.taken)


class Head:
    """Takes down what Django would begin its answer with."""

    told: tuple[Any, ...] = ()

    def __call__(self, *told: Any) -> None:
        self.told = told

    @property
    def personal(self) -> bool:
        """Whether the answer would be another for somebody else."""
        return any(name.lower() in ("set-cookie", "vary") for name, _value in self.told[1])
