//! The walk that must work word for word: `tests/walk/main-job.sh`, run with bash and python3 on the built binary.

use std::process::Command;

#[test]
fn the_main_job_word_for_word() {
    for tool in ["bash", "python3"] {
        if Command::new(tool).arg("--version").output().is_err() {
            assert!(std::env::var_os("PARTY_CI").is_none(), "{tool} is missing, and PARTY_CI wants it");
            println!("not run: {tool} is missing, install it with `apt-get install {tool}`");
            return;
        }
    }
    let walk = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/walk/main-job.sh");
    let mut command = Command::new("bash");
    command.arg(walk).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("LANG", "C.UTF-8");
    let output = command.env("PARTY_BIN", env!("CARGO_BIN_EXE_party")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains(" 0 failed"), "{said}\n{wrong}");
}
