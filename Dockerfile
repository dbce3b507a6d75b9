FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --bin trail

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 10001 trail \
 && mkdir /data && chown trail /data
COPY --from=build /src/target/release/trail /usr/local/bin/trail
USER trail
VOLUME /data
ENTRYPOINT ["trail", "--data-dir", "/data"]
CMD ["crawl"]
