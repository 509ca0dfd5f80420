package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.StoredDocument;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * What one process keeps of the upstream, and by which terms it may be used. Shared by all fetcher
 * verticles and safe to share.
 */
public final class Holdings {

  private final DocumentCache documents;
  private final DatasetVersion version = new DatasetVersion();
  private final CachePolicy policy;
  private final InstantSource clock;

  /**
   * @param maxBytes the most bytes of documents to keep; 0 keeps nothing
   * @param policy what is kept for how long where the upstream does not say
   * @param clock tells the time; not to go back, as far as that can be had
   */
  public Holdings(long maxBytes, CachePolicy policy, InstantSource clock) {
    this.documents = new DocumentCache(maxBytes);
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * The bytes of a document that would be served without asking for it first; to be asked for here
   * does not keep it any longer.
   */
  public OptionalLong bytes(DocumentPath path) {
    var kept = documents.peek(path);
    return kept != null && reuse(kept).isAtOnce()
        ? OptionalLong.of(kept.body().bytes().length)
        : OptionalLong.empty();
  }

  /** What may be done with a kept document now. */
  Reuse reuse(StoredDocument kept) {
    return Reuse.of(kept.lifetime(), nowMs(), version.changedAtMs(), policy.staleFor().toMillis());
  }

  /** What may be done with a document that has just come. */
  Reuse reuseOfNew(StoredDocument document) {
    return Reuse.of(document.lifetime(), nowMs(), Long.MIN_VALUE, policy.staleFor().toMillis());
  }

  DocumentCache documents() {
    return documents;
  }

  DatasetVersion version() {
    return version;
  }

  CachePolicy policy() {
    return policy;
  }

  /** The time, in milliseconds from the epoch. */
  long nowMs() {
    return clock.millis();
  }
}
