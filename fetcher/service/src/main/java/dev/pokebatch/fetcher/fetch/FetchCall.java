package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.process.memory.Reservation;
import dev.pokebatch.process.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/** A request for one document on its way through the stack. Immutable. */
public final class FetchCall {

  private final FetchTarget target;
  private final Requester requester;
  private final CacheTerms cache;
  private final @Nullable Reservation memory;

  private FetchCall(
      FetchTarget target, Requester requester, CacheTerms cache, @Nullable Reservation memory) {
    this.target = target;
    this.requester = requester;
    this.cache = cache;
    this.memory = memory;
  }

  /**
   * A call of a single caller for a document that is not cached, by its usual URL.
   *
   * @param path the document's path
   * @param view the view that the caller wants: a hint, since a document always comes whole
   * @param transport the transport to the upstream
   * @param budget how long the caller waits
   * @param cancel fires when the caller has gone
   */
  public FetchCall(
      DocumentPath path,
      DocumentView view,
      TransportKind transport,
      Budget budget,
      CancelSignal cancel) {
    this(
        new FetchTarget(path, view, transport, false),
        new Requester("", budget, cancel, null, TraceSpan.NONE),
        CacheTerms.NONE,
        null);
  }

  /** The document's path. */
  public DocumentPath path() {
    return target.path();
  }

  /** The view that the caller wants: a hint, since a document always comes whole. */
  public DocumentView view() {
    return target.view();
  }

  /** The transport to the upstream. */
  public TransportKind transport() {
    return target.transport();
  }

  /** Whether to request the URL without its usual trailing slash. */
  public boolean omitSlash() {
    return target.omitSlash();
  }

  /** The client, or the first of several: clients take turns at what is scarce. */
  public String client() {
    return requester.client();
  }

  /** How long the caller waits. */
  public Budget budget() {
    return requester.budget();
  }

  /** Fires when the caller, or the last of several, has gone. */
  public CancelSignal cancel() {
    return requester.cancel();
  }

  /** All callers of a shared flight; null for a single caller. */
  public @Nullable WaitingCallers callers() {
    return requester.callers();
  }

  /** The span of the call in the trace of its caller, or of the first of several. */
  public TraceSpan span() {
    return requester.span();
  }

  /** Milliseconds for which any caller still waits. */
  public long leftMs() {
    return requester.leftMs();
  }

  /** The cached document to revalidate; null if there is none. */
  public @Nullable CachedDocument cached() {
    return cache.cached();
  }

  /** Whether the caller can be served a stale document instead: then the call is not retried. */
  public boolean hasFallback() {
    return cache.hasFallback();
  }

  /** Whether to fail rather than to ask the upstream. */
  public boolean onlyIfCached() {
    return cache.onlyIfCached() || cache.mode() == CacheMode.ONLY_IF_CACHED;
  }

  /** How the caller wants cached documents to be used. */
  public CacheMode cacheMode() {
    return cache.mode();
  }

  /** The memory reserved for the response; null if no memory is counted. */
  public @Nullable Reservation memory() {
    return memory;
  }

  /** Returns this call with another cancel signal. */
  public FetchCall with(CancelSignal signal) {
    return by(requester.with(signal));
  }

  /** Returns this call on behalf of several callers, with their common cancel signal. */
  public FetchCall sharedBy(WaitingCallers all, CancelSignal signal) {
    return by(requester.sharedBy(all, signal));
  }

  /** Returns this call on behalf of a client. */
  public FetchCall ofClient(String client) {
    return by(requester.ofClient(client));
  }

  /** Returns this call in another span. */
  public FetchCall in(TraceSpan span) {
    return by(requester.in(span));
  }

  /** Returns this call without the trailing slash of the URL. */
  public FetchCall omittingSlash() {
    return at(path(), true);
  }

  /** Returns this call with another of the document's paths. */
  public FetchCall at(DocumentPath other) {
    return at(other, omitSlash());
  }

  /** Returns this call with another of the document's URLs. */
  public FetchCall at(DocumentPath other, boolean omitSlash) {
    return new FetchCall(target.at(other, omitSlash), requester, cache, memory);
  }

  /** Returns this call as a revalidation of a cached document, with a time limit of its own. */
  public FetchCall revalidating(CachedDocument document, Budget time, CancelSignal signal) {
    return new FetchCall(
        target, requester.with(time, signal), cache.revalidating(document), memory);
  }

  /** Returns this call for a caller that can be served a stale document instead. */
  public FetchCall withFallback() {
    return using(cache.withFallback());
  }

  /** Returns this call with {@link #onlyIfCached()} set. */
  public FetchCall onlyIfCached(boolean only) {
    return using(cache.onlyIfCached(only));
  }

  /** Returns this call with another use of cached documents. */
  public FetchCall with(CacheMode mode) {
    return using(cache.with(mode));
  }

  /** Returns this call with memory reserved for the response. */
  public FetchCall with(Reservation reserved) {
    return new FetchCall(target, requester, cache, reserved);
  }

  private FetchCall by(Requester other) {
    return new FetchCall(target, other, cache, memory);
  }

  private FetchCall using(CacheTerms terms) {
    return new FetchCall(target, requester, terms, memory);
  }
}
