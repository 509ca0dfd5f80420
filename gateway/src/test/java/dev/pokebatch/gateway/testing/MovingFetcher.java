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
import dev.pokebatch.contract.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fetcher on the event bus whose documents are as long, and take as long, as their keys say:
 * {@code ok/x-BYTES-MILLIS}. It keeps to the grant of a request. {@code bad/...} fails, and {@code
 * grows/...} is half as long again whenever it is asked for once more.
 */
public final class MovingFetcher {

  private final Vertx vertx;
  private final Map<CallId, Message<FetchRequest>> underWay = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();

  /** Begins to listen. */
  public MovingFetcher(Vertx vertx) {
    this.vertx = vertx;
    Codecs.register(vertx.eventBus());
    vertx.eventBus().<FetchRequest>consumer(Addresses.of("moving", 0), this::fetch);
    vertx.eventBus().<Cancel>consumer(Addresses.CANCEL, this::cancel);
    vertx.eventBus().consumer(Addresses.ROLL_CALL, call -> announce());
    vertx.setPeriodic(Announcement.INTERVAL_MS, id -> announce());
  }

  /** The document of a target, of which nothing but the length depends on the target. */
  public static String document(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  private void announce() {
    vertx
        .eventBus()
        .publish(Addresses.ANNOUNCEMENTS, new Announcement("moving", "moving", 0, 1, 0, false));
  }

  private synchronized void fetch(Message<FetchRequest> message) {
    var request = message.body();
    if (request == Addresses.GREETING) {
      return;
    }
    underWay.put(request.call(), message);
    var ms = Long.parseLong(request.target().replaceFirst(".*-", ""));
    vertx.setTimer(ms + 1, id -> answer(request));
  }

  private synchronized void answer(FetchRequest request) {
    var message = underWay.remove(request.call());
    if (message != null) {
      message.reply(reply(request));
    }
  }

  private FetchReply reply(FetchRequest request) {
    var target = request.target();
    if (target.startsWith("bad/")) {
      return failed(FailureKind.NOT_FOUND);
    }
    var origin = Origin.cached(CacheStatus.MISS, 0);
    var bytes = Integer.parseInt(target.split("-", -1)[1]);
    if (target.startsWith("grows/")) {
      bytes = sizes.merge(target, bytes, (before, asked) -> Math.min(before * 3 / 2, 300_000));
    }
    return bytes > request.grant()
        ? new FetchReply.TooLarge(bytes, origin, Effort.NONE)
        : new FetchReply.Found(Buffer.buffer(document(bytes)), origin, Effort.NONE, List.of());
  }

  private synchronized void cancel(Message<Cancel> message) {
    var cancel = message.body();
    for (var number : cancel.numbers()) {
      var called = underWay.remove(new CallId(cancel.caller(), number));
      if (called != null) {
        called.reply(failed(FailureKind.CANCELLED));
      }
    }
  }

  private static FetchReply failed(FailureKind kind) {
    return new FetchReply.Failed(Failure.of(kind, "no"), Effort.NONE);
  }
}
