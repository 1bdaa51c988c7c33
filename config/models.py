"""What the web processes must know of each other to serve from memory; see `config.serving`."""

import pgtrigger
from django.db import models

from config.serving.generation import CHANNEL, NUMBERED


class Generation(models.Model):
    """The number of the newest change of anything public. There is one row, or none yet."""

    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)


class Change(models.Model):
    """A transaction's note to itself that it changes something public; gone when it is over."""

    class Meta:
        triggers = [
            # As late as can be, so that nobody who holds the one row waits for anybody else's.
            pgtrigger.Trigger(
                name="number_the_change",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=[("newest", "bigint")],
                func=f"""
                    DELETE FROM config_change WHERE id = NEW.id;
                    INSERT INTO config_generation AS one (id, number)
                    VALUES (1, extract(epoch FROM clock_timestamp()) * 1000000)
                    ON CONFLICT (id) DO UPDATE
                       SET number = greatest(one.number + 1, excluded.number)
                    RETURNING number INTO newest;
                    PERFORM set_config('{NUMBERED}', newest::text, false);
                    NOTIFY {CHANNEL};
                    RETURN NULL;
                """,  # noqa: S608 - of two constants
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Hearing(models.Model):
    """A process that serves from memory, and the newest change that it has heard of."""

    process = models.UUIDField(primary_key=True)
    heard = models.BigIntegerField()
    until = models.DateTimeField()  # by the database's clock: when it is taken for dead

    def __str__(self) -> str:
        return str(self.process)
