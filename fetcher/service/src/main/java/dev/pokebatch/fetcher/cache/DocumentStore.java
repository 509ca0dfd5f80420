package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import io.vertx.core.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps documents beyond what memory holds, and beyond the end of the process. Its documents come
 * back as they were, or not at all. Shared by all fetcher verticles and safe to share.
 */
public interface DocumentStore {

  /** Keeps nothing. */
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

  /** Whether it has, or soon will have, a document. */
  boolean contains(DocumentPath path);

  /** A document; null where there is none, or none that is whole. */
  Future<@Nullable CachedDocument> get(DocumentPath path);

  /** Keeps a document in place of what was kept of it. */
  void put(DocumentPath path, CachedDocument document);

  /** Keeps it no more. */
  void remove(DocumentPath path);

  /** Notes that a document was used, though it was not read from here. */
  void touch(DocumentPath path);

  /**
   * Notes where a name leads.
   *
   * @param alias null where that is not known any more
   */
  void putAlias(DocumentPath name, @Nullable Alias alias);

  /** Shows where names lead; to be called once, before any is put. */
  void forEachAlias(BiConsumer<DocumentPath, Alias> visitor);

  /** Notes a word under a name, in place of what was noted there. */
  void setProperty(String name, String text);
}
