"""The file to publish, made from the reviewer's own: what keeps it from publication, and what is taken out of it."""
