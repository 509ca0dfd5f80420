package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How large the documents of late were, by their kind and by what was asked for of them. Shared by
 * all gateway verticles of a process, and safe to share.
 */
public final class ReplySizes {

  /** There are about 50 kinds, but clients choose the fields. */
  private static final int MOST = 4_096;

  private final Map<Key, SizeEstimate> sizes = new ConcurrentHashMap<>();

  private record Key(String kind, Projection fields, String links) {}

  /**
   * The size of documents of the same kind as the target.
   *
   * @param fields what is kept of them
   * @param links which links are followed
   */
  public SizeEstimate of(String target, Projection fields, LinkPaths links) {
    if (sizes.size() > MOST) {
      sizes.clear();
    }
    var key = new Key(TransferStats.kind(target), fields, links.toString());
    return sizes.computeIfAbsent(key, k -> new SizeEstimate(SizeEstimate.unseen(fields, links)));
  }

  /**
   * A running mean and mean deviation, as TCP keeps them of round trips (RFC 6298, section 2). A
   * lost update of two threads does no harm.
   */
  public static final class SizeEstimate {

    /** In bytes: a document cut down to some fields. */
    private static final long UNSEEN_FIELDS = 4 << 10;

    /** In bytes: a document in full, as most resources have it. */
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

    /** Bytes that most documents do not exceed. */
    public long expected() {
      return mean + 2 * deviation;
    }

    /** A reply has come. */
    public void saw(FetchReply reply) {
      if (reply instanceof FetchReply.Found found) {
        saw(found.body().length());
      }
    }

    private void saw(long bytes) {
      var before = mean;
      var off = Math.abs(bytes - before);
      var usual = deviation;
      deviation = usual + (off - usual) / 8;
      mean = before + (bytes - before) / 8;
    }
  }
}
