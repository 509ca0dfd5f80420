package dev.pokebatch.contract;

import java.util.List;

/**
 * A fetcher's answer to a {@link HeldRequest}.
 *
 * @param bytes of each target, in the order of the request: the bytes of its document as they are
 *     kept, or {@link #NOT_HELD}
 */
public record HeldReply(List<Long> bytes) {

  /** In place of bytes: the document would have to be got. */
  public static final long NOT_HELD = -1;

  /** Copies the list. */
  public HeldReply {
    bytes = List.copyOf(bytes);
  }
}
