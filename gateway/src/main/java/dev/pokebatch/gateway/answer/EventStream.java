package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Writes records to a response, as NDJSON or server-sent events: an item for each result, progress
 * once a second, and the summary at the end. Without envelopes, an item is the document alone, and
 * lines, which have no type then, are items only: trailers say whether they are complete. Records
 * of the same turn of the event loop are written together, because each write is a system call.
 * Confined to one event loop.
 */
final class EventStream {

  /** The id of the last event: a client that has received it has everything. */
  static final String END = "end";

  private static final long SECOND_MS = 1_000;
  private static final int HEARTBEAT_EVERY = 15;

  /** Longer records, in bytes, are written at once. */
  private static final int MANY = 16_384;

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Framing framing;
  private final ResponseWriter out;
  private final boolean bare;
  private final CompletenessTrailers trailers;
  private Buffer gathered = Buffer.buffer();
  private long timer;
  private long seconds;
  private long events;

  /**
   * @param out writes the bytes at the client's pace
   * @param bare whether items have no envelope
   * @param trailers whether the client accepts trailers
   */
  EventStream(
      Vertx vertx,
      HttpServerResponse response,
      Framing framing,
      ResponseWriter out,
      boolean bare,
      boolean trailers) {
    this.out = out;
    this.bare = bare;
    this.trailers = new CompletenessTrailers(response, bare && trailers);
    this.vertx = vertx;
    this.response = response;
    this.framing = framing;
  }

  /**
   * Begins.
   *
   * @param drained called when the client has read what was pending
   * @param everySecond called once a second while the client reads
   */
  void begin(Runnable drained, Runnable everySecond) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, framing.mediaType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    trailers.announce();
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

  /** Whether some of the written bytes wait on the disk. */
  boolean isOnDisk() {
    return out.isOnDisk();
  }

  /** Writes a result. */
  void item(Item item) {
    item(item, nextId(), "{\"type\":\"item\",");
  }

  /**
   * Writes a numbered result; a client that reconnects sends the last number that it has received.
   *
   * @param seq the number
   */
  void item(Item item, long seq) {
    item(item, Long.toString(seq), "{\"type\":\"item\",\"seq\":" + seq + ",");
  }

  private void item(Item item, String id, String begin) {
    if (bare) {
      BareRow.write(item, frame("item", id), framing.after(), this::write);
      return;
    }
    var step = item.leaf();
    var index = item.isOfMany() ? "\"index\":" + item.index() + "," : "";
    var before =
        begin + "\"id\":\"" + step.id() + "\",\"index\":" + step.index() + ",\"item\":{" + index;
    item.write(frame("item", id) + before, "}}" + framing.after(), this::write);
  }

  /** Writes the progress, and from time to time a heartbeat. */
  void progress(JsonObject members) {
    progress(members, nextId());
  }

  /**
   * Writes the progress with an event id.
   *
   * @param id the id of the last result, because a client that reconnects does not need the
   *     progress again
   */
  void progress(JsonObject members, String id) {
    if (seconds % HEARTBEAT_EVERY == 0 && !framing.heartbeat().isEmpty()) {
      write(Buffer.buffer(framing.heartbeat()));
    }
    if (hasOtherRecords()) {
      write(text("progress", id, members));
    }
  }

  /**
   * Writes the summary and ends the stream.
   *
   * @param members the summary as it is written
   */
  void end(Summary summary, JsonObject members) {
    trailers.put(summary, members.getBoolean("complete"));
    end("summary", END, members);
  }

  /**
   * Writes the progress and ends the stream before the job has ended.
   *
   * @param members the progress as it is written
   */
  void endBefore(Summary summary, JsonObject members, String id) {
    trailers.put(summary, false);
    end("progress", id, members);
  }

  /** Ends the response early, so that the client sees that it was cut off. */
  void cutOff() {
    abandon();
    response.reset();
  }

  /** Whether there are records that are no items. */
  boolean hasOtherRecords() {
    return !bare || framing.isTyped();
  }

  private void end(String type, String id, JsonObject members) {
    var last = gathered;
    if (hasOtherRecords()) {
      last.appendBuffer(text(type, id, members));
    }
    stop();
    out.end(last);
  }

  /** Stops writing. */
  void abandon() {
    stop();
    out.abandon();
  }

  private void stop() {
    vertx.cancelTimer(timer);
    gathered = Buffer.buffer();
  }

  /** Gathers records until the tasks that are ready now have run, because they may write more. */
  private void write(Buffer text) {
    if (text.length() > MANY) {
      flush();
      out.write(text); // not copied, which would cost more than a write
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
