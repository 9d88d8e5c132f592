//! Lanes: threads that work off jobs while the drawing thread waits for nothing. Know nothing of what a job is.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What a lane does with its jobs. Made on the lane's own thread, so that it may own what cannot be sent.
pub trait Work {
    /// One job.
    type Job: Clone + Send + 'static;

    /// Carries out one job.
    fn work(&mut self, job: Self::Job);

    /// Nothing was to be done for as long as the lane rests.
    fn rest(&mut self) {}

    /// Carrying out this job broke down; the worker is made anew afterwards.
    fn broke(&mut self, job: Self::Job);
}

struct Waiting<J> {
    jobs: VecDeque<J>,
    running: Option<J>,
    closed: bool,
}

struct Shared<J> {
    waiting: Mutex<Waiting<J>>,
    changed: Condvar,
}

impl<J> Shared<J> {
    fn lock(&self) -> MutexGuard<'_, Waiting<J>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One lane: a queue and the thread that works it off in order.
pub struct Lane<J> {
    shared: Arc<Shared<J>>,
    thread: Option<JoinHandle<()>>,
}

enum Next<J> {
    Job(J),
    Rest,
    Closed,
}

impl<J: Clone + Send + 'static> Lane<J> {
    /// Starts a lane whose worker is made by `make` on its thread; `rest` is how long it sleeps with nothing to do before
    /// [`Work::rest`] is called, for ever when `None`.
    pub fn start<W: Work<Job = J>>(
        name: &str,
        rest: Option<Duration>,
        mut make: impl FnMut() -> W + Send + 'static,
    ) -> io::Result<Self> {
        let waiting = Mutex::new(Waiting::<J> { jobs: VecDeque::new(), running: None, closed: false });
        let shared = Arc::new(Shared { waiting, changed: Condvar::new() });
        let mine = Arc::clone(&shared);
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            let mut worker = make();
            loop {
                match next(&mine, rest) {
                    Next::Closed => return,
                    Next::Rest => worker.rest(),
                    Next::Job(job) => {
                        let kept = job.clone();
                        if catch_unwind(AssertUnwindSafe(|| worker.work(job))).is_err() {
                            worker.broke(kept);
                            worker = make();
                        }
                        mine.lock().running = None;
                    }
                }
            }
        })?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Adds a job behind the others.
    pub fn push(&self, job: J) {
        self.shared.lock().jobs.push_back(job);
        self.shared.changed.notify_one();
    }

    /// Adds a job in place of waiting ones of its kind; tells whether one of its kind is running now.
    pub fn replace(&self, job: J, same: impl Fn(&J, &J) -> bool) -> bool {
        let mut waiting = self.shared.lock();
        waiting.jobs.retain(|other| !same(other, &job));
        let running = waiting.running.as_ref().is_some_and(|running| same(running, &job));
        waiting.jobs.push_back(job);
        self.shared.changed.notify_one();
        running
    }

    /// Takes no more jobs and waits until the accepted ones are done.
    pub fn finish(&mut self) {
        self.shared.lock().closed = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn next<J: Clone>(shared: &Shared<J>, rest: Option<Duration>) -> Next<J> {
    let mut waiting = shared.lock();
    loop {
        if let Some(job) = waiting.jobs.pop_front() {
            waiting.running = Some(job.clone());
            return Next::Job(job);
        }
        if waiting.closed {
            return Next::Closed;
        }
        match rest {
            None => waiting = shared.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            Some(rest) => {
                let (held, slept) = shared.changed.wait_timeout(waiting, rest).unwrap_or_else(PoisonError::into_inner);
                waiting = held;
                if slept.timed_out() && waiting.jobs.is_empty() && !waiting.closed {
                    return Next::Rest;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};

    struct Echo {
        said: Sender<String>,
        gate: Option<Receiver<()>>,
    }

    impl Work for Echo {
        type Job = String;

        fn work(&mut self, job: String) {
            assert!(job != "break", "as asked");
            if let Some(gate) = self.gate.take() {
                gate.recv().unwrap();
            }
            self.said.send(job).unwrap();
        }

        fn broke(&mut self, job: String) {
            self.said.send(format!("broke: {job}")).unwrap();
        }
    }

    #[test]
    fn jobs_are_done_in_order_newer_ones_replace_and_a_panic_is_told() {
        let (said, heard) = channel();
        let (open, gate) = channel();
        let mut gate = Some(gate);
        let mut lane = Lane::start("test", None, move || Echo { said: said.clone(), gate: gate.take() }).unwrap();
        let same = |one: &String, other: &String| one.starts_with("load") && other.starts_with("load");
        lane.push("first".to_owned());
        lane.push("load 1".to_owned());
        lane.replace("load 2".to_owned(), same);
        lane.push("break".to_owned());
        lane.push("last".to_owned());
        open.send(()).unwrap();
        lane.finish();
        let all: Vec<String> = heard.try_iter().collect();
        assert_eq!(all, ["first", "load 2", "broke: break", "last"]);
    }
}
