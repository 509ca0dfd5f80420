package dev.pokebatch.fetcher.fetch;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document cut down.
 *
 * @param view what was wanted
 * @param bytes one JSON text in UTF-8; whoever holds it must not change it
 * @param links the links in it that are to be followed, as they stand there, in order
 * @param identity the keys of the document that were seen on the way; null where it has not two
 */
public record Cut(View view, Buffer bytes, List<Link> links, @Nullable Identity identity) {

  /**
   * How many links are noted, and one more to tell that there were more: the rest just stays. A
   * document of PokéAPI has some thousands at most, of which many are the same.
   */
  public static final int MOST_LINKS = 10_000;

  /** Copies the list. */
  public Cut {
    links = List.copyOf(links);
  }

  /** A cut of a document without a name. */
  public Cut(View view, Buffer bytes, List<Link> links) {
    this(view, bytes, links, null);
  }
}
