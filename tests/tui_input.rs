//! What a terminal's bytes mean, in whatever pieces they come.

use partybook::tui::input::{Input, LONGEST_PASTE, Mouse, Parser, Press};
use partybook::tui::key::{Code, Key};

/// The inputs of some bytes, as one line.
fn read(bytes: &str) -> Vec<Input> {
    let mut parser = Parser::default();
    let mut all = parser.take(bytes.as_bytes());
    all.extend(parser.settle());
    all
}

fn keys(bytes: &str) -> String {
    let said = |input: Input| match input {
        Input::Key(key) => key.to_string(),
        other => format!("{other:?}"),
    };
    read(bytes).into_iter().map(said).collect::<Vec<_>>().join(" | ")
}

#[test]
fn keys_are_told_apart() {
    for (bytes, said) in [
        ("j", "j"),
        ("가", "가"),
        ("\r", "Enter"),
        ("\t", "Tab"),
        ("\u{7f}", "Backspace"),
        ("\u{3}", "Ctrl-c"),
        ("\u{1b}", "Esc"),
        ("\u{1b}j", "Alt-j"),
        ("\u{1b}[A", "Up"),
        ("\u{1b}OB", "Down"),
        ("\u{1b}[1;3A", "Alt-Up"),
        ("\u{1b}[1;5D", "Ctrl-Left"),
        ("\u{1b}[Z", "Shift-Tab"),
        ("\u{1b}[3~", "Delete"),
        ("\u{1b}[6~", "PgDn"),
        ("\u{1b}[15~", "F5"),
        ("\u{1b}[27u", "Esc"),
        ("\u{1b}[114;5u", "Ctrl-r"),
        ("\u{1b}[12627:0:106;5u", "Ctrl-j"),
        ("\u{1b}[13;3u", "Alt-Enter"),
        ("\u{1b}[999z", ""),
        ("x\u{1b}[Bk", "x | Down | k"),
    ] {
        assert_eq!(keys(bytes), said, "{bytes:?}");
    }
}

#[test]
fn answers_are_no_keys() {
    assert_eq!(read("\u{1b}]11;rgb:1e1e/2020/ffff\u{7}"), [Input::Background(0x1e, 0x20, 0xff)]);
    assert_eq!(read("\u{1b}[?1u\u{1b}[?62;c"), [Input::KittyKeyboard, Input::Attributes]);
    assert_eq!(read("\u{1b}P1+r\u{1b}\\\u{1b}_Gi=1;OK\u{1b}\\\u{1b}[12;40R"), []);
}

#[test]
fn mice_click_drag_and_turn() {
    let mouse = |press| Input::Mouse(Mouse { press, column: 9, row: 4 });
    assert_eq!(read("\u{1b}[<0;10;5M"), [mouse(Press::Down)]);
    assert_eq!(read("\u{1b}[<32;10;5M"), [mouse(Press::Drag)]);
    assert_eq!(read("\u{1b}[<0;10;5m"), [mouse(Press::Up)]);
    assert_eq!(read("\u{1b}[<65;10;5M"), [mouse(Press::WheelDown)]);
    assert_eq!(read("\u{1b}[<2;10;5M"), []);
}

#[test]
fn any_cut_of_the_bytes_means_the_same() {
    let bytes = "a\u{1b}[1;3A가\u{1b}[200~한 줄\r\n두 줄\u{1b}[201~b\u{1b}[<0;1;1M".as_bytes();
    let whole = Parser::default().take(bytes);
    assert_eq!(whole.len(), 6);
    for size in 1..bytes.len() {
        let mut parser = Parser::default();
        let pieces: Vec<Input> = bytes.chunks(size).flat_map(|piece| parser.take(piece)).collect();
        assert_eq!(pieces, whole, "pieces of {size}");
    }
}

#[test]
fn pastes_are_whole_and_never_without_end() {
    let paste = |text: &str, cut| vec![Input::Paste { text: text.to_owned(), cut }];
    assert_eq!(read("\u{1b}[200~a\rb\u{1b}[201~"), paste("a\nb", false));
    let mut parser = Parser::default();
    let mut all = parser.take(b"\x1b[200~");
    for _ in 0..40 {
        all.extend(parser.take(&vec![b'x'; 65536]));
    }
    all.extend(parser.take(b"\x1b[201~"));
    assert!(matches!(&all[..], [Input::Paste { text, cut: true }] if text.len() == LONGEST_PASTE));
    let burst = "- first task @sol ~1d\n- second task, quite a long one\n- third task of the list\n";
    assert_eq!(read(burst), paste(burst, false));
    assert_eq!(keys("jjjj"), "j | j | j | j");
}

#[test]
fn garbage_is_passed_over() {
    let mut parser = Parser::default();
    let mut noise: Vec<u8> = (0..=255).cycle().take(20_000).collect();
    noise.extend(b"\x1b[200~never ended");
    parser.take(&noise);
    let mut parser = Parser::default();
    let mut endless = vec![0x1b, b']'];
    endless.extend(vec![b'1'; 10_000]);
    parser.take(&endless);
    parser.settle();
    assert_eq!(parser.take(b"j"), [Input::Key(Key::plain(Code::Char('j')))]);
}
