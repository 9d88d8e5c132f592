-- The journal: what happened, in order, for ever.
CREATE TABLE head (
  id {id} PRIMARY KEY CHECK (id = 1),
  seq {int} NOT NULL,
  hash {text} NOT NULL
) {strict};
INSERT INTO head (id, seq, hash) VALUES (1, 0, '');

CREATE TABLE entry (
  seq {id} PRIMARY KEY,
  op_id {text} NOT NULL UNIQUE,
  op_sum {text} NOT NULL,
  at {text} NOT NULL,
  actor {int},
  via {text} NOT NULL,
  kind {text} NOT NULL,
  format {int} NOT NULL,
  undoes {int},
  hash {text} NOT NULL
) {strict};
CREATE INDEX entry_undoes ON entry (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX entry_actor ON entry (actor, seq);

CREATE TABLE change (
  seq {int} NOT NULL REFERENCES entry (seq) DEFERRABLE INITIALLY DEFERRED,
  n {int} NOT NULL,
  noun {text} NOT NULL,
  row {int} NOT NULL,
  before {text},
  after {text},
  salt {text} NOT NULL,
  sum {text} NOT NULL,
  PRIMARY KEY (seq, n)
) {strict};
CREATE INDEX change_row ON change (row, seq);

-- What an entry's rows hang on: party, task, retro. Read off the changes, so that the history of a thing knows of rows
-- that are gone; no part of the chain.
CREATE TABLE mention (
  thing {int} NOT NULL,
  seq {int} NOT NULL,
  n {int} NOT NULL,
  PRIMARY KEY (thing, seq, n)
) {strict};
CREATE INDEX mention_seq ON mention (seq);

-- Numbers once given are never given again; outside journal and undo.
CREATE TABLE counter (
  scope {text} PRIMARY KEY,
  value {int} NOT NULL
) {strict};

CREATE TABLE setting (
  id {id} PRIMARY KEY,
  name {text} NOT NULL UNIQUE,
  value {text} NOT NULL
) {strict};

CREATE TABLE member (
  id {id} PRIMARY KEY,
  handle {text} NOT NULL,
  name {text} NOT NULL,
  admin {int} NOT NULL CHECK (admin IN (0, 1)),
  active {int} NOT NULL CHECK (active IN (0, 1)),
  skills {text} NOT NULL,
  fold {text} NOT NULL UNIQUE
) {strict};

CREATE TABLE alias (
  id {id} PRIMARY KEY,
  member {int} NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  name {text} NOT NULL,
  fold {text} NOT NULL UNIQUE
) {strict};

CREATE TABLE party (
  id {id} PRIMARY KEY,
  key {text} NOT NULL UNIQUE,
  name {text} NOT NULL,
  theme {text} NOT NULL,
  status {text} NOT NULL,
  founder {int} REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  started_on {text},
  ended_on {text},
  find {text} NOT NULL,
  initials {text} NOT NULL
) {strict};

CREATE TABLE membership (
  id {id} PRIMARY KEY,
  party {int} NOT NULL REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  member {int} NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  role {text} NOT NULL,
  since {text} NOT NULL,
  UNIQUE (party, member)
) {strict};
CREATE INDEX membership_member ON membership (member);

CREATE TABLE term (
  id {id} PRIMARY KEY,
  party {int} NOT NULL REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  member {int} NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  office {text} NOT NULL,
  since {text} NOT NULL,
  until {text}
) {strict};
CREATE INDEX term_party ON term (party, office, since);
-- An office is held by one at a time.
CREATE UNIQUE INDEX term_open ON term (party, office) WHERE until IS NULL;

CREATE TABLE share (
  id {id} PRIMARY KEY,
  party {int} NOT NULL REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  member {int} NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  permille {int} NOT NULL CHECK (permille BETWEEN 0 AND 1000),
  since {text} NOT NULL,
  UNIQUE (party, member, since)
) {strict};

CREATE TABLE charter (
  id {id} PRIMARY KEY,
  party {int} NOT NULL REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  section {text} NOT NULL,
  body {text} NOT NULL,
  UNIQUE (party, section)
) {strict};

CREATE TABLE former (
  id {id} PRIMARY KEY,
  key {text} NOT NULL UNIQUE,
  target {int} NOT NULL
) {strict};

CREATE TABLE season (
  id {id} PRIMARY KEY,
  party {int} NOT NULL REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  number {int} NOT NULL,
  title {text} NOT NULL,
  goal {text} NOT NULL,
  first {text},
  last {text},
  stage {text} NOT NULL,
  met {text},
  closed_on {text},
  UNIQUE (party, number)
) {strict};

CREATE TABLE act (
  id {id} PRIMARY KEY,
  party {int} NOT NULL REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  season {int} NOT NULL REFERENCES season (id) DEFERRABLE INITIALLY DEFERRED,
  number {int} NOT NULL,
  title {text} NOT NULL,
  goal {text} NOT NULL,
  first {text},
  last {text},
  stage {text} NOT NULL,
  started_on {text},
  closed_on {text},
  ledger {text},
  account {text},
  UNIQUE (season, number)
) {strict};
CREATE INDEX act_party ON act (party, stage);

CREATE TABLE task (
  id {id} PRIMARY KEY,
  party {int} NOT NULL REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  season {int} REFERENCES season (id) DEFERRABLE INITIALLY DEFERRED,
  act {int} REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
  number {int} NOT NULL,
  title {text} NOT NULL,
  body {text} NOT NULL,
  priority {text} NOT NULL,
  estimate {int},
  owner {int} REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  status {text} NOT NULL,
  due {text},
  started_on {text},
  done_on {text},
  blocked {text},
  blocked_since {text},
  origin {text} NOT NULL,
  tags {text} NOT NULL,
  skills {text} NOT NULL,
  checklist {text} NOT NULL,
  links {text} NOT NULL,
  extra {text} NOT NULL,
  carried {int} NOT NULL,
  reestimated {int} NOT NULL CHECK (reestimated IN (0, 1)),
  rank {int} NOT NULL,
  split_from {int} REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  born {text} NOT NULL,
  is_open {int} NOT NULL CHECK (is_open IN (0, 1)),
  due_key {text} NOT NULL,
  find {text} NOT NULL,
  initials {text} NOT NULL
) {strict};
-- A party's tasks by number; a person's open tasks in list order; an act's tasks; a party's open tasks in list order.
CREATE UNIQUE INDEX task_number ON task (party, number);
CREATE INDEX task_owner ON task (owner, is_open, priority, due_key, party, number);
CREATE INDEX task_act ON task (act, rank);
CREATE INDEX task_party ON task (party, is_open, priority, due_key, number);
-- Few tasks are cut from another: looked up from the task page, and when a task is taken back.
CREATE INDEX task_split ON task (split_from) WHERE split_from IS NOT NULL;

CREATE TABLE stay (
  id {id} PRIMARY KEY,
  act {int} NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
  task {int} NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  entered {text} NOT NULL,
  gone {text}
) {strict};
CREATE INDEX stay_act ON stay (act);
CREATE INDEX stay_task ON stay (task);

CREATE TABLE carry (
  id {id} PRIMARY KEY,
  task {int} NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  from_act {int} NOT NULL REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
  to_act {int} REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
  fate {text} NOT NULL,
  reason {text} NOT NULL,
  day {text} NOT NULL
) {strict};
CREATE INDEX carry_task ON carry (task);
CREATE INDEX carry_act ON carry (from_act);

CREATE TABLE task_person (
  id {id} PRIMARY KEY,
  task {int} NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  member {int} NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  tie {text} NOT NULL,
  UNIQUE (task, member, tie)
) {strict};
CREATE INDEX task_person_member ON task_person (member, tie);

CREATE TABLE dependency (
  id {id} PRIMARY KEY,
  task {int} NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  needs {int} NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (task, needs)
) {strict};
CREATE INDEX dependency_needs ON dependency (needs);

CREATE TABLE comment (
  id {id} PRIMARY KEY,
  task {int} NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  author {int} REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  at {text} NOT NULL,
  body {text} NOT NULL
) {strict};
CREATE INDEX comment_task ON comment (task);

CREATE TABLE retro (
  id {id} PRIMARY KEY,
  party {int} NOT NULL REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  act {int} NOT NULL UNIQUE REFERENCES act (id) DEFERRABLE INITIALLY DEFERRED,
  format {text} NOT NULL,
  columns {text} NOT NULL,
  phase {text} NOT NULL,
  facilitator {int} REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  summary {text} NOT NULL,
  opened_on {text} NOT NULL,
  closed_on {text}
) {strict};
CREATE INDEX retro_party ON retro (party);

CREATE TABLE heap (
  id {id} PRIMARY KEY,
  retro {int} NOT NULL REFERENCES retro (id) DEFERRABLE INITIALLY DEFERRED,
  title {text} NOT NULL,
  rank {int} NOT NULL
) {strict};
CREATE INDEX heap_retro ON heap (retro);

CREATE TABLE card (
  id {id} PRIMARY KEY,
  retro {int} NOT NULL REFERENCES retro (id) DEFERRABLE INITIALLY DEFERRED,
  lane {text} NOT NULL,
  body {text} NOT NULL,
  author {int} REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  heap {int} REFERENCES heap (id) DEFERRABLE INITIALLY DEFERRED
) {strict};
CREATE INDEX card_retro ON card (retro);

CREATE TABLE action (
  id {id} PRIMARY KEY,
  retro {int} NOT NULL REFERENCES retro (id) DEFERRABLE INITIALLY DEFERRED,
  task {int} NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  seen {text} NOT NULL,
  kept {text}
) {strict};
CREATE INDEX action_retro ON action (retro);
CREATE INDEX action_task ON action (task);

CREATE TABLE note (
  id {id} PRIMARY KEY,
  number {int} NOT NULL UNIQUE,
  kind {text} NOT NULL,
  party {int} REFERENCES party (id) DEFERRABLE INITIALLY DEFERRED,
  task {int} REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
  title {text} NOT NULL,
  body {text} NOT NULL,
  fix {text} NOT NULL,
  tags {text} NOT NULL,
  author {int} REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  at {text} NOT NULL,
  find {text} NOT NULL,
  initials {text} NOT NULL
) {strict};
CREATE INDEX note_task ON note (task);
