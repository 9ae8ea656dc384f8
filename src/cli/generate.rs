//! `gradus generate`: completions and man pages, made of the same description as `--help`.

use std::fs;
use std::io::Write;

use clap::{Command, CommandFactory};
use clap_mangen::Man;
use gradus::Error;

use super::args::Cli;
use super::check_args::Generate;
use super::exit::{Outcome, written};
use super::files::whole;

pub fn run(args: &Generate, out: &mut impl Write) -> Result<Outcome, Error> {
    match args {
        Generate::Completions { shell } => {
            let mut text = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "gradus", &mut text);
            written(out.write_all(&text))?;
        }
        Generate::Man { folder } => {
            fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.clone(), source })?;
            let mut command = Cli::command();
            command.build();
            let mut pages = Vec::new();
            pages_of(&command, "gradus", &mut pages);
            for (name, page) in &pages {
                let mut file = whole(&folder.join(format!("{name}.1")))?;
                file.with(|out| out.write_all(page))?;
                file.put()?;
            }
            written(writeln!(out, "wrote {} pages to `{}`", pages.len(), folder.display()))?;
        }
    }
    Ok(Outcome::Pass)
}

/// The pages of `command`, called `name`, and of all commands below it.
fn pages_of(command: &Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) {
    let mut page = Vec::new();
    let command = command.clone().display_name(name.to_owned());
    Man::new(command.clone())
        .title(name.to_uppercase())
        .render(&mut page)
        .expect("memory takes all that is written to it");
    pages.push((name.to_owned(), page));
    for sub in command.get_subcommands().filter(|s| s.get_name() != "help") {
        pages_of(sub, &format!("{name}-{}", sub.get_name()), pages);
    }
}
