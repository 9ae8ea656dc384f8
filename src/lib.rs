//! gradus
pub mod bank;
pub mod rubric;
pub mod text;
