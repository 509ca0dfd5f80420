package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Cancel;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchBundle;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.fetcher.expansion.Expander;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.LaneMemory;
import dev.pokebatch.fetcher.fetch.Projector;
import dev.pokebatch.process.log.RequestLocal;
import dev.pokebatch.process.trace.TraceSpan;
import dev.pokebatch.process.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves fetch requests from the event bus: turns a request into a call of the stack, projects and
 * expands the document, and replies. Failures become replies too. Confined to one event loop.
 */
public final class FetchService {

  private static final Logger LOG = LoggerFactory.getLogger(FetchService.class);

  private static final FetchReply LEAVING =
      new FetchReply.Failed(Failure.of(FailureKind.LEAVING, "the fetcher is leaving"), Effort.NONE);

  private final Function<String, Optional<DocumentPath>> links;
  private final BiFunction<FetchRequest, CancelSignal, Future<Failure>> refusals;
  private final Fetch stack;
  private final DocumentReplies replies;
  private final Tracing tracing;
  private final Map<CallId, CancelSignal> inFlight = new HashMap<>();
  private final LongAdder served = new LongAdder();
  private boolean leaving;

  /**
   * @param links finds the document that a target names, if it is below the upstream
   * @param refusals explains why a target names no document
   * @param stack fetches documents
   * @param projector projects them
   * @param expander follows their links
   * @param memory the pool for long replies
   * @param arrived tells a caller that its document has arrived and its links are being followed
   * @param tracing records the spans of requests
   */
  public FetchService(
      Function<String, Optional<DocumentPath>> links,
      BiFunction<FetchRequest, CancelSignal, Future<Failure>> refusals,
      Fetch stack,
      Projector projector,
      Expander expander,
      LaneMemory memory,
      Consumer<CallId> arrived,
      Tracing tracing) {
    this.links = links;
    this.refusals = refusals;
    this.stack = stack;
    this.replies = new DocumentReplies(projector, expander, memory, arrived);
    this.tracing = tracing;
  }

  /** Serves a request; every message gets a reply. */
  public void handle(Message<FetchRequest> message) {
    serve(message.body(), reply -> reply.sendTo(message));
  }

  /** Serves the requests of a bundle; each gets a reply. */
  public void handleBundle(Message<FetchBundle> message) {
    var requests = message.body().requests();
    var bundled = new BundleReplies(message, requests.size());
    for (var request : requests) {
      serve(request, reply -> bundled.add(request.call().number(), reply));
    }
    bundled.send();
  }

  private void serve(FetchRequest request, Consumer<ReservedReply> sender) {
    var span = RequestSpan.begin(tracing, request);
    Future.succeededFuture(request)
        .compose(asked -> answer(asked, span))
        .otherwise(thrown -> ReservedReply.small(failed(request, span, thrown)))
        .onSuccess(
            reply -> {
              served.increment(); // before the caller can notice and read the count
              sender.accept(reply);
              replied(request, span, reply.reply());
            });
  }

  private static void replied(FetchRequest request, TraceSpan span, FetchReply reply) {
    RequestSpan.end(span, reply);
    if (LOG.isDebugEnabled()) {
      RequestLocal.run(
          span.request(),
          () -> LOG.debug("{}: {}", request.target(), reply.getClass().getSimpleName()));
    }
  }

  /** Cancels the named requests, as far as they are in flight here. */
  public void cancel(Cancel cancel) {
    for (var number : cancel.numbers()) {
      var signal = inFlight.remove(new CallId(cancel.caller(), number));
      if (signal != null) {
        signal.cancel();
      }
    }
  }

  /** The number of requests answered so far. May be called from any thread. */
  public long served() {
    return served.sum();
  }

  /** The number of requests in flight. */
  public int inFlight() {
    return inFlight.size();
  }

  /**
   * Cancels the requests in flight and refuses later ones; their callers are told to ask another
   * fetcher.
   */
  public void leave() {
    leaving = true;
    List.copyOf(inFlight.values()).forEach(CancelSignal::cancel);
  }

  private Future<ReservedReply> answer(FetchRequest request, TraceSpan span) {
    if (leaving) {
      return Future.succeededFuture(ReservedReply.small(LEAVING));
    }
    var signal = new CancelSignal();
    inFlight.put(request.call(), signal);
    return links
        .apply(request.target())
        .map(path -> document(call(path, request, signal).in(span), request))
        .orElseGet(() -> refused(request, signal))
        .otherwise(cause -> ReservedReply.small(failed(request, span, cause)))
        .map(
            reply -> {
              inFlight.remove(request.call());
              return leaving && reply.reply() instanceof FetchReply.Failed
                  ? ReservedReply.small(LEAVING)
                  : reply;
            });
  }

  private Future<ReservedReply> document(FetchCall call, FetchRequest request) {
    var arrivedAt = System.nanoTime();
    return get(call)
        .compose(
            document ->
                replies
                    .of(call, request, document, arrivedAt)
                    .recover(cause -> Future.failedFuture(including(document.effort(), cause))));
  }

  /** A document that was fetched in vain has cost the upstream as much as any other. */
  private static Throwable including(Effort before, Throwable cause) {
    return cause instanceof FetchException exception
        ? new FetchException(exception.failure(), before.and(exception.effort()))
        : cause;
  }

  private Future<ReservedReply> refused(FetchRequest request, CancelSignal signal) {
    return refusals
        .apply(request, signal)
        .map(failure -> ReservedReply.small(new FetchReply.Failed(failure, Effort.NONE)));
  }

  private static FetchCall call(DocumentPath path, FetchRequest request, CancelSignal signal) {
    return new FetchCall(path, view(request), request.transport(), request.budget(), signal)
        .onlyIfCached(request.onlyIfCached())
        .with(request.cache())
        .ofClient(request.client());
  }

  private static DocumentView view(FetchRequest request) {
    return new DocumentView(request.fields(), request.expand().paths());
  }

  private Future<Document> get(FetchCall call) {
    try {
      return stack.get(call);
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private static FetchReply failed(FetchRequest request, TraceSpan span, Throwable cause) {
    if (cause instanceof FetchException exception) {
      return new FetchReply.Failed(exception.failure(), exception.effort());
    }
    if (cause instanceof RejectedExecutionException) {
      return LEAVING; // the process is ending and its worker threads have ended first
    }
    RequestLocal.run(
        span.request(), () -> LOG.error("getting {} failed unexpectedly", request.target(), cause));
    return new FetchReply.Failed(
        Failure.of(FailureKind.INTERNAL, "the fetcher failed"), Effort.NONE);
  }
}
