/**
 * @file SQL of the tables that indexing and searching fill. Records of what was computed; the ledger names them by digest.
 *
 * `erased_track` keeps the digest of a track that was erased, so that its run's digest can still be derived. `search` holds the answers;
 * what was asked for is in the ledger's entries. `probe` names by its commitment what is kept of a probe.
 */

export const indexTables = `
CREATE TABLE run (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  footage_id TEXT NOT NULL REFERENCES footage(id),
  pack_id TEXT NOT NULL,
  pack_digest TEXT NOT NULL,
  decoder TEXT NOT NULL,
  settings TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'stopped', 'finished')),
  batches INTEGER NOT NULL DEFAULT 0,
  position TEXT,
  reached_ticks INTEGER,
  completeness TEXT,
  digest TEXT,
  seconds_worked REAL NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE track (
  run INTEGER NOT NULL REFERENCES run(number),
  ordinal INTEGER NOT NULL,
  first_ticks INTEGER NOT NULL,
  last_ticks INTEGER NOT NULL,
  sightings INTEGER NOT NULL,
  PRIMARY KEY (run, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE erased_track (
  run INTEGER NOT NULL REFERENCES run(number),
  ordinal INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (run, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE sighting (
  run INTEGER NOT NULL,
  track INTEGER NOT NULL,
  ticks INTEGER NOT NULL,
  x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
  detection_score REAL NOT NULL,
  landmarks TEXT,
  eyes_px REAL NOT NULL,
  sharpness REAL NOT NULL,
  frontality REAL NOT NULL,
  landmark_fit REAL NOT NULL,
  quality REAL NOT NULL,
  unsearchable TEXT,
  PRIMARY KEY (run, track, ticks),
  FOREIGN KEY (run, track) REFERENCES track(run, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TABLE embedding (
  key INTEGER PRIMARY KEY,
  run INTEGER NOT NULL,
  track INTEGER NOT NULL,
  ticks INTEGER NOT NULL,
  vector BLOB NOT NULL,
  UNIQUE (run, track, ticks),
  FOREIGN KEY (run, track, ticks) REFERENCES sighting(run, track, ticks)
) STRICT;
CREATE INDEX embedding_by_time ON embedding (run, ticks);
CREATE TABLE probe (
  id TEXT PRIMARY KEY,
  details TEXT NOT NULL,
  image_sha256 TEXT NOT NULL,
  from_track TEXT,
  original TEXT
) STRICT;
CREATE TABLE probe_vector (
  probe_id TEXT NOT NULL REFERENCES probe(id),
  pack_digest TEXT NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (probe_id, pack_digest)
) STRICT, WITHOUT ROWID;
CREATE TABLE search (number INTEGER PRIMARY KEY, result TEXT NOT NULL) STRICT;
`;
