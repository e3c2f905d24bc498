"""What makes the offline bundles; it is not part of the program."""
