//! Where a report goes.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use crate::error::Error;

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To standard output, and nothing else goes there.
    StandardOutput,
    /// To a file, in the place of what is there.
    File(PathBuf),
}

impl Destination {
    /// The destination that the user names: `-` is standard output, all else a file.
    pub fn named(name: PathBuf) -> Destination {
        if name.as_os_str() == "-" {
            Destination::StandardOutput
        } else {
            Destination::File(name)
        }
    }

    /// A file of this name, whatever it is.
    pub const fn file(name: PathBuf) -> Destination {
        Destination::File(name)
    }

    /// The destination as people know it.
    pub fn name(&self) -> String {
        match self {
            Destination::StandardOutput => "standard output".to_owned(),
            Destination::File(file) => file.display().to_string(),
        }
    }

    /// Finds out before a long replay whether the report can be written after it. What a file
    /// holds is left alone; a file that is not there yet is made.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn check(&self) -> Result<(), Error> {
        match self {
            Destination::StandardOutput => Ok(()),
            Destination::File(file) => File::options()
                .append(true)
                .create(true)
                .open(file)
                .map(drop)
                .map_err(|fault| self.unwritable(&fault)),
        }
    }

    /// Writes the report.
    ///
    /// # Errors
    /// It cannot be written. A reader that has had enough and closes the pipe is no error.
    pub fn write(&self, text: &str) -> Result<(), Error> {
        match self {
            Destination::StandardOutput => print(text),
            Destination::File(file) => {
                fs::write(file, text).map_err(|fault| self.unwritable(&fault))
            }
        }
    }

    fn unwritable(&self, fault: &io::Error) -> Error {
        let file = self.name();
        let reason = match fault.kind() {
            ErrorKind::NotFound => "its directory does not exist".to_owned(),
            ErrorKind::IsADirectory => "it is a directory".to_owned(),
            ErrorKind::PermissionDenied => "permission is denied".to_owned(),
            other => other.to_string(),
        };
        Error::Unwritable { file, reason }
    }
}

/// Writes a text to standard output.
///
/// # Errors
/// It cannot be written. A reader that has had enough and closes the pipe is no error.
pub fn print(text: &str) -> Result<(), Error> {
    let mut output = io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => {
            Err(Destination::StandardOutput.unwritable(&fault))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_is_standard_output_and_all_else_a_file() {
        assert_eq!(Destination::named("-".into()), Destination::StandardOutput);
        assert_eq!(
            Destination::named("./-".into()),
            Destination::File("./-".into())
        );
    }

    #[test]
    fn checking_leaves_a_file_alone_and_writing_replaces_it() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("report.json");
        fs::write(&file, "an older and longer report").unwrap();
        let destination = Destination::named(file.clone());
        destination.check().unwrap();
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            "an older and longer report"
        );
        destination.write("{}\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "{}\n");
    }

    #[test]
    fn a_directory_or_a_missing_one_is_refused_before_the_replay() {
        let directory = tempfile::tempdir().unwrap();
        let refused = |name: PathBuf| Destination::named(name).check().unwrap_err();
        let error = refused(directory.path().to_path_buf());
        assert!(error.to_string().contains("it is a directory"), "{error}");
        let error = refused(directory.path().join("missing").join("report.json"));
        assert!(
            error.to_string().contains("its directory does not exist"),
            "{error}"
        );
        assert_eq!(error.exit_code(), 2);
    }
}
