package dev.pokebatch.fetcher.serve;

import dev.pokebatch.fetcher.contract.CallId;
import dev.pokebatch.fetcher.contract.Cancel;
import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.fetcher.contract.FetchRequest;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of the event bus from the stack: a request becomes a call, a document
 * becomes bytes cut down to the caller's fields, and whatever goes wrong becomes a reply too.
 * Confined to one event loop.
 */
public final class FetchService {

  private static final Logger LOG = LoggerFactory.getLogger(FetchService.class);

  private static final FetchReply LEAVING =
      new FetchReply.Failed(Failure.of(FailureKind.LEAVING, "the fetcher is leaving"), Effort.NONE);

  private final Function<String, Optional<DocumentPath>> links;
  private final Fetch stack;
  private final Cutting cutting;
  private final Map<CallId, CancelSignal> underWay = new HashMap<>();
  private final LongAdder served = new LongAdder();
  private boolean leaving;

  /**
   * @param links finds the document that a target names, if it lies below the upstream
   * @param stack gets documents
   * @param cutting cuts them down
   */
  public FetchService(
      Function<String, Optional<DocumentPath>> links, Fetch stack, Cutting cutting) {
    this.links = links;
    this.stack = stack;
    this.cutting = cutting;
  }

  /** Serves a request; every message gets a reply. */
  public void handle(Message<FetchRequest> message) {
    answer(message.body())
        .onSuccess(
            reply -> {
              message.reply(reply);
              served.increment();
            });
  }

  /** Calls off what the message names and this service has under way. */
  public void cancel(Message<Cancel> message) {
    var cancel = message.body();
    for (var number : cancel.numbers()) {
      var signal = underWay.remove(new CallId(cancel.caller(), number));
      if (signal != null) {
        signal.cancel();
      }
    }
  }

  /** How many requests have been answered. May be called from anywhere. */
  public long served() {
    return served.sum();
  }

  /** How many requests have not been answered yet. */
  public int underWay() {
    return underWay.size();
  }

  /**
   * Gives up what is under way, and whatever comes: the callers are told to ask another fetcher.
   */
  public void leave() {
    leaving = true;
    List.copyOf(underWay.values()).forEach(CancelSignal::cancel);
  }

  private Future<FetchReply> answer(FetchRequest request) {
    if (leaving) {
      return Future.succeededFuture(LEAVING);
    }
    var path = links.apply(request.target());
    if (path.isEmpty()) {
      var failure =
          Failure.of(FailureKind.FORBIDDEN_URL, "the URL does not lie below the upstream");
      return Future.succeededFuture(new FetchReply.Failed(failure, Effort.NONE));
    }
    var signal = new CancelSignal();
    var call =
        new FetchCall(path.get(), request.fields(), request.transport(), request.budget(), signal);
    underWay.put(request.call(), signal);
    return get(call)
        .transform(
            outcome -> {
              underWay.remove(request.call());
              return Future.succeededFuture(
                  leaving && outcome.failed() ? LEAVING : reply(request, outcome));
            });
  }

  private Future<Document> get(FetchCall call) {
    try {
      return stack.get(call);
    } catch (RuntimeException thrown) {
      return Future.failedFuture(thrown);
    }
  }

  private FetchReply reply(FetchRequest request, AsyncResult<Document> outcome) {
    if (outcome.failed()) {
      return failed(request, outcome.cause());
    }
    var document = outcome.result();
    try {
      return new FetchReply.Found(body(request, document), document.cache(), document.effort());
    } catch (FetchException | RuntimeException thrown) {
      return failed(request, thrown);
    }
  }

  private Buffer body(FetchRequest request, Document document) throws FetchException {
    var cut = document.cut();
    return cut != null && cut.fields().equals(request.fields())
        ? cut.bytes()
        : cutting.cut(document.body(), request.fields()).bytes();
  }

  private static FetchReply failed(FetchRequest request, Throwable cause) {
    if (cause instanceof FetchException known) {
      return new FetchReply.Failed(known.failure(), known.effort());
    }
    LOG.error("getting {} failed in a way that it should not", request.target(), cause);
    return new FetchReply.Failed(
        Failure.of(FailureKind.INTERNAL, "the fetcher failed"), Effort.NONE);
  }
}
