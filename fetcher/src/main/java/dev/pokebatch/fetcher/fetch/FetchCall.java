package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.contract.TransportKind;

/**
 * One document wanted by one caller.
 *
 * @param path which document
 * @param view what its caller wants to see of it: a hint, a document always comes whole
 * @param transport how to get it
 * @param budget how long the caller will wait
 * @param cancel tells when the caller no longer wants it
 * @param isBare whether to ask by the URL without the trailing slash that it otherwise has
 */
public record FetchCall(
    DocumentPath path,
    View view,
    TransportKind transport,
    Budget budget,
    CancelSignal cancel,
    boolean isBare) {

  /** By the usual URL. */
  public FetchCall(
      DocumentPath path, View view, TransportKind transport, Budget budget, CancelSignal cancel) {
    this(path, view, transport, budget, cancel, false);
  }

  /** The same call, listening to another signal. */
  public FetchCall with(CancelSignal signal) {
    return new FetchCall(path, view, transport, budget, signal, isBare);
  }

  /** The same call by the URL without the trailing slash. */
  public FetchCall bare() {
    return new FetchCall(path, view, transport, budget, cancel, true);
  }
}
