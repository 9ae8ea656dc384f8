//! gradus
pub mod bank;
pub mod coverage;
pub mod rubric;
pub mod text;
