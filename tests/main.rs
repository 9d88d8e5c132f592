//! One test binary: each file in this folder is a module of it, helpers live in `kit/`.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop where it is and say so"
)]

mod audit;
mod cli_books;
mod cli_help;
mod cli_papers;
mod cli_people;
mod cli_plans;
mod cli_safety;
mod cli_tasks;
mod cli_usage;
mod cli_words;
mod crowd;
mod demo;
mod house;
mod journal;
mod kit;
mod ops;
mod plan_best;
mod plan_calendar;
mod plan_capacity;
mod plan_distribute;
mod plan_flow;
mod plan_forecast;
mod plan_load;
mod plan_people;
mod plan_recurrence;
mod port_csv;
mod port_dump;
mod port_holidays;
mod port_hostile;
mod port_retro;
mod port_taskwarrior;
mod query_history;
mod query_lists;
mod query_pages;
mod query_plans;
mod query_retro;
mod rules_door;
mod rules_edges;
mod rules_offices;
mod rules_people;
mod rules_places;
mod rules_plan;
mod rules_retro;
mod rules_tasks;
mod rules_undo;
mod screen_board;
mod screen_closing;
mod screen_frame;
mod screen_kickoff;
mod screen_notes;
mod screen_parties;
mod screen_plan;
mod screen_retro;
mod screen_task;
mod screen_today;
mod screen_welcome;
mod store_contract;
mod store_crowd;
mod store_files;
mod store_migrate;
mod store_tables;
mod tui_input;
mod tui_pty;
mod walk;
