"""What Marrow costs, each time beside the least that the same machine can do: `make bench`."""
