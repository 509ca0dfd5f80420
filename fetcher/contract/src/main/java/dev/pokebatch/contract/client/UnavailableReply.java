package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One fetcher's word that the upstream is away, while another one is asked for what it keeps: the
 * reply, if that one has nothing better. Confined to one event loop.
 */
final class UnavailableReply {

  private static final Set<FailureKind> AWAY =
      Set.of(FailureKind.CIRCUIT_OPEN, FailureKind.UPSTREAM_UNREACHABLE);

  private FetchReply.@Nullable Failed first;

  /** Whether there was one. */
  boolean isThere() {
    return first != null;
  }

  /** Whether a reply is such a word. */
  static boolean is(FetchReply reply) {
    return reply instanceof FetchReply.Failed failed && AWAY.contains(failed.failure().kind());
  }

  /**
   * Takes such a word.
   *
   * @return whether it is the first
   */
  boolean take(FetchReply reply) {
    if (first != null || !(reply instanceof FetchReply.Failed failed)) {
      return false;
    }
    first = failed;
    return true;
  }

  /** What the caller is told, where the last reply was this. */
  FetchReply settled(FetchReply reply) {
    var before = first;
    if (before == null) {
      return reply;
    }
    return reply instanceof FetchReply.Found found
        ? new FetchReply.Found(
            found.body(), found.origin(), found.effort().following(before.effort()), found.broken())
        : before;
  }
}
