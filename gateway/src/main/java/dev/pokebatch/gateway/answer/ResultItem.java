package dev.pokebatch.gateway.answer;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.run.Result;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result of a document that has just been fetched; its body is written unparsed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, for the problem member</a>
 */
final class ResultItem implements Item {

  /** About how many bytes the members of an item take besides its body. */
  static final int MEMBERS_BYTES = 128;

  /**
   * Shorter bodies are copied into one buffer with the text around them; for longer ones a separate
   * write costs less.
   */
  private static final int SMALL = 16_384;

  private final Result result;
  private final boolean trace;
  private final @Nullable Problem problem;

  /**
   * Maps the outcome to a problem; an unexpected error is logged once, here.
   *
   * @param trace whether to write the times of the document's events
   */
  ResultItem(Result result, boolean trace) {
    this.result = result;
    this.trace = trace;
    this.problem = result.toProblem();
  }

  /** Returns the result that is written. */
  Result result() {
    return result;
  }

  @Override
  public Leaf leaf() {
    return result.leaf();
  }

  @Override
  public int index() {
    return result.item();
  }

  @Override
  public String target() {
    return result.target();
  }

  @Override
  public @Nullable Buffer body() {
    var found = result.found();
    return found == null ? null : found.body();
  }

  @Override
  public List<String> unmatched() {
    var found = result.found();
    return found == null ? List.of() : found.unmatched();
  }

  @Override
  public @Nullable String problemType() {
    return problem == null ? null : problem.type().uri();
  }

  @Override
  public @Nullable String error() {
    return problem == null ? null : problem.type().slug() + ": " + problem.detail();
  }

  /** Returns the error as a member of a problem that lists the errors of a whole batch. */
  Map<String, Object> toError() {
    var error = new LinkedHashMap<String, Object>();
    error.put("id", result.leaf().id());
    if (isOfMany()) {
      error.put("index", result.item());
    }
    if (!result.target().isEmpty()) {
      error.put("get", result.target());
    }
    error.put("status", status());
    if (problem != null) {
      error.put("problem", problem.toJson().getMap());
    }
    return error;
  }

  @Override
  public int status() {
    return problem == null ? 200 : problem.status();
  }

  @Override
  public OutcomeKind outcome() {
    return result.kind();
  }

  @Override
  public void write(String before, String after, Consumer<Buffer> out) {
    var head = new StringBuilder(before);
    head.append("\"status\":").append(status());
    head.append(",\"outcome\":\"").append(outcome().word());
    head.append('"');
    if (!result.target().isEmpty()) {
      head.append(",\"get\":").append(Json.encode(result.target()));
    }
    head.append(membersOfRun());
    var found = result.found();
    if (trace) {
      head.append(",\"trace\":").append(TraceJson.of(result).encode());
    }
    if (found != null && !found.broken().isEmpty()) {
      head.append(",\"problems\":").append(broken(found).encode());
    }
    head.append(SummaryJson.unmatched(unmatched()));
    if (problem != null) {
      head.append(",\"problem\":").append(problem.toJson().encode()).append(after);
      out.accept(Buffer.buffer(head.toString()));
    } else if (found != null) {
      splice(head.append(",\"body\":").toString(), found.body(), after, out);
    }
  }

  /** Returns the members that describe this run and not the document. */
  String membersOfRun() {
    var members = new StringBuilder();
    var found = result.found();
    if (found != null) {
      members
          .append(",\"cache\":\"")
          .append(found.cache().name().toLowerCase(Locale.ROOT))
          .append('"');
      if (found.cache() == CacheStatus.STALE) {
        members.append(",\"ageMs\":").append(found.origin().ageMs());
      }
    }
    members.append(",\"durationMs\":").append(SummaryJson.millis(result.times().durationMs()));
    members.append(",\"attempts\":").append(result.outcome().effort().attempts());
    return members.toString();
  }

  /** Returns the problems of links that could not be expanded. */
  private static JsonArray broken(FetchReply.Found found) {
    var problems = new JsonArray();
    for (var link : found.broken()) {
      var member = new JsonObject().put("path", link.path()).put("get", link.target());
      problems.add(member.mergeIn(Problems.of(link.failure(), 1).toJson()));
    }
    return problems;
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
}
