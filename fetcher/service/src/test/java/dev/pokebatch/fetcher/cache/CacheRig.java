package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.Calls;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.Identity;
import dev.pokebatch.fetcher.fetch.Lifetime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The guards of the cache in their order, over an upstream and a clock that the test controls. */
final class CacheRig implements InstantSource {

  static final long SECOND = 1_000;
  static final long MINUTE = 60 * SECOND;
  static final long DAY = Duration.ofDays(1).toMillis();

  final Calls.Upstream upstream = new Calls.Upstream();
  final DocumentRepository repository;
  final Fetch fetch;
  private long nowMs = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();

  /** A cache of this many bytes with the default policy. */
  CacheRig(Vertx vertx, long maxBytes) {
    this(vertx, maxBytes, new CachePolicy(Duration.ofDays(7), Duration.ofMinutes(10)));
  }

  CacheRig(Vertx vertx, long maxBytes, CachePolicy policy) {
    repository = new DocumentRepository(maxBytes, policy, this);
    fetch =
        new CachedFetch(
            vertx,
            repository,
            new SingleFlight(System::nanoTime, new CacheWriter(repository, upstream)));
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(nowMs);
  }

  void pass(long ms) {
    nowMs += ms;
  }

  /** Requests a Pokémon. */
  Future<Document> get(String key) {
    return fetch.get(Calls.call(key));
  }

  /** Requests a Pokémon and completes the upstream's next call with a document. */
  Document get(String key, Document answer) {
    var got = get(key);
    upstream.answer(upstream.calls().size() - 1, answer);
    return got.result();
  }

  /** Caching headers as PokéAPI sends them. */
  Terms terms() {
    return new Terms(nowMs);
  }

  /** The caching headers of a document that is sent now. */
  static final class Terms {
    private final long requestedAtMs;
    private long freshnessLifetimeMs = DAY;
    private long staleWhileRevalidateMs;
    private OptionalLong staleIfErrorMs = OptionalLong.empty();
    private boolean noStore;
    private boolean noCache;
    private boolean mustRevalidate;
    private @Nullable String etag = "\"1\"";

    private Terms(long requestedAtMs) {
      this.requestedAtMs = requestedAtMs;
    }

    Terms maxAge(long ms) {
      freshnessLifetimeMs = ms;
      return this;
    }

    Terms staleWhileRevalidate(long ms) {
      staleWhileRevalidateMs = ms;
      return this;
    }

    Terms staleIfError(long ms) {
      staleIfErrorMs = OptionalLong.of(ms);
      return this;
    }

    Terms noStore() {
      noStore = true;
      return this;
    }

    Terms noCache() {
      noCache = true;
      return this;
    }

    Terms mustRevalidate() {
      mustRevalidate = true;
      return this;
    }

    Terms etag(@Nullable String tag) {
      etag = tag;
      return this;
    }

    Lifetime lifetime() {
      return new Lifetime(
          requestedAtMs,
          0,
          freshnessLifetimeMs,
          staleWhileRevalidateMs,
          staleIfErrorMs,
          noStore,
          noCache,
          mustRevalidate,
          etag);
    }

    /** A document of this many bytes. */
    Document document(int bytes) {
      return document(bytes, null);
    }

    /** A document with an id and a name. */
    Document document(int bytes, @Nullable Identity identity) {
      return Calls.document(
          new CachedDocument(new EncodedJson(new byte[bytes], true), lifetime(), identity));
    }

    /** A 304 response of the upstream. */
    Document confirming(Document known) {
      return new Document(
          known.cached().renewed(lifetime()),
          null,
          CacheStatus.REVALIDATED,
          Effort.ofRequest(100, 0),
          null);
    }
  }
}
