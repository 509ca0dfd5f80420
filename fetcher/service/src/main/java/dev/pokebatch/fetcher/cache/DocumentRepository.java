package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one process keeps of the upstream, and by which terms it may be used. Shared by all fetcher
 * verticles and safe to share.
 */
public final class DocumentRepository {

  private static final String DATASET = "dataset";

  private final DocumentCache documents;
  private final DocumentStore store;
  private final DatasetVersion version = new DatasetVersion();
  private final StaleWaitBreaker staleWaits = new StaleWaitBreaker();
  private final CachePolicy policy;
  private final InstantSource clock;

  /**
   * Keeps documents in memory alone.
   *
   * @param maxBytes the most bytes of documents to keep; 0 keeps nothing
   * @param policy what is kept for how long where the upstream does not say
   * @param clock tells the time; not to go back, as far as that can be had
   */
  public DocumentRepository(long maxBytes, CachePolicy policy, InstantSource clock) {
    this(maxBytes, policy, clock, DocumentStore.NONE);
  }

  private DocumentRepository(
      long maxBytes, CachePolicy policy, InstantSource clock, DocumentStore store) {
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
  public static Future<DocumentRepository> over(
      DocumentStore store,
      Function<String, Future<@Nullable String>> noted,
      long maxBytes,
      CachePolicy policy,
      InstantSource clock) {
    var repository = new DocumentRepository(maxBytes, policy, clock, store);
    store.forEachAlias(repository.documents::putAlias);
    return noted.apply(DATASET).onSuccess(repository.version::restore).map(known -> repository);
  }

  /**
   * Keeps a document that has just come, by its id where the upstream answered its name with it.
   *
   * @param path what the upstream was asked for
   */
  void put(DocumentPath path, CachedDocument document) {
    if (path.hasName() && path.isOwner()) {
      name(path, Alias.of(path, document));
    }
    var canonical = documents.canonical(path);
    documents.put(canonical, document);
    store.put(canonical, document);
  }

  /** Keeps a document no more, by whichever path it was asked for. */
  void remove(DocumentPath path) {
    if (path.isOwner()) {
      removeAlias(path);
    }
    documents.remove(path);
    store.remove(path);
  }

  /** Asks the upstream again where a path's name leads. */
  void removeAlias(DocumentPath path) {
    if (documents.alias(path) != null) {
      name(path.owner(), null);
    }
  }

  private void name(DocumentPath name, @Nullable Alias alias) {
    documents.putAlias(name, alias);
    store.putAlias(name, alias);
  }

  /**
   * Whether the upstream would still answer a name as it did: it may not since it serves other
   * data.
   */
  boolean isCurrent(Alias alias) {
    return alias.requestedAtMs() > version.changedAtMs();
  }

  /** The upstream has said which data it serves. */
  void updateDataset(String hash) {
    version.is(hash, nowMs());
    store.setProperty(DATASET, version.toString());
  }

  DocumentStore store() {
    return store;
  }

  /**
   * The bytes of a document that would be served without asking for it first; to be asked for here
   * does not keep it any longer.
   */
  public OptionalLong bytes(DocumentPath path) {
    var cached = documents.peek(path);
    return cached != null && reuse(cached).isAtOnce()
        ? OptionalLong.of(cached.body().bytes().length)
        : OptionalLong.empty();
  }

  /** What may be done with a kept document now. */
  Reuse reuse(CachedDocument cached) {
    return Reuse.of(
        cached.lifetime(), nowMs(), version.changedAtMs(), policy.staleFor().toMillis());
  }

  /** What may be done with a document that has just come. */
  Reuse reuseOfNew(CachedDocument document) {
    return Reuse.of(document.lifetime(), nowMs(), Long.MIN_VALUE, policy.staleFor().toMillis());
  }

  DocumentCache documents() {
    return documents;
  }

  DatasetVersion version() {
    return version;
  }

  StaleWaitBreaker staleWaits() {
    return staleWaits;
  }

  CachePolicy policy() {
    return policy;
  }

  /** The time, in milliseconds from the epoch. */
  long nowMs() {
    return clock.millis();
  }
}
