//! `purser-sandbox`: see `purser-sandbox --help`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match purser_sandbox::commands::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("purser-sandbox: {failure}");
            ExitCode::FAILURE
        }
    }
}
