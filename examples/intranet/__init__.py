"""A sample intranet: `make intranet`."""
