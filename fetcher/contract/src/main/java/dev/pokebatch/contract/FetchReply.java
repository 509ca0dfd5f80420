package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** The reply to a {@link FetchRequest}. Failures are replies too, never exceptions. */
public sealed interface FetchReply {

  /** What the reply cost. */
  Effort effort();

  /** The same reply, with the attempts at other fetchers that were lost before. */
  FetchReply after(int lost);

  /** The same reply to a repeated request, with the effort of the first reply. */
  FetchReply after(TooLarge first);

  /** Whether the reply is a failure of a kind. */
  default boolean isFailure(FailureKind kind) {
    return this instanceof Failed failed && failed.failure().kind() == kind;
  }

  /**
   * The document, reduced to the requested fields.
   *
   * @param body one valid JSON text in UTF-8; must not be changed
   * @param origin where the document came from
   * @param effort what the document and all followed links cost
   * @param broken the links that could not be followed
   * @param unmatched the paths of a mask, or the names of a shape's members, that matched nothing
   */
  record Found(
      Buffer body, Origin origin, Effort effort, List<BrokenLink> broken, List<String> unmatched)
      implements FetchReply {

    /** Copies the lists. */
    public Found {
      broken = List.copyOf(broken);
      unmatched = List.copyOf(unmatched);
    }

    /** A document in which everything matched. */
    public Found(Buffer body, Origin origin, Effort effort, List<BrokenLink> broken) {
      this(body, origin, effort, broken, List.of());
    }

    /** Whether the document came from the cache. */
    public CacheStatus cache() {
      return origin.cache();
    }

    @Override
    public FetchReply after(int lost) {
      return new Found(body, origin, effort.after(lost), broken, unmatched);
    }

    /**
     * The same document, with the effort of the first reply. If this is a cache hit, the first
     * request filled the cache, so the origin is that of the first reply.
     */
    @Override
    public Found after(TooLarge first) {
      var from =
          origin.cache() == CacheStatus.HIT ? first.origin.atMost(origin.freshForMs()) : origin;
      return new Found(body, from, first.effort.and(effort), broken, unmatched);
    }
  }

  /**
   * The document could not be fetched.
   *
   * @param failure why
   * @param effort what the attempts cost
   */
  record Failed(Failure failure, Effort effort) implements FetchReply {

    /** In place of a reply, or in reply to a request, that could not be read. */
    public static final Failed UNREADABLE =
        new Failed(
            Failure.of(FailureKind.UNREADABLE, "the message is of a version that is not known"),
            Effort.NONE);

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
   * The document is larger than {@link FetchRequest#grant()}. A caller that has memory for it
   * repeats the request with a larger grant.
   *
   * @param size the size in bytes of the document, reduced to the requested fields
   * @param origin where the document came from
   * @param effort what the document cost, without the work of its shape: the reply to the repeated
   *     request has it
   */
  record TooLarge(long size, Origin origin, Effort effort) implements FetchReply {

    /**
     * @throws IllegalArgumentException if the size is negative
     */
    public TooLarge {
      if (size < 0) {
        throw new IllegalArgumentException("a document cannot have " + size + " bytes");
      }
    }

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
