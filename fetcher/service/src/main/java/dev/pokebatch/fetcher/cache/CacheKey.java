package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What something is kept by. */
sealed interface CacheKey {

  /** A document's path. */
  record Path(DocumentPath path) implements CacheKey {}

  /** The path of a document that is kept by its id, by its name. */
  record Name(DocumentPath path) implements CacheKey {}

  /**
   * A view of this very text: not of another one of the same document, though it were equal. The
   * text is not held by it, so it goes when its document does.
   */
  final class View implements CacheKey {

    private final WeakReference<EncodedJson> text;
    private final DocumentView view;
    private final int hash;

    View(EncodedJson text, DocumentView view) {
      this.text = new WeakReference<>(text);
      this.view = view;
      this.hash = 31 * System.identityHashCode(text) + view.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof View that
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
