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

  /** Copies the list. */
  public Cut {
    links = List.copyOf(links);
  }
}
