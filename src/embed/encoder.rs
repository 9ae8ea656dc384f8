//! A whole model: tokenizer, network and pooling, read from its files.

use super::bert::Network;
use super::config::Architecture;
use super::files::Files;
use super::modules::{Modules, Pooling};
use super::tokenize::{Splitter, Tokens};
use super::weights::Weights;
use super::windows::windows;
use super::{EncodeError, Encoder, Encoding, ModelError, ModelIdentity, TokenVector, Vector};

/// Rows of one forward pass, when single windows are shorter: from here on longer products are
/// hardly faster (145 GF/s at 256 rows, 139 at 512), and its working memory stays under 10 MB.
const PACK_ROWS: usize = 256;

/// Advice for a missing file of the network.
const COPY: &str = "a sentence-transformers folder has this file, copy it whole";

/// Advice for missing weights.
const SAFE: &str = "only safetensors are read; save the model again with `model.save_pretrained(folder)`";

/// A sentence-embedding model of BERT type.
pub struct Bert {
    splitter: Splitter,
    network: Network,
    pooling: Pooling,
    identity: ModelIdentity,
}

impl Bert {
    /// Loads the model in `files`; `hash` is computed from them unless given.
    pub(super) fn from_files(files: &dyn Files, name: String, hash: Option<&str>) -> Result<Self, ModelError> {
        let config = |folder: &str| Architecture::read(files, &format!("{folder}config.json"));
        let modules = Modules::read(files, |folder| Ok(config(folder)?.hidden))?;
        let architecture = config(&modules.network)?;
        let inside = |name: &str| format!("{}{name}", modules.network);
        let tokenizer = files.read(&inside("tokenizer.json"), COPY)?;
        let bytes = files.read(&inside("model.safetensors"), SAFE)?;
        let hash = match hash {
            Some(hash) => hash.to_owned(),
            None => fingerprint(&[
                ("config.json", &files.read(&inside("config.json"), COPY)?),
                ("tokenizer.json", &tokenizer),
                ("model.safetensors", &bytes),
                ("pooling", &files.read(&modules.pooling_file, COPY)?),
            ]),
        };
        // Both take about as long; together they are most of a cold start.
        let (splitter, network) = std::thread::scope(|scope| {
            let splitter = scope.spawn(|| Splitter::from_json(&tokenizer, &files.place()));
            let network = Weights::open(bytes, &inside("model.safetensors")).and_then(|weights| Network::new(&weights, architecture));
            (splitter.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), network)
        });
        let (splitter, network) = (splitter?, network?);
        let positions = network.architecture().positions;
        if positions <= splitter.markers() {
            return Err(ModelError::Field {
                file: inside("config.json"),
                field: "max_position_embeddings".to_owned(),
                problem: format!("is {positions}, which leaves no room for text"),
            });
        }
        let identity = ModelIdentity {
            name,
            hash,
            dimensions: network.architecture().hidden,
        };
        Ok(Self {
            splitter,
            network,
            pooling: modules.pooling,
            identity,
        })
    }

    /// Longest window in tokens, without markers.
    fn capacity(&self) -> usize {
        self.network.architecture().positions - self.splitter.markers()
    }

    /// Runs the network over `pack` and hands each window's rows to the text it came from.
    fn run(&self, pack: &[Window], texts: &mut [Text]) -> Result<(), EncodeError> {
        let inputs: Vec<_> = pack
            .iter()
            .map(|window| self.splitter.window(&texts[window.text].tokens.ids[window.tokens.clone()]))
            .collect();
        let rows = self.network.forward(&inputs)?;
        let mut rest = &rows[..];
        for (window, input) in pack.iter().zip(&inputs) {
            let (mine, others) = rest.split_at(input.len() * self.identity.dimensions);
            texts[window.text].take(mine, self, window.tokens.len());
            rest = others;
        }
        Ok(())
    }
}

impl Encoder for Bert {
    fn encode(&self, text: &str) -> Result<Encoding, EncodeError> {
        let mut encodings = self.encode_many(&[text])?;
        Ok(encodings.pop().expect("one text has one encoding"))
    }

