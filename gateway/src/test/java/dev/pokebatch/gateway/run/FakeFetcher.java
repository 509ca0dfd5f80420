package dev.pokebatch.gateway.run;

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
import dev.pokebatch.contract.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fetcher that answers after as many milliseconds as the key says ({@code any/3}), and fails for
 * the resource {@code bad}.
 */
final class FakeFetcher {

  private final Vertx vertx;
  private final Map<CallId, Message<FetchRequest>> inFlight = new HashMap<>();
  private int most;

  FakeFetcher(Vertx vertx) {
    this.vertx = vertx;
    Codecs.register(vertx.eventBus());
    vertx.eventBus().<FetchRequest>consumer(Addresses.of("fake", 0), this::fetch);
    vertx.eventBus().<Cancel>consumer(Addresses.CANCEL, this::cancel);
    vertx.eventBus().consumer(Addresses.ROLL_CALL, call -> announce());
    vertx.setPeriodic(Announcement.INTERVAL_MS, id -> announce());
  }

  /** Returns the maximum of documents in flight since the last call. */
  synchronized int most() {
    var was = most;
    most = 0;
    return was;
  }

  private void announce() {
    vertx
        .eventBus()
        .publish(Addresses.ANNOUNCEMENTS, new Announcement("fake", "fake", 0, 1, 0, false));
  }

  private synchronized void fetch(Message<FetchRequest> message) {
    var request = message.body();
    if (request == Addresses.GREETING) {
      return;
    }
    inFlight.put(request.call(), message);
    most = Math.max(most, inFlight.size());
    var millis = Long.parseLong(request.target().replaceFirst(".*/", ""));
    if (millis == 0) {
      answer(request);
    } else {
      vertx.setTimer(millis, id -> answer(request));
    }
  }

  private synchronized void answer(FetchRequest request) {
    var message = inFlight.remove(request.call());
    if (message != null) {
      message.reply(
          request.target().startsWith("bad/")
              ? failed(FailureKind.NOT_FOUND)
              : new FetchReply.Found(
                  Buffer.buffer("\"" + request.target() + "\""),
                  Origin.cached(CacheStatus.MISS, 0),
                  Effort.NONE,
                  List.of()));
    }
  }

  private synchronized void cancel(Message<Cancel> message) {
    var cancel = message.body();
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
