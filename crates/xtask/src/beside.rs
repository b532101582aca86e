//! A program that works beside the steps, because they leave a core idle; what it prints is shown when it is asked for.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command};

use anyhow::{Context as _, bail};

use crate::command::line;
use crate::paths;

#[derive(Debug)]
pub(crate) struct Beside {
    child: Child,
    line: String,
    printed: PathBuf,
}

impl Beside {
    pub(crate) fn start(name: &str, command: &mut Command) -> anyhow::Result<Self> {
        let line = line(command);
        let printed = paths::scratch().join(format!("{name}.log"));
        fs::create_dir_all(paths::scratch())?;
        let file = File::create(&printed)?;
        let child = command
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("`{line}` could not be started"))?;
        Ok(Self { child, line, printed })
    }

    /// Waits for its end, and says what it said.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        let status = self.child.wait()?;
        print!("{}", String::from_utf8_lossy(&fs::read(&self.printed)?));
        if !status.success() {
            bail!("`{}` failed ({status}); what it says is above", self.line);
        }
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::command;

    #[test]
    fn its_failure_is_told_when_it_is_asked_for() {
        let failed = Beside::start("failing", &mut command("false", ["--now"])).expect("it starts");
        let error = failed.finish().expect_err("false fails").to_string();
        assert!(error.starts_with("`false --now` failed"), "{error}");
        Beside::start("well", &mut command("true", [""; 0]))
            .expect("it starts")
            .finish()
            .expect("true is well");
    }
}
