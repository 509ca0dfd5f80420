package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A fetcher's answer to a {@link FetchRequest}. Failures are values of it, never exceptions. */
public sealed interface FetchReply {

  /** What the answer took. */
  Effort effort();

  /** The same answer, after so many attempts at other fetchers that came to nothing. */
  FetchReply after(int lost);

  /** The same answer to a repeated request, including the effort of the first reply. */
  FetchReply after(TooLarge first);

  /**
   * The document, cut down to the fields asked for.
   *
   * @param body one valid JSON text in UTF-8; whoever holds it must not change it
   * @param origin where it came from
   * @param effort what it took, with all that was followed from it
   * @param broken the links that were to be followed and could not be
   */
  record Found(Buffer body, Origin origin, Effort effort, List<BrokenLink> broken)
      implements FetchReply {

    /** Copies the list. */
    public Found {
      broken = List.copyOf(broken);
    }

    /** Whether it was kept. */
    public CacheStatus cache() {
      return origin.cache();
    }

    @Override
    public FetchReply after(int lost) {
      return new Found(body, origin, effort.after(lost), broken);
    }

    /**
     * The same document, including the effort of the first reply. A hit that only the first request
     * made possible has the origin of the first reply.
     */
    @Override
    public Found after(TooLarge first) {
      var from =
          origin.cache() == CacheStatus.HIT ? first.origin.atMost(origin.freshForMs()) : origin;
      return new Found(body, from, first.effort.and(effort), broken);
    }
  }

  /**
   * No document, and why.
   *
   * @param failure what went wrong, in our words
   * @param effort what was spent on it
   */
  record Failed(Failure failure, Effort effort) implements FetchReply {
    @Override
    public FetchReply after(int lost) {
      return new Failed(failure, effort.after(lost));
    }

    @Override
    public Failed after(TooLarge first) {
      return new Failed(failure, first.effort.and(effort));
    }
  }

  /**
   * The fetcher has the document, and it is longer than {@link FetchRequest#grant()}. A caller that
   * has memory for it repeats the request with a larger grant.
   *
   * @param size the document's length, in bytes, cut down to the fields asked for
   * @param origin where it came from
   * @param effort what it took
   */
  record TooLarge(long size, Origin origin, Effort effort) implements FetchReply {
    @Override
    public TooLarge after(int lost) {
      return new TooLarge(size, origin, effort.after(lost));
    }

    @Override
    public TooLarge after(TooLarge first) {
      var from = origin.cache() == CacheStatus.HIT ? first.origin : origin;
      return new TooLarge(size, from, first.effort.and(effort));
    }
  }
}
