package dev.pokebatch.contract;

import java.util.List;

/**
 * Requests to one lane that were made at about the same time, as one message. Each stays a request
 * of its own: it has its own budget, is cancelled by its own number, and is replied to when its
 * document is ready. The replies are {@link FetchReplies}.
 *
 * @param requests from one caller, at least one and at most {@link #MOST}
 */
public record FetchBundle(List<FetchRequest> requests) {

  /** The most requests in a bundle. */
  public static final int MOST = 64;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there is no request, or too many
   */
  public FetchBundle {
    requests = List.copyOf(requests);
    if (requests.isEmpty() || requests.size() > MOST) {
      throw new IllegalArgumentException("a bundle of " + requests.size() + " requests");
    }
  }
}
