"""Public pages, whole and ready, from the memory of each web process: in front of Django.

What is public and changed is never served again once the answer to that change was sent. Three
pieces see to it, whatever Redis does and whoever hears no notifications (docs/adr/0030):

- `generation.py`: every transaction that changes a public table numbers itself as it commits.
- `listening.py`: a process serves from memory only while the database told it, less than LEASE ago,
  that nothing changed; and it says in a row of its own what it has heard.
- `waiting.py`: the answer to a change waits until all of them have heard it, or for LEASE.

`memory.py` and `layer.py` hold the pages and hand them over. They know nothing of Django.
"""

import time
from functools import partial

LEASE = 1.0  # seconds for which a process believes what the database told it, from its asking on
ASK = 0.25  # seconds between two questions
MARGIN = 0.05  # seconds by which a wait is longer than a lease: no two clocks run alike

# It counts the time in which the machine slept, and no operator can set it back.
clock = (
    partial(time.clock_gettime, time.CLOCK_BOOTTIME)
    if hasattr(time, "CLOCK_BOOTTIME")
    else time.monotonic
)
