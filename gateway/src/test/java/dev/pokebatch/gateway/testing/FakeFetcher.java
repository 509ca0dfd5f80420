package dev.pokebatch.gateway.testing;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Cancel;
import dev.pokebatch.contract.Codecs;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Inbox;
import dev.pokebatch.contract.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fetcher on the event bus whose targets say how it answers. The number at the end of a target is
 * the delay in milliseconds: {@code any/3}. A target with two numbers also sets the size of its
 * document in bytes: {@code ok/x-BYTES-MILLIS}; a document that exceeds the request's grant is not
 * sent. {@code bad/...} fails, and the document of {@code grows/...} is half as long again at each
 * further request.
 */
public final class FakeFetcher {

  private static final Announcement ANNOUNCEMENT = new Announcement("fake", "fake", 1, 0, false);

  private final Vertx vertx;
  private final Map<CallId, Message<FetchRequest>> inFlight = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private int max;
  private long documentBytes;

  /** Starts listening. */
  public FakeFetcher(Vertx vertx) {
    this.vertx = vertx;
    Codecs.register(vertx.eventBus());
    Inbox.listen(
        vertx.eventBus(),
        Addresses.of("fake", 0),
        this::fetch,
        bundle -> {},
        this::cancel,
        () -> ANNOUNCEMENT);
    vertx.eventBus().consumer(Addresses.ROLL_CALL, call -> announce());
    vertx.setPeriodic(Announcement.INTERVAL_MS, id -> announce());
  }

  /** The document of a target that sets its size. */
  public static String document(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  /** The maximum number of requests in flight since the last call. */
  public synchronized int takeMax() {
    var taken = max;
    max = 0;
    return taken;
  }

  /** The bytes of all documents that it has sent. */
  public synchronized long documentBytes() {
    return documentBytes;
  }

  private void announce() {
    vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, ANNOUNCEMENT);
  }

  private synchronized void fetch(Message<FetchRequest> message) {
    var request = message.body();
    inFlight.put(request.call(), message);
    max = Math.max(max, inFlight.size());
    var millis = Long.parseLong(request.target().replaceFirst(".*[-/]", ""));
    if (millis == 0) {
      answer(request);
    } else {
      vertx.setTimer(millis, id -> answer(request));
    }
  }

  private synchronized void answer(FetchRequest request) {
    var message = inFlight.remove(request.call());
    if (message != null) {
      message.reply(reply(request));
    }
  }

  private FetchReply reply(FetchRequest request) {
    var target = request.target();
    if (target.startsWith("bad/")) {
      return failed(FailureKind.NOT_FOUND);
    }
    var document = sizeOf(target).map(FakeFetcher::document).orElse("\"" + target + "\"");
    var origin = Origin.cached(CacheStatus.MISS, 0);
    if (document.length() > request.grant()) {
      return new FetchReply.TooLarge(document.length(), origin, Effort.NONE);
    }
    documentBytes += document.length();
    return new FetchReply.Found(Buffer.buffer(document), origin, Effort.NONE, List.of());
  }

  private Optional<Integer> sizeOf(String target) {
    var parts = target.split("-", -1);
    if (parts.length < 3) {
      return Optional.empty();
    }
    var bytes = Integer.parseInt(parts[1]);
    if (target.startsWith("grows/")) {
      bytes = sizes.merge(target, bytes, (before, asked) -> Math.min(before * 3 / 2, 300_000));
    }
    return Optional.of(bytes);
  }

  private synchronized void cancel(Cancel cancel) {
    for (var number : cancel.numbers()) {
      var called = inFlight.remove(new CallId(cancel.caller(), number));
      if (called != null) {
        called.reply(failed(FailureKind.CANCELLED));
      }
    }
  }

  private static FetchReply failed(FailureKind kind) {
    return new FetchReply.Failed(Failure.of(kind, "no"), Effort.NONE);
  }
}
