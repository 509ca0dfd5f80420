package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.View;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What something is kept by. */
sealed interface Key {

  /** A document's path. */
  record Path(DocumentPath path) implements Key {}

  /** The path of a document that is kept by its id, by its name. */
  record Name(DocumentPath path) implements Key {}

  /**
   * A view of this very text: not of another one of the same document, though it were equal. The
   * text is not held by it, so it goes when its document does.
   */
  final class Projection implements Key {

    private final WeakReference<Encoded> text;
    private final View view;
    private final int hash;

    Projection(Encoded text, View view) {
      this.text = new WeakReference<>(text);
      this.view = view;
      this.hash = 31 * System.identityHashCode(text) + view.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof Projection that
              && hash == that.hash
              && view.equals(that.view)
              && isOf(that.text.get()));
    }

    private boolean isOf(@Nullable Encoded other) {
      return other != null && text.refersTo(other);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
