"""What this room tells the rooms above it, inside the transaction in which it happens."""

from django.dispatch import Signal

# Its contributor did something with it themselves: `contribution_id`, and `withdrew`.
acted = Signal()
# A backup was restored that has forgotten deeds. Each receiver stops what would do more than hide,
# and returns how many of what.
restored = Signal()
# One of those deeds called something off: its `kind` and `contribution_id`.
called_off = Signal()
# One of them stopped mail to an address: `subject`, its opaque id. A receiver answers True where it
# knew it, and has stopped it again.
stopped = Signal()
erased = Signal()  # `contribution_id`: its words are being blanked, and no copy of them may stay
# A lead puts a story back that rested: `contribution_id`. A receiver answers True where it is to
# stay unseen for another reason, which came up meanwhile.
put_back = Signal()
# A story is about to be public again: `story_id`. A receiver answers True where it is to rest
# first, until a lead has looked at what readers told meanwhile.
rest_wanted = Signal()
# The desk asks why readers reported a story: `story_id`. Each receiver returns a Counter of the
# reasons of open reports, in words.
reports_wanted = Signal()
