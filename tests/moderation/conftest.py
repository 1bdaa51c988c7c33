"""What tests of the desk share."""

import pytest

from tests.moderation.desk import door


@pytest.fixture
def desk(moderator):
    return door(moderator)
