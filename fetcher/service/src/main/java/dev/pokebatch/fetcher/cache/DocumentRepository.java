package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cached documents of one process, in memory and on disk, and the rules for their reuse. Shared
 * by all lanes; thread-safe.
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
   * Creates a repository in memory only.
   *
   * @param maxBytes maximum size of the cached documents, in bytes; 0 disables the cache
   * @param policy caching rules for what the upstream does not specify
   * @param clock should never go back, as far as the system allows
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
   * Creates a repository over a store, with the aliases and the data set's version that an earlier
   * process saved.
   *
   * @param property reads a named text of the store
   */
  public static Future<DocumentRepository> over(
      DocumentStore store,
      Function<String, Future<@Nullable String>> property,
      long maxBytes,
      CachePolicy policy,
      InstantSource clock) {
    var repository = new DocumentRepository(maxBytes, policy, clock, store);
    store.forEachAlias(repository.documents::putAlias);
    return property.apply(DATASET).onSuccess(repository.version::restore).map(known -> repository);
  }

  /**
   * Caches a response. If it was requested by name, it is cached under its id and the alias is
   * recorded.
   *
   * @param path the requested path
   */
  void put(DocumentPath path, CachedDocument document) {
    if (path.hasName() && path.isOwner()) {
      putAlias(path, Alias.of(path, document));
    }
    var canonical = documents.canonical(path);
    documents.put(canonical, document);
    store.put(canonical, document);
  }

  /** Removes a document, given by any of its paths. */
  void remove(DocumentPath path) {
    if (path.isOwner()) {
      removeAlias(path);
    }
    documents.remove(path);
    store.remove(path);
  }

  /** Removes the alias of a path's name, so that the upstream is asked for it again. */
  void removeAlias(DocumentPath path) {
    if (documents.alias(path) != null) {
      putAlias(path.owner(), null);
    }
  }

  private void putAlias(DocumentPath name, @Nullable Alias alias) {
    documents.putAlias(name, alias);
    store.putAlias(name, alias);
  }

  /** Whether an alias is newer than the last change of the data set. */
  boolean isCurrent(Alias alias) {
    return alias.requestedAtMs() > version.changedAtMs();
  }

  /** Records the data set's version that the upstream reported. */
  void updateDataset(String hash) {
    version.is(hash, nowMs());
    store.setProperty(DATASET, version.toString());
  }

  DocumentStore store() {
    return store;
  }

  /**
   * The compressed size of a document that can be served without asking the upstream; empty if
   * there is none. Does not count as a use.
   */
  public OptionalLong bytes(DocumentPath path) {
    var cached = documents.peek(path);
    return cached != null && reuse(cached).isAtOnce()
        ? OptionalLong.of(cached.body().bytes().length)
        : OptionalLong.empty();
  }

  /** How a cached document may be reused now. */
  Reuse reuse(CachedDocument cached) {
    return Reuse.of(
        cached.lifetime(), nowMs(), version.changedAtMs(), policy.staleFor().toMillis());
  }

  /** How a new response may be reused, whatever the data set's version. */
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

  /** The time, in milliseconds since the epoch. */
  long nowMs() {
    return clock.millis();
  }
}
