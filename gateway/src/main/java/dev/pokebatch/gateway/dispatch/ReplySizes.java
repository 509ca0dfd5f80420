package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Estimates the size of documents by their kind and view, from recent replies. Shared by all
 * gateway verticles of a process; safe for any thread.
 */
public final class ReplySizes {

  /** The maximum number of estimates. There are about 50 kinds, but clients choose the fields. */
  private static final int MOST = 4_096;

  private final Map<SizeKey, SizeEstimate> sizes = new ConcurrentHashMap<>();

  private record SizeKey(String kind, Projection fields, String links) {}

  /**
   * Returns the estimate for documents of the target's kind.
   *
   * @param fields the fields that are returned
   * @param links the links that are expanded
   */
  public SizeEstimate of(String target, Projection fields, LinkPaths links) {
    if (sizes.size() > MOST) {
      sizes.clear();
    }
    var key = new SizeKey(TransferStats.kind(target), fields, links.toString());
    return sizes.computeIfAbsent(key, k -> new SizeEstimate(SizeEstimate.unseen(fields, links)));
  }

  /**
   * A smoothed mean and mean deviation, computed like TCP's round-trip time (RFC 6298, section 2).
   * Updates are not atomic, because losing one does no harm.
   */
  public static final class SizeEstimate {

    /** The first estimate for a document reduced to some fields, in bytes. */
    private static final long UNSEEN_FIELDS = 4 << 10;

    /** The first estimate for a complete document, in bytes. */
    private static final long UNSEEN_WHOLE = 64 << 10;

    private volatile long mean;
    private volatile long deviation;

    private SizeEstimate(long unseen) {
      mean = unseen;
      deviation = 0;
    }

    private static long unseen(Projection fields, LinkPaths links) {
      return fields.isAll() || !links.isNone() ? UNSEEN_WHOLE : UNSEEN_FIELDS;
    }

    /** Returns a number of bytes that most documents do not exceed. */
    public long expected() {
      return mean + 2 * deviation;
    }

    /** Updates the estimate with a reply. */
    public void add(FetchReply reply) {
      if (reply instanceof FetchReply.Found found) {
        add(found.body().length());
      }
    }

    private void add(long bytes) {
      var before = mean;
      var error = Math.abs(bytes - before);
      var previous = deviation;
      deviation = previous + (error - previous) / 8;
      mean = before + (bytes - before) / 8;
    }
  }
}