    /// Texts share forward passes of up to 256 tokens.
    fn encode_many(&self, texts: &[&str]) -> Result<Vec<Encoding>, EncodeError> {
        let tokens = texts.iter().map(|text| self.splitter.tokens(text));
        let mut texts = tokens
            .map(|tokens| Ok(Text::new(tokens?, self.identity.dimensions)))
            .collect::<Result<Vec<_>, EncodeError>>()?;
        let windows: Vec<Window> = texts
            .iter()
            .enumerate()
            .flat_map(|(text, state)| {
                let windows = windows(&state.tokens.starts_word, self.capacity());
                windows.into_iter().map(move |tokens| Window { text, tokens })
            })
            .collect();
        let mut rest = &windows[..];
        while !rest.is_empty() {
            let (pack, later) = rest.split_at(pack_length(rest, self.splitter.markers()));
            self.run(pack, &mut texts)?;
            rest = later;
        }
        Ok(texts.into_iter().map(Text::finish).collect())
    }

    fn identity(&self) -> &ModelIdentity {
        &self.identity
    }
}

/// A run of one text's tokens.
struct Window {
    text: usize,
    tokens: std::ops::Range<usize>,
}

/// How many of the next windows go into one forward pass: at least one.
fn pack_length(windows: &[Window], markers: usize) -> usize {
    let mut rows = 0;
    let fitting = windows.iter().take_while(|window| {
        rows += window.tokens.len() + markers;
        rows <= PACK_ROWS
    });
    fitting.count().max(1)
}

/// A text on its way to an [`Encoding`].
struct Text {
    tokens: Tokens,
    vectors: Vec<Vector>,
    /// Sum of what is pooled, per dimension. In f64 so that a long text loses nothing.
    sum: Vec<f64>,
    windows: usize,
}

impl Text {
    fn new(tokens: Tokens, dimensions: usize) -> Self {
        let vectors = Vec::with_capacity(tokens.ids.len());
        Self {
            tokens,
            vectors,
            sum: vec![0.0; dimensions],
            windows: 0,
        }
    }

    /// Takes the rows of the text's next window, which holds `count` of its tokens. Windows weigh
    /// as many tokens as they have, markers included, as if the text had been one window.
    fn take(&mut self, rows: &[f32], model: &Bert, count: usize) {
        let dimensions = self.sum.len();
        let rows = rows.chunks_exact(dimensions);
        match model.pooling {
            Pooling::Mean => rows.clone().for_each(|row| add(&mut self.sum, row, 1.0)),
            Pooling::Cls => {
                let weight = rows.len() as f64;
                rows.clone().take(1).for_each(|row| add(&mut self.sum, row, weight));
            }
        }
        let tokens = rows.skip(model.splitter.leading_markers()).take(count);
        self.vectors.extend(tokens.map(Vector::from_f32));
        self.windows += 1;
    }

    fn finish(self) -> Encoding {
        // The sum has the direction of the mean, and direction is all a Vector keeps.
        let sum: Vec<f32> = self.sum.iter().map(|&v| v as f32).collect();
        let tokens = self.tokens.spans.into_iter().zip(self.vectors);
        Encoding {
            pooled: Vector::from_f32(&sum),
            tokens: tokens.map(|(span, vector)| TokenVector { span, vector }).collect(),
            windows: self.windows,
        }
    }
}

/// Adds `weight` times `row` to `sum`.
fn add(sum: &mut [f64], row: &[f32], weight: f64) {
    for (sum, &value) in sum.iter_mut().zip(row) {
        *sum += f64::from(value) * weight;
    }
}

/// First 16 hexadecimal digits of a BLAKE3 hash over the names, lengths and bytes of the files
/// that decide the vectors.
pub(super) fn fingerprint(files: &[(&str, &[u8])]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in files {
        hasher.update(format!("{name} {}\n", bytes.len()).as_bytes());
        hasher.update(bytes);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
