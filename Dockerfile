# gradus in a container. What goes in is listed in .dockerignore.
#
#   docker build --tag gradus .                        the binary and nothing else
#   docker build --tag gradus:shell --target shell .   with a shell and git: for jobs of CI, and for `--changed-since`
#
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" gradus check

# `rust-version` of Cargo.toml, or later. On Alpine, Rust links musl statically.
FROM rust:1.95.0-alpine3.23 AS build
# A C compiler, for zstd.
RUN apk add --no-cache build-base
WORKDIR /source
COPY . .
RUN cargo build --release --locked --bin gradus
# Nothing is loaded when it starts, so that it runs where nothing else is.
RUN readelf --program-headers --wide target/release/gradus > /tmp/headers && ! grep INTERP /tmp/headers


FROM alpine:3.23 AS shell
RUN apk add --no-cache git
COPY --from=build /source/target/release/gradus /usr/local/bin/gradus
COPY --from=build /source/LICENSE-MIT /source/LICENSE-APACHE /usr/share/licenses/gradus/
COPY --from=build /source/model/all-MiniLM-L6-v2/LICENSE /usr/share/licenses/gradus/model/
WORKDIR /work


FROM scratch
COPY --from=build /source/target/release/gradus /gradus
COPY --from=build /source/LICENSE-MIT /source/LICENSE-APACHE /licenses/
COPY --from=build /source/model/all-MiniLM-L6-v2/LICENSE /licenses/model/
# Nobody. To keep grades in a folder of yours: `--user "$(id -u):$(id -g)"`.
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/gradus"]
CMD ["--help"]
