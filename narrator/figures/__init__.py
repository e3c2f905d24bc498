"""Every derived number once, by name, traceable to cells."""
