package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.fetcher.fetch.FetchException;

/** The upstream redirected to another URL below it; a failure unless the redirect is followed. */
final class RedirectException extends FetchException {

  private final transient Upstream.Redirect target;

  RedirectException(Failure failure, Effort effort, Upstream.Redirect target) {
    super(failure, effort);
    this.target = target;
  }

  /** The redirect's target, which is below the upstream. */
  Upstream.Redirect target() {
    return target;
  }
}
