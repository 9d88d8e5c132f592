//! The built program on a real terminal: what it shows, what keys do, and that the terminal comes back whatever happens.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use partybook::base::source::Ids;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::kit::Book;

const OUTLINE: &str = "
@sol 솔
LOG active \"soda log\" leader=boss members=sol
  S1 running 2026-11-02..2026-12-31 Kubernetes
    A1 running 2026-11-02..2026-11-27 Survey
      ▸ LOG-1 List every DAG @boss ~3d !p1 due 2026-11-20
      ◦ LOG-2 롤백 계획 세우기 @boss ~1d
";

/// A terminal with the program in it.
struct Screen {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    seen: Vec<u8>,
    parser: vt100::Parser,
    _home: tempfile::TempDir,
}

fn open(outline: &str, lang: &str) -> Screen {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("party.db");
    if !outline.is_empty() {
        let mut book = Book::in_file(&path);
        crate::kit::build::build(&mut book, outline);
        let _ = book.ids.id();
    }
    spawn(home, &path, lang, (24, 80))
}

fn spawn(home: tempfile::TempDir, path: &Path, lang: &str, (rows, cols): (u16, u16)) -> Screen {
    let pair = native_pty_system().openpty(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_party"));
    command.env_clear();
    for (name, value) in [
        ("HOME", home.path().to_str().unwrap()),
        ("PATH", "/usr/bin:/bin"),
        ("TERM", "xterm-256color"),
        ("PARTY_DB", path.to_str().unwrap()),
        ("PARTY_ACTOR", "boss"),
        ("PARTY_LANG", lang),
        ("PARTY_NOW", "2026-11-18T01:00:00Z"),
        ("TZ", "Asia/Seoul"),
    ] {
        command.env(name, value);
    }
    let child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (sender, bytes) = channel();
    let mut reader = pair.master.try_clone_reader().unwrap();
    thread::spawn(move || {
        let mut chunk = vec![0; 65536];
        while let Ok(count) = reader.read(&mut chunk) {
            if count == 0 || sender.send(chunk[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    let keys = pair.master.take_writer().unwrap();
    let parser = vt100::Parser::new(cells(rows), cells(cols), 0);
    Screen { child, master: pair.master, keys, bytes, seen: Vec::new(), parser, _home: home }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count.max(1)).unwrap()
}

impl Screen {
    fn take(&mut self, wait: Duration) -> bool {
        let Ok(bytes) = self.bytes.recv_timeout(wait) else { return false };
        self.parser.process(&bytes);
        self.seen.extend(bytes);
        true
    }

    fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Waits until the screen holds a text.
    fn shows(&mut self, text: &str) -> &mut Self {
        let until = Instant::now() + Duration::from_secs(10);
        while !self.text().contains(text) {
            assert!(Instant::now() < until, "{text:?} never came; the screen is\n{}", self.text());
            self.take(Duration::from_millis(50));
        }
        self
    }

    /// Waits until the screen holds a text no more.
    fn hides(&mut self, text: &str) -> &mut Self {
        let until = Instant::now() + Duration::from_secs(10);
        while self.text().contains(text) {
            assert!(Instant::now() < until, "{text:?} never went; the screen is\n{}", self.text());
            self.take(Duration::from_millis(50));
        }
        self
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Waits for the end; its code, with 128 + n for a signal.
    fn ends(&mut self) -> u32 {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            while self.take(Duration::from_millis(20)) {}
            if let Some(status) = self.child.try_wait().unwrap() {
                while self.take(Duration::from_millis(100)) {}
                return status.exit_code();
            }
            assert!(Instant::now() < until, "the program did not end; the screen is\n{}", self.text());
        }
    }

    /// Whether everything that was switched on is off again.
    fn is_restored(&self) -> bool {
        let tail = String::from_utf8_lossy(&self.seen);
        let left = tail.rfind("\u{1b}[?1049l");
        ["\u{1b}[?2004l", "\u{1b}[?1000l", "\u{1b}[?25h"].iter().all(|off| tail.contains(off))
            && left > tail.rfind("\u{1b}[?1049h")
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        let sent = std::process::Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap();
        assert!(sent.success());
    }
}

#[test]
fn today_shows_what_i_do_and_space_finishes_it() {
    let mut screen = open(OUTLINE, "en");
    screen.shows("List every DAG").shows("Today").press(" ").shows("LOG-1 done").shows("saved");
    screen.press("u").shows("Taken back");
    screen.press("q");
    assert_eq!(screen.ends(), 0);
    assert!(screen.is_restored());
}

#[test]
fn the_hangul_layout_works_as_commands_and_the_words_are_korean() {
    let mut screen = open(OUTLINE, "ko");
    screen.shows("롤백 계획 세우기").shows("오늘");
    screen.press("?").shows("여기서 할 수 있는 일").press("\u{1b}").hides("여기서 할 수 있는 일");
    screen.press("ㅎㅅ").press("ㅂ");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn the_terminal_is_restored_and_the_signal_told() {
    for (signal, code) in [("TERM", 15), ("HUP", 1), ("INT", 2), ("QUIT", 3)] {
        let mut screen = open(OUTLINE, "en");
        screen.shows("List every DAG");
        screen.signal(signal);
        let ended = screen.ends();
        assert!(ended != 0, "{signal}: {ended} (128 + {code} in a shell)");
        assert!(screen.is_restored(), "{signal}");
    }
}

#[test]
fn ctrl_c_leaves_with_130() {
    let mut screen = open(OUTLINE, "en");
    screen.shows("List every DAG").press("\u{3}");
    assert_eq!(screen.ends(), 130);
    assert!(screen.is_restored());
}

#[test]
fn any_size_is_survived_and_the_page_comes_back() {
    let mut screen = open(OUTLINE, "en");
    screen.shows("List every DAG");
    for (rows, cols) in [(1, 1), (5, 20), (200, 500), (18, 60), (2, 200), (24, 80)] {
        screen.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        screen.parser.screen_mut().set_size(cells(rows), cells(cols));
        thread::sleep(Duration::from_millis(30));
    }
    screen.shows("List every DAG").press("q");
    assert_eq!(screen.ends(), 0);
}

#[test]
fn a_hung_up_terminal_ends_the_program() {
    let mut screen = open(OUTLINE, "en");
    screen.shows("List every DAG");
    let Screen { mut child, master, keys, bytes, .. } = screen;
    // The thread that reads holds the terminal too: it goes with the first bytes nobody wants any more, and the writer
    // sends a last line when it is dropped.
    drop(bytes);
    drop(keys);
    drop(master);
    let until = Instant::now() + Duration::from_secs(3);
    while child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < until, "still there three seconds after the terminal went");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn nothing_moves_while_nothing_happens() {
    let mut screen = open(OUTLINE, "en");
    screen.shows("List every DAG");
    while screen.take(Duration::from_millis(300)) {}
    let before = screen.seen.len();
    screen.take(Duration::from_millis(1500));
    assert_eq!(screen.seen.len(), before);
    screen.press("q");
    screen.ends();
}

#[test]
fn late_and_strange_answers_of_a_terminal_are_swallowed() {
    let mut screen = open(OUTLINE, "en");
    screen.shows("List every DAG");
    screen.press("\u{1b}]11;rgb:fdfd/f6f6/e3e3\u{1b}\\\u{1b}[?0u\u{1b}[?62;22c\u{1b}P1$r0m\u{1b}\\");
    screen.press("j").shows("List every DAG").press("q");
    assert_eq!(screen.ends(), 0);
    assert!(String::from_utf8_lossy(&screen.seen).contains("\u{1b}[>1u"));
}
