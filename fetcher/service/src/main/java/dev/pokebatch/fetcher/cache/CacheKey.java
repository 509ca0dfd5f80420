package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A key of the document cache. */
sealed interface CacheKey {

  /** The canonical path of a document. */
  record Path(DocumentPath path) implements CacheKey {}

  /** The path of a document by its name, which resolves to its id. */
  record NameKey(DocumentPath path) implements CacheKey {}

  /**
   * A view of one particular text, compared by identity: an equal text of a later response has
   * another key. The text is referenced weakly, so the entry goes when its document goes.
   */
  final class ViewKey implements CacheKey {

    private final WeakReference<EncodedJson> text;
    private final DocumentView view;
    private final int hash;

    ViewKey(EncodedJson text, DocumentView view) {
      this.text = new WeakReference<>(text);
      this.view = view;
      this.hash = 31 * System.identityHashCode(text) + view.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof ViewKey that
              && hash == that.hash
              && view.equals(that.view)
              && isOf(that.text.get()));
    }

    private boolean isOf(@Nullable EncodedJson other) {
      return other != null && text.refersTo(other);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
