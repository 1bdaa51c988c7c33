"""What this room tells the rooms above it, inside the transaction in which it happens."""

from django.dispatch import Signal

erased = Signal()  # `contribution_id`: its words are being blanked, and no copy of them may stay
