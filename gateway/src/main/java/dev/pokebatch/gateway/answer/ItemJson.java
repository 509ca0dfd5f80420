package dev.pokebatch.gateway.answer;

import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.run.Result;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes the members of one document's result; its body goes in as the bytes that it is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, for the problem member</a>
 */
final class ItemJson {

  /** Below this a body is copied between its neighbours; above, that costs more than a write. */
  private static final int SMALL = 16_384;

  private ItemJson() {}

  /** The status that stands for a result. */
  static int status(Result result) {
    return result.reply() instanceof FetchReply.Failed failed
        ? Problems.status(failed.failure())
        : 200;
  }

  /**
   * Writes a result between two texts.
   *
   * @param before opens the object and may hold members, each with its comma
   * @param after closes what {@code before} opened
   */
  static void write(String before, Result result, String after, Consumer<Buffer> out) {
    var head = new StringBuilder(before);
    var reply = result.reply();
    if (reply instanceof FetchReply.Failed failed) {
      var problem = Problems.of(failed.failure(), failed.effort().attempts());
      common(head, result, problem.status(), "failed", "");
      head.append(",\"problem\":").append(problem.toJson().encode()).append(after);
      out.accept(Buffer.buffer(head.toString()));
      return;
    }
    var found = (FetchReply.Found) reply;
    var cache = ",\"cache\":\"" + found.cache().name().toLowerCase(Locale.ROOT) + "\"";
    common(head, result, 200, "succeeded", cache);
    head.append(",\"body\":");
    splice(head.toString(), found.body(), after, out);
  }

  private static void splice(String head, Buffer body, String tail, Consumer<Buffer> out) {
    var first = Buffer.buffer(head);
    if (body.length() <= SMALL) {
      out.accept(first.appendBuffer(body).appendString(tail));
    } else {
      out.accept(first);
      out.accept(body);
      out.accept(Buffer.buffer(tail));
    }
  }

  private static void common(
      StringBuilder out, Result result, int status, String outcome, String cache) {
    out.append("\"status\":").append(status);
    out.append(",\"outcome\":\"").append(outcome);
    out.append("\",\"get\":").append(Json.encode(result.task().target()));
    out.append(cache);
    out.append(",\"durationMs\":").append(SummaryJson.millis(result.durationMs()));
    out.append(",\"attempts\":").append(result.reply().effort().attempts());
  }
}
