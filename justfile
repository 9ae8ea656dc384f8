# List the recipes
default:
    @just --list --unsorted

# Run all tests
test:
    cargo test --locked

# Check the format and run clippy, warnings as errors
lint:
    cargo fmt --check
    cargo clippy --locked --all-targets -- -D warnings

# Format the code
fmt:
    cargo fmt

# Run exactly what CI runs
ci:
    bash .ci/run

# Grade the answer in FILE (`-` for standard input) to the question ID
grade ID FILE:
    cargo run --locked --release --quiet -- grade {{ quote(ID) }} {{ quote(FILE) }}

# Run the benchmarks
bench:
    cargo bench --locked

# Compare with the peer implementation
peer:
    bash benches/peer/run.sh
    bash benches/peer/run_batch.sh

# Open the class report in headless Chromium
browser:
    bash tests/browser/check.sh

# Grade on Spark and compare with one machine
scale:
    bash tests/scale/run.sh

# Accept what the program prints now as the snapshots; read the difference before committing
snapshots:
    INSTA_UPDATE=always cargo test --locked

# Fit the calibration on the marked answers
fit:
    bash training/fit.sh

# Encode the phrases of the bank's rubrics into data/, after a change to any of them
pack-phrases:
    cargo run --release --locked --example pack_phrases

# Pack the encoder's weights into model/ (needs training/requirements.txt)
pack-model:
    python3 training/pack_model.py

# List runs of words shared with the source banks; there must be none
overlap:
    python3 ../shared/tools/overlap.py content rubrics tests
