package dev.pokebatch.fetcher.fetch;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A document cut down.
 *
 * @param view what was wanted
 * @param bytes one JSON text in UTF-8; whoever holds it must not change it
 * @param links the links in it that are to be followed, as they stand there, in order
 */
public record Cut(View view, Buffer bytes, List<Link> links) {

  /**
   * How many links are noted, and one more to tell that there were more: the rest just stays. A
   * document of PokéAPI has some thousands at most, of which many are the same.
   */
  public static final int MOST_LINKS = 10_000;

  /** Copies the list. */
  public Cut {
    links = List.copyOf(links);
  }
}
