//! Rows of JSON: a list of objects, of which one is held at a time.
//!
//! serde_json reads a list whole or hands its elements to a visitor that cannot pause, so the text is cut into elements here, by counting brackets outside of
//! strings, and serde_json reads each. That also bounds what an element may take, and goes on after one that is broken within.

use std::io::{self, BufRead};

use super::object::{Manner, object};
use super::source::{Fields, LARGEST_ROW, Place};
use crate::rubric::{Code, Diagnostic};

/// How objects stand here.
const MANNER: Manner = Manner {
    unit: "object",
    help: "write a list of objects: `[{…}, {…}]`",
};

/// Reads the elements of a list.
pub(super) struct Elements<R> {
    from: R,
    /// Where the next byte stands, from 1 each.
    line: usize,
    column: usize,
    state: State,
    buffer: Vec<u8>,
}

/// What has been read of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing: its `[` comes.
    Before,
    /// The `[`: an element or `]` comes.
    Opened,
    /// An element: `,` or `]` comes.
    Within,
    /// All that can be.
    Ended,
}

/// What has been read of an element.
#[derive(Debug, Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

impl Scan {
    /// Takes the next byte, and says whether the element ends before it.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b',' | b'}' | b']' if self.depth == 0 => return true,
            b'}' | b']' => self.depth -= 1,
            _ => {}
        }
        false
    }
}

impl<R: BufRead> Elements<R> {
    pub fn new(from: R) -> Self {
        Self {
            from,
            line: 1,
            column: 1,
            state: State::Before,
            buffer: Vec::new(),
        }
    }

    /// The next row, or what is wrong with it; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn next(&mut self, file: &str) -> io::Result<Option<Fields>> {
        loop {
            if self.state == State::Ended {
                return Ok(None);
            }
            let byte = self.after_space()?;
            let place = Place { file, line: self.line };
            self.state = match (self.state, byte) {
                (State::Before, Some(b'[')) => self.passed(State::Opened),
                (State::Within, Some(b',')) => {
                    self.passed(State::Opened);
                    return self.element(file).map(Some);
                }
                (State::Opened | State::Within, Some(b']')) => {
                    self.passed(State::Ended);
                    return Ok(self.after_space()?.map(|_| Err(self.stop(file, "goes on after the end of its list"))));
                }
                (State::Opened, Some(_)) => return self.element(file).map(Some),
                (_, None) => return Ok(Some(Err(self.stop(file, "ends before its list does")))),
                (State::Before | State::Within, Some(_)) => {
                    let found = self.stop(place.file, "has something else where `,` or `]` must be");
                    return Ok(Some(Err(found)));
                }
                (State::Ended, _) => State::Ended,
            };
        }
    }

    /// The element that begins after the white space here.
    fn element(&mut self, file: &str) -> io::Result<Fields> {
        self.after_space()?;
        let (place, column) = (Place { file, line: self.line }, self.column);
        self.buffer.clear();
        let (mut scan, mut large) = (Scan::default(), false);
        let ended = loop {
            let piece = self.from.fill_buf()?;
            if piece.is_empty() {
                break false;
            }
            let end = piece.iter().position(|byte| scan.ends_before(*byte));
            let taken = &piece[..end.unwrap_or(piece.len())];
            large |= self.buffer.len() + taken.len() > LARGEST_ROW;
            if large {
                self.buffer.clear();
            } else {
                self.buffer.extend_from_slice(taken);
            }
            for byte in taken {
                (self.line, self.column) = if *byte == b'\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
            }
            let length = taken.len();
            self.from.consume(length);
            if end.is_some() {
                break true;
            }
        };
        self.state = State::Within;
        if large {
            return Ok(Err(place.too_large()));
        }
        // What is whole is given out: that the list is not is said next.
        if !ended && (scan.depth > 0 || scan.in_string || self.buffer.is_empty()) {
            self.state = State::Ended;
            let found = place.fault(Code::Syntax, "", "is not JSON: the file ends within it");
            return Ok(Err(found.with_help("the file is cut off: write or fetch it again")));
        }
        Ok(object(self.buffer.trim_ascii_end(), place, column, MANNER).map(|map| (place.line, map)))
    }

    /// A mistake here, after which nothing can be read.
    fn stop(&mut self, file: &str, message: &str) -> Diagnostic {
        self.state = State::Ended;
        let mut found = Place { file, line: self.line }.fault(Code::Syntax, "", message).with_help(MANNER.help);
        found.column = self.column;
        found
    }

    /// The byte after white space, which is not taken.
    fn after_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.from.fill_buf()?.first().copied() {
                Some(b'\n') => (self.line, self.column) = (self.line + 1, 1),
                Some(b' ' | b'\t' | b'\r') => self.column += 1,
                other => return Ok(other),
            }
            self.from.consume(1);
        }
    }

    /// Takes a byte that is no line end.
    fn passed(&mut self, next: State) -> State {
        self.from.consume(1);
        self.column += 1;
        self.state = next;
        next
    }
}
