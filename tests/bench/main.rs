//! Measures the built page in a real Chromium; `cargo xtask bench` calls it.

mod figures;
mod frames;
mod opened;
mod runs;
mod seeks;

use std::process::ExitCode;

use tests::browser::Error;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let measured = match runtime {
        Ok(runtime) => runtime.block_on(measure()).map_err(|trouble| trouble.to_string()),
        Err(reason) => Err(reason.to_string()),
    };
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("bench: {sentence}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Result<(), Error> {
    let wanted = std::env::args().nth(1);
    let asked = |name: &str| wanted.as_deref().is_none_or(|wanted| wanted == name);
    if asked("seeks") {
        seeks::measure().await?;
    }
    if asked("frames") {
        frames::measure().await?;
    }
    Ok(())
}
