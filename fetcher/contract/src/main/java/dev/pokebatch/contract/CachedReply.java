package dev.pokebatch.contract;

import java.util.List;

/**
 * The reply to a {@link CachedRequest}.
 *
 * @param bytes one number for each target, in the order of the request: the size of the cached
 *     document in bytes, or {@link #NOT_CACHED}
 */
public record CachedReply(List<Long> bytes) {

  /** In place of a size: the document is not cached. */
  public static final long NOT_CACHED = -1;

  /** Copies the list. */
  public CachedReply {
    bytes = List.copyOf(bytes);
  }
}
