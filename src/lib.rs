//! gradus
pub mod bank;
pub mod coverage;
pub mod embed;
pub mod polarity;
pub mod rubric;
pub mod score;
pub mod text;
