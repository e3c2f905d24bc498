"""The tables of the database of a person's page."""

TABLES = """
CREATE TABLE IF NOT EXISTS units (
  id TEXT PRIMARY KEY, file TEXT NOT NULL,
  name TEXT NOT NULL DEFAULT '', year INTEGER, edition TEXT NOT NULL DEFAULT '',
  notes TEXT NOT NULL DEFAULT '[]', confirmed INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0,
  changed TEXT NOT NULL DEFAULT (datetime('now', 'localtime')));
CREATE TABLE IF NOT EXISTS answers (
  unit TEXT NOT NULL REFERENCES units(id) ON DELETE CASCADE, path TEXT NOT NULL, value TEXT NOT NULL,
  carried INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (unit, path));
CREATE TABLE IF NOT EXISTS origins (
  unit TEXT NOT NULL, path TEXT NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (unit, path),
  FOREIGN KEY (unit, path) REFERENCES answers(unit, path) ON DELETE CASCADE);
CREATE TABLE IF NOT EXISTS batches (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, units TEXT NOT NULL,
  made TEXT NOT NULL DEFAULT (datetime('now', 'localtime')));
CREATE TABLE IF NOT EXISTS audits (
  id TEXT PRIMARY KEY, file TEXT NOT NULL, made TEXT NOT NULL DEFAULT (datetime('now', 'localtime')));
"""
