package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.fetcher.fetch.FetchException;

/** The upstream has a document elsewhere: a failure for whoever does not go there. */
final class RedirectException extends FetchException {

  private final transient Upstream.Redirect target;

  RedirectException(Failure failure, Effort effort, Upstream.Redirect target) {
    super(failure, effort);
    this.target = target;
  }

  /** Where it is, which is below the upstream. */
  Upstream.Redirect target() {
    return target;
  }
}
