package dev.pokebatch.gateway.answer;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.problem.StepProblems;
import dev.pokebatch.gateway.run.Outcome;
import dev.pokebatch.gateway.run.Result;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of one document's result; its body goes in as the bytes that it is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, for the problem member</a>
 */
final class ResultItem implements Item {

  /** What the other members of an item take besides its body, about. */
  static final int MEMBERS_BYTES = 128;

  /** Below this a body is copied between its neighbours; above, that costs more than a write. */
  private static final int SMALL = 16_384;

  private final Result result;
  private final boolean trace;
  private final @Nullable Problem problem;

  /**
   * Finds out what the client is to be told; an incident is logged once, here.
   *
   * @param trace whether to say what happened when
   */
  ResultItem(Result result, boolean trace) {
    this.result = result;
    this.trace = trace;
    this.problem = problem(result.outcome());
  }

  private static @Nullable Problem problem(Outcome outcome) {
    if (outcome instanceof Outcome.Cancelled cancelled) {
      return StepProblems.cancelled(cancelled.by());
    }
    if (outcome instanceof Outcome.Skipped skipped) {
      return StepProblems.siblingFailed(skipped.cause());
    }
    if (outcome instanceof Outcome.Unmet unmet) {
      return StepProblems.dependencyFailed(unmet.dependency());
    }
    if (outcome instanceof Outcome.Refused refused) {
      return refused.problem();
    }
    return outcome instanceof Outcome.Replied replied
            && replied.reply() instanceof FetchReply.Failed failed
        ? Problems.of(failed.failure(), failed.effort().attempts())
        : null;
  }

  /** Whose they are. */
  Result result() {
    return result;
  }

  @Override
  public Leaf leaf() {
    return result.leaf();
  }

  @Override
  public int place() {
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
  public @Nullable String error() {
    return problem == null ? null : problem.type().slug() + ": " + problem.detail();
  }

  /** What went wrong, where there is no more than one list of it. */
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
  public OutcomeWord outcome() {
    return OutcomeWord.of(result);
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
    head.append(howItWasGot());
    var found = result.found();
    if (trace) {
      head.append(",\"trace\":").append(TraceJson.of(result).encode());
    }
    if (found != null && !found.broken().isEmpty()) {
      head.append(",\"problems\":").append(broken(found).encode());
    }
    if (problem != null) {
      head.append(",\"problem\":").append(problem.toJson().encode()).append(after);
      out.accept(Buffer.buffer(head.toString()));
    } else if (found != null) {
      splice(head.append(",\"body\":").toString(), found.body(), after, out);
    }
  }

  /** The members that are of this run, and not of the document. */
  String howItWasGot() {
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

  /** What became of links that were to be followed, and could not be. */
  private static JsonArray broken(FetchReply.Found found) {
    var problems = new JsonArray();
    for (var link : found.broken()) {
      var told = new JsonObject().put("path", link.path()).put("get", link.target());
      problems.add(told.mergeIn(Problems.of(link.failure(), 1).toJson()));
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
