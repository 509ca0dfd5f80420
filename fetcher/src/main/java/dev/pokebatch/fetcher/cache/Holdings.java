package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.StoredDocument;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one process keeps of the upstream, and by which terms it may be used. Shared by all fetcher
 * verticles and safe to share.
 */
public final class Holdings {

  private static final String DATASET = "dataset";

  private final DocumentCache documents;
  private final DocumentStore store;
  private final DatasetVersion version = new DatasetVersion();
  private final Patience patience = new Patience();
  private final CachePolicy policy;
  private final InstantSource clock;

  /**
   * Keeps documents in memory alone.
   *
   * @param maxBytes the most bytes of documents to keep; 0 keeps nothing
   * @param policy what is kept for how long where the upstream does not say
   * @param clock tells the time; not to go back, as far as that can be had
   */
  public Holdings(long maxBytes, CachePolicy policy, InstantSource clock) {
    this(maxBytes, policy, clock, DocumentStore.NONE);
  }

  private Holdings(long maxBytes, CachePolicy policy, InstantSource clock, DocumentStore store) {
    this.documents = new DocumentCache(maxBytes);
    this.policy = policy;
    this.clock = clock;
    this.store = store;
  }

  /**
   * Keeps documents beyond the process too, and knows what was kept by one before it.
   *
   * @param noted gives the word that was noted under a name
   */
  public static Future<Holdings> over(
      DocumentStore store,
      Function<String, Future<@Nullable String>> noted,
      long maxBytes,
      CachePolicy policy,
      InstantSource clock) {
    var holdings = new Holdings(maxBytes, policy, clock, store);
    store.forEachIdentity(holdings.documents::learn);
    return noted.apply(DATASET).onSuccess(holdings.version::recall).map(known -> holdings);
  }

  /** Keeps a document that has just come. */
  void keep(DocumentPath path, StoredDocument document) {
    documents.put(path, document);
    store.put(documents.canonical(path), document);
  }

  /** Keeps a document no more. */
  void forget(DocumentPath path) {
    documents.remove(path);
    store.remove(path);
  }

  /** The upstream has said which data it serves. */
  void dataset(String hash) {
    version.is(hash, nowMs());
    store.note(DATASET, version.toString());
  }

  DocumentStore store() {
    return store;
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

  Patience patience() {
    return patience;
  }

  CachePolicy policy() {
    return policy;
  }

  /** The time, in milliseconds from the epoch. */
  long nowMs() {
    return clock.millis();
  }
}
