package dev.pokebatch.contract;

import java.util.List;

/**
 * Those replies to the requests of a {@link FetchBundle} that were ready together. While requests
 * are left, this message expects a reply itself, an empty one: the next replies are the reply to
 * that.
 *
 * @param replies at least one
 */
public record FetchReplies(List<Numbered> replies) {

  /** Copies the list. */
  public FetchReplies {
    replies = List.copyOf(replies);
  }

  /**
   * A reply to one request.
   *
   * @param number number of the request, as in {@link CallId#number()}
   */
  public record Numbered(long number, FetchReply reply) {}
}
