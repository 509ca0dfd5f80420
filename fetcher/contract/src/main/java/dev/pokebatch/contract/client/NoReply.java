package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.List;

/** The reply of a call to which no fetcher has given one. */
final class NoReply {

  private static final long RETRY_AFTER_MS = 1_000;

  private NoReply() {}

  /**
   * Says why.
   *
   * @param tried whether any fetcher was asked and lost
   */
  static FetchReply of(FailureKind kind, String detail, boolean tried) {
    var again = kind == FailureKind.NO_FETCHER ? RETRY_AFTER_MS : 0;
    var failure = new Failure(kind, detail, 0, again, List.of(), "");
    return new FetchReply.Failed(failure, tried ? Effort.NONE : Effort.UNTRIED);
  }
}
