package dev.pokebatch.gateway.answer;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * JSON texts on a response, one after the other: an item for each result, progress once a second,
 * last of all the summary. What they say is for others to know. Those that come at about the same
 * time go out as one, for each that goes costs the kernel more than it costs us. Confined to one
 * event loop.
 */
final class EventStream {

  /** The id of the last event: a client that has it has all. */
  static final String END = "end";

  private static final long SECOND_MS = 1_000;
  private static final int HEARTBEAT_EVERY = 15;

  /** In bytes: so much does not wait for more. */
  private static final int MANY = 16_384;

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Framing framing;
  private final ResponseWriter out;
  private Buffer gathered = Buffer.buffer();
  private long timer;
  private long seconds;
  private long events;

  /**
   * @param out how they leave
   */
  EventStream(Vertx vertx, HttpServerResponse response, Framing framing, ResponseWriter out) {
    this.out = out;
    this.vertx = vertx;
    this.response = response;
    this.framing = framing;
  }

  /**
   * Begins.
   *
   * @param drained is run when the client has made room
   * @param everySecond is run once a second, while there is room
   */
  void begin(Runnable drained, Runnable everySecond) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, framing.mediaType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    out.begin(drained, () -> {});
    timer =
        vertx.setPeriodic(
            SECOND_MS,
            id -> {
              seconds++;
              if (!isFull()) {
                everySecond.run();
              }
            });
  }

  /** Whether the client has to read before more is written. */
  boolean isFull() {
    return out.isFull();
  }

  /** Whether some of what was written waits on the disk. */
  boolean isOnDisk() {
    return out.isOnDisk();
  }

  /** Writes a result. */
  void item(Item item) {
    item(item, nextId(), "{\"type\":\"item\",");
  }

  /**
   * Writes a result that has a number, by which a client can say later that it has it.
   *
   * @param seq the number
   */
  void item(Item item, long seq) {
    item(item, Long.toString(seq), "{\"type\":\"item\",\"seq\":" + seq + ",");
  }

  private void item(Item item, String id, String begin) {
    var step = item.leaf();
    var place = item.isOfMany() ? "\"index\":" + item.place() + "," : "";
    var before =
        begin + "\"id\":\"" + step.id() + "\",\"index\":" + step.index() + ",\"item\":{" + place;
    item.write(frame("item", id) + before, "}}" + framing.after(), this::write);
  }

  /** Says how far it has come, and, now and then, that it lives. */
  void progress(JsonObject members) {
    progress(members, nextId());
  }

  /**
   * The same.
   *
   * @param id of the event; for something that a client need not hear again, that of the one before
   */
  void progress(JsonObject members, String id) {
    if (seconds % HEARTBEAT_EVERY == 0 && !framing.heartbeat().isEmpty()) {
      write(Buffer.buffer(framing.heartbeat()));
    }
    write(text("progress", id, members));
  }

  /** Says what came of it all, and ends. */
  void end(JsonObject summary) {
    end(text("summary", END, summary));
  }

  /** Ends, and says how far it has come. */
  void endBefore(JsonObject members, String id) {
    end(text("progress", id, members));
  }

  private void end(Buffer text) {
    var last = gathered.appendBuffer(text);
    stop();
    out.end(last);
  }

  /** Writes no more. */
  void abandon() {
    stop();
    out.abandon();
  }

  private void stop() {
    vertx.cancelTimer(timer);
    gathered = Buffer.buffer();
  }

  /** What is ready to be done by now may have more to write: it goes out after that. */
  private void write(Buffer text) {
    if (text.length() > MANY) {
      flush();
      out.write(text); // as it is: to copy it would cost more
      return;
    }
    if (gathered.length() == 0) {
      vertx.runOnContext(soon -> flush());
    }
    gathered.appendBuffer(text);
    if (gathered.length() >= MANY) {
      flush();
    }
  }

  private void flush() {
    if (gathered.length() > 0) {
      var all = gathered;
      gathered = Buffer.buffer();
      out.write(all);
    }
  }

  private Buffer text(String type, String id, JsonObject members) {
    var json = new JsonObject().put("type", type).mergeIn(members);
    return Buffer.buffer(frame(type, id) + json.encode() + framing.after());
  }

  private String frame(String event, String id) {
    return framing.before(event, id);
  }

  private String nextId() {
    return Long.toString(++events);
  }
}
