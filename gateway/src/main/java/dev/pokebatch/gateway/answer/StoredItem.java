package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.run.Result;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A document's result as it is stored. Immutable if its bytes are not changed.
 *
 * @param leaf the step of the document
 * @param index the index among the step's documents; {@link Result#STEP} for the step itself
 * @param target the path of the document; empty for the step itself
 * @param status the HTTP status of the result
 * @param outcome the outcome of the result
 * @param members the members of the result's JSON object, without its braces
 * @param bodyAt the offset of the document in {@code members}, which end with it; {@link #NO_BODY}
 *     if it could not be fetched
 */
public record StoredItem(
    Leaf leaf,
    int index,
    String target,
    int status,
    OutcomeKind outcome,
    Buffer members,
    int bodyAt)
    implements Item {

  /** The offset of a result without a document. */
  public static final int NO_BODY = -1;

  /**
   * Converts a result to its stored form.
   *
   * @param trace whether to store the times of the document's events
   */
  public static StoredItem of(Result result, boolean trace) {
    var item = new ResultItem(result, trace);
    var members = Buffer.buffer();
    item.write("", "", members::appendBuffer);
    var body = item.body();
    var bodyAt = body == null ? NO_BODY : members.length() - body.length();
    return new StoredItem(
        item.leaf(), item.index(), item.target(), item.status(), item.outcome(), members, bodyAt);
  }

  @Override
  public @Nullable Buffer body() {
    return bodyAt == NO_BODY ? null : members.slice(bodyAt, members.length());
  }

  @Override
  public List<String> unmatched() {
    // A result that a filter leaves out is read without its members.
    var head = bodyAt == NO_BODY || members.length() < bodyAt ? "" : members.getString(0, bodyAt);
    if (!head.contains("\"" + SummaryJson.UNMATCHED + "\":")) {
      return List.of();
    }
    var names = new JsonObject("{" + head + "null}").getJsonArray(SummaryJson.UNMATCHED);
    return names == null ? List.of() : names.stream().map(String.class::cast).toList();
  }

  @Override
  public @Nullable String problemType() {
    return outcome == OutcomeKind.SUCCEEDED ? null : problem().getString("type");
  }

  @Override
  public @Nullable String error() {
    if (outcome == OutcomeKind.SUCCEEDED) {
      return null;
    }
    var problem = problem();
    var slug = problem.getString("type").replaceFirst(".*/", "");
    return slug + ": " + problem.getString("detail");
  }

  private JsonObject problem() {
    var text = Buffer.buffer("{").appendBuffer(members).appendString("}");
    return new JsonObject(text).getJsonObject("problem");
  }

  @Override
  public void write(String before, String after, Consumer<Buffer> out) {
    out.accept(Buffer.buffer(before));
    out.accept(members);
    out.accept(Buffer.buffer(after));
  }
}
