"""Refreshing: what new numbers change in a draft is written into the file that reviewers edited, as tracked changes."""
