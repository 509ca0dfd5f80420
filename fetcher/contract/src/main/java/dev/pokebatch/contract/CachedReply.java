package dev.pokebatch.contract;

import java.util.List;

/**
 * A fetcher's answer to a {@link CachedRequest}.
 *
 * @param bytes of each target, in the order of the request: the bytes of its document as they are
 *     kept, or {@link #NOT_CACHED}
 */
public record CachedReply(List<Long> bytes) {

  /** In place of bytes: the document would have to be got. */
  public static final long NOT_CACHED = -1;

  /** Copies the list. */
  public CachedReply {
    bytes = List.copyOf(bytes);
  }
}
