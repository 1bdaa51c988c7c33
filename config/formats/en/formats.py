"""English dates: day before month, and the month as a word, since figures mislead."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"  # "9 a.m." ends in a full stop, and sentences do too
