"""Rules over an account; each yields findings and never raises."""
