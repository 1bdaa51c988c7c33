"""Stories on the pages of others: only those whose people agreed to that, asked anew each time."""
