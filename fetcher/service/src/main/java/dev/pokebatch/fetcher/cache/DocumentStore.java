package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import io.vertx.core.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A second cache tier that is larger than memory and survives the process. A document is returned
 * exactly as it was put, or not at all. Shared by all lanes; thread-safe.
 */
public interface DocumentStore {

  /** A store without documents. */
  DocumentStore NONE =
      new DocumentStore() {
        @Override
        public boolean contains(DocumentPath path) {
          return false;
        }

        @Override
        public Future<@Nullable CachedDocument> get(DocumentPath path) {
          return Future.succeededFuture();
        }

        @Override
        public void put(DocumentPath path, CachedDocument document) {}

        @Override
        public void remove(DocumentPath path) {}

        @Override
        public void touch(DocumentPath path) {}

        @Override
        public void putAlias(DocumentPath name, @Nullable Alias alias) {}

        @Override
        public void forEachAlias(BiConsumer<DocumentPath, Alias> visitor) {}

        @Override
        public void setProperty(String name, String text) {}
      };

  /** Whether it has a document or is about to write it. */
  boolean contains(DocumentPath path);

  /** Reads a document; null if there is none, or it is damaged. */
  Future<@Nullable CachedDocument> get(DocumentPath path);

  /** Writes or replaces a document. */
  void put(DocumentPath path, CachedDocument document);

  /** Removes a document. */
  void remove(DocumentPath path);

  /** Records that a document was served from memory, so that it is not evicted here. */
  void touch(DocumentPath path);

  /**
   * Sets or removes an alias.
   *
   * @param alias null removes it
   */
  void putAlias(DocumentPath name, @Nullable Alias alias);

  /** Visits all aliases; call it once, before the first {@link #putAlias}. */
  void forEachAlias(BiConsumer<DocumentPath, Alias> visitor);

  /** Sets a named text, such as the data set's version. */
  void setProperty(String name, String text);
}
