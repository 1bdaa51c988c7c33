"""A web process whose listener stops in the middle of its work while the file DEAF is there."""

import os
import time
from pathlib import Path

from config import wsgi  # first of all: it sets Django up
from config.serving.listening import Ears

application = wsgi.application
_newest = Ears.newest


def newest(ears: Ears) -> int:
    while Path(os.environ["DEAF"]).exists():
        time.sleep(0.01)
    return _newest(ears)


Ears.newest = newest
