-- The journal is append-only: nothing is ever changed or removed.
CREATE TRIGGER entry_keep BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_stay BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_keep BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_stay BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
