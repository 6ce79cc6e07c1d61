//! The benchmark of the built page in Chromium, run by `cargo xtask bench`.

mod frames;
mod loading;
mod runs;
mod seeks;
mod start;
mod statistics;

use std::process::ExitCode;

use tests::browser::Error;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let measured = match runtime {
        Ok(runtime) => runtime.block_on(measure()).map_err(|error| error.to_string()),
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
    let only = std::env::args().nth(1);
    let is_selected = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if is_selected("start") {
        start::measure().await?;
    }
    if is_selected("seeks") {
        seeks::measure().await?;
    }
    if is_selected("frames") {
        frames::measure().await?;
    }
    Ok(())
}
