//! Rows of every format, in and out.
mod formats;
mod hostile;
mod trips;
