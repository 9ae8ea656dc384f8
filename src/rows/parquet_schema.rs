//! Whether the description of a table's columns is one that can be read without harm.
//!
//! The library builds the tree of columns by recursion, and takes the memory for the children that a column says it has: a file made on purpose overflows the stack or
//! takes all memory, both of which end the program. So the tree is walked here first, in the compact protocol of Apache Thrift
//! (<https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>).

/// Most levels of columns within columns.
const DEEPEST: usize = 64;

/// What is wrong with the tree of columns in `metadata`, the bytes of a `FileMetaData`; `None` where nothing is, or where the library says it without harm.
pub(super) fn harm(metadata: &[u8]) -> Option<&'static str> {
    let mut bytes = Thrift { rest: metadata };
    let mut id = 0;
    while let Some((next, kind)) = bytes.field(id) {
        id = next;
        // `schema`, a list; the library reads on after it, and a second one too.
        if id == 2 && kind == LIST {
            if let Some(why) = tree(&mut bytes) {
                return Some(why);
            }
        } else {
            bytes.skip(kind, DEEPEST)?;
        }
    }
    None
}

/// What is wrong with a list of elements, each of which comes before its children.
fn tree(bytes: &mut Thrift<'_>) -> Option<&'static str> {
    let (count, _) = bytes.list()?;
    // How many children are still to come, on each level.
    let mut levels: Vec<u64> = Vec::new();
    for read in 1..=count {
        let children = bytes.children()?;
        if children > count - read {
            return Some("a column says that it has more columns than there are");
        }
        if let Some(left) = levels.last_mut() {
            *left -= 1;
        }
        levels.push(children);
        while levels.last() == Some(&0) {
            levels.pop();
        }
        if levels.len() > DEEPEST {
            return Some("its columns are nested too deep");
        }
    }
    None
}

const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

/// Bytes of the compact protocol. `None` says that they end, or are none.
struct Thrift<'a> {
    rest: &'a [u8],
}

impl Thrift<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// The id and the type of the next field, after that of `last`; `None` at the end of the struct.
    fn field(&mut self, last: u64) -> Option<(u64, u8)> {
        let header = self.byte()?;
        match (header >> 4, header & 0x0F) {
            (_, 0) => None,
            (0, kind) => Some((self.varint()? >> 1, kind)),
            (delta, kind) => Some((last + u64::from(delta), kind)),
        }
    }

    /// The length of a list, and the type of its elements.
    fn list(&mut self) -> Option<(u64, u8)> {
        let header = self.byte()?;
        let length = if header >> 4 == 15 { self.varint()? } else { u64::from(header >> 4) };
        Some((length, header & 0x0F))
    }

    /// Field 5, `num_children`, of the element here; 0 where it has none.
    fn children(&mut self) -> Option<u64> {
        let (mut id, mut children) = (0, 0);
        while let Some((next, kind)) = self.field(id) {
            id = next;
            if id == 5 && (4..=6).contains(&kind) {
                // A number in zigzag: what is below zero the library refuses.
                let number = self.varint()?;
                children = if number & 1 == 0 { number >> 1 } else { 0 };
            } else {
                self.skip(kind, DEEPEST)?;
            }
        }
        Some(children)
    }

    /// Passes over a value; a truth value of a field has no bytes.
    fn skip(&mut self, kind: u8, deepest: usize) -> Option<()> {
        let deeper = deepest.checked_sub(1)?;
        match kind {
            1 | 2 => {}
            3 => drop(self.byte()?),
            4..=6 => drop(self.varint()?),
            7 => self.rest = self.rest.get(8..)?,
            BINARY => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.rest = self.rest.get(length..)?;
            }
            LIST | SET => {
                let (length, kind) = self.list()?;
                for _ in 0..length {
                    self.element(kind, deeper)?;
                }
            }
            MAP => {
                let length = self.varint()?;
                let kinds = if length == 0 { 0 } else { self.byte()? };
                for _ in 0..length {
                    self.element(kinds >> 4, deeper)?;
                    self.element(kinds & 0x0F, deeper)?;
                }
            }
            STRUCT => {
                let mut id = 0;
                while let Some((next, kind)) = self.field(id) {
                    id = next;
                    self.skip(kind, deeper)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Passes over an element, of which a truth value has a byte.
    fn element(&mut self, kind: u8, deepest: usize) -> Option<()> {
        if kind == 1 || kind == 2 {
            self.byte().map(drop)
        } else {
            self.skip(kind, deepest)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A `FileMetaData` whose columns have so many children each.
    fn metadata(children: &[u32]) -> Vec<u8> {
        let varint = |mut n: u64, out: &mut Vec<u8>| {
            while n > 127 {
                out.push((n & 127) as u8 | 128);
                n >>= 7;
            }
            out.push(n as u8);
        };
        // Version 2, and the list.
        let mut out = vec![0x15, 4, 0x19, 0xFC];
        varint(children.len() as u64, &mut out);
        for &children in children {
            // Repetition 0, the name `a`, and the children where there are any.
            out.extend([0x35, 0, 0x18, 1, b'a']);
            if children > 0 {
                out.push(0x15);
                varint(u64::from(children) << 1, &mut out);
            }
            out.push(0);
        }
        out
    }

    #[test]
    fn trees_of_columns_pass_unless_they_are_deep_or_false() {
        assert_eq!(harm(&metadata(&[3, 0, 2, 0, 0, 1, 0])), None);
        assert_eq!(harm(&metadata(&[[1; 60].as_slice(), &[0]].concat())), None);
        assert_eq!(harm(&metadata(&[[1; 65].as_slice(), &[0]].concat())), Some("its columns are nested too deep"));
        assert_eq!(
            harm(&metadata(&[2, u32::MAX, 0, 0])),
            Some("a column says that it has more columns than there are")
        );
    }

    #[test]
    fn bytes_that_end_are_left_to_the_library() {
        let whole = metadata(&[1, 0]);
        assert!((0..whole.len()).all(|length| harm(&whole[..length]).is_none()));
    }
}
