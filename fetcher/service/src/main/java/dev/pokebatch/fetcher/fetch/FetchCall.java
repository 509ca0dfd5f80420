package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.process.memory.Reservation;
import org.jspecify.annotations.Nullable;

/**
 * One document wanted by one caller.
 *
 * @param path which document
 * @param view what its caller wants to see of it: a hint, a document always comes whole
 * @param transport how to get it
 * @param budget how long the caller will wait
 * @param cancel tells when the caller no longer wants it
 * @param callers all who wait for it, where that is more than one caller with that budget; else
 *     null
 * @param known what is kept of it, for the upstream to say whether it still holds; null where
 *     nothing is
 * @param omitSlash whether to ask by the URL without the trailing slash that it otherwise has
 * @param hasFallback whether the caller has a kept document to give out where this fails: then
 *     another try is not worth its wait
 * @param onlyIfCached whether it is to be answered from what is kept, or not at all
 * @param client whose call it is, or the first one's: clients take turns at what is scarce
 * @param memory reserved for the answer of the upstream; null where no memory is counted
 */
public record FetchCall(
    DocumentPath path,
    DocumentView view,
    TransportKind transport,
    Budget budget,
    CancelSignal cancel,
    @Nullable WaitingCallers callers,
    @Nullable CachedDocument known,
    boolean omitSlash,
    boolean hasFallback,
    boolean onlyIfCached,
    String client,
    @Nullable Reservation memory) {

  /** A call for a document of which nothing is kept, by its usual URL. */
  public FetchCall(
      DocumentPath path,
      DocumentView view,
      TransportKind transport,
      Budget budget,
      CancelSignal cancel) {
    this(path, view, transport, budget, cancel, null, null, false, false, false, "", null);
  }

  /** Milliseconds for which somebody waits for it: those left of all callers, or its budget. */
  public long leftMs() {
    return callers == null ? budget.millis() : callers.leftMs();
  }

  /** The same call, listening to another signal. */
  public FetchCall with(CancelSignal signal) {
    return new FetchCall(
        path,
        view,
        transport,
        budget,
        signal,
        callers,
        known,
        omitSlash,
        hasFallback,
        onlyIfCached,
        client,
        memory);
  }

  /** The same call on behalf of several callers, listening to their common signal. */
  public FetchCall of(WaitingCallers all, CancelSignal signal) {
    return new FetchCall(
        path,
        view,
        transport,
        budget,
        signal,
        all,
        known,
        omitSlash,
        hasFallback,
        onlyIfCached,
        client,
        memory);
  }

  /** The same call by the URL without the trailing slash. */
  public FetchCall omittingSlash() {
    return new FetchCall(
        path,
        view,
        transport,
        budget,
        cancel,
        callers,
        known,
        true,
        hasFallback,
        onlyIfCached,
        client,
        memory);
  }

  /** The same call, by another of the document's paths. */
  public FetchCall at(DocumentPath other) {
    return other.equals(path)
        ? this
        : new FetchCall(
            other,
            view,
            transport,
            budget,
            cancel,
            callers,
            known,
            omitSlash,
            hasFallback,
            onlyIfCached,
            client,
            memory);
  }

  /** The same call, by another of the document's URLs. */
  public FetchCall at(DocumentPath other, boolean omitSlash) {
    return new FetchCall(
        other,
        view,
        transport,
        budget,
        cancel,
        callers,
        known,
        omitSlash,
        hasFallback,
        onlyIfCached,
        client,
        memory);
  }

  /** The same call, asking whether what is kept still holds, within a time of its own. */
  public FetchCall revalidating(CachedDocument kept, Budget time, CancelSignal signal) {
    return new FetchCall(
        path,
        view,
        transport,
        time,
        signal,
        callers,
        kept,
        omitSlash,
        hasFallback,
        onlyIfCached,
        client,
        memory);
  }

  /** The same call of a caller that has something else where it fails. */
  public FetchCall withFallback() {
    return new FetchCall(
        path,
        view,
        transport,
        budget,
        cancel,
        callers,
        known,
        omitSlash,
        true,
        onlyIfCached,
        client,
        memory);
  }

  /** The same call, to be answered from what is kept, or not at all. */
  public FetchCall onlyIfCached(boolean only) {
    return new FetchCall(
        path,
        view,
        transport,
        budget,
        cancel,
        callers,
        known,
        omitSlash,
        hasFallback,
        only,
        client,
        memory);
  }

  /** The same call of this client. */
  public FetchCall ofClient(String other) {
    return new FetchCall(
        path,
        view,
        transport,
        budget,
        cancel,
        callers,
        known,
        omitSlash,
        hasFallback,
        onlyIfCached,
        other,
        memory);
  }

  /** The same call, with memory reserved for the answer of the upstream. */
  public FetchCall with(Reservation reserved) {
    return new FetchCall(
        path,
        view,
        transport,
        budget,
        cancel,
        callers,
        known,
        omitSlash,
        hasFallback,
        onlyIfCached,
        client,
        reserved);
  }
}
