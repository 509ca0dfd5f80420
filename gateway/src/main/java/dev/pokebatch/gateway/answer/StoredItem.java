package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.run.Result;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What became of a document, as it is kept until somebody asks for it. Immutable, as long as nobody
 * changes its bytes.
 *
 * @param leaf the step that it belongs to
 * @param place its place among the step's documents; {@link Result#STEP} for the step itself
 * @param target what was to be got; empty for the step itself
 * @param status the status that stands for it
 * @param outcome the word that stands for it
 * @param members what is told of it: the members of a JSON object, without its braces
 * @param bodyAt where the document begins among those bytes, of which it is the last; {@link
 *     #NO_BODY} where it is not there
 */
public record StoredItem(
    Leaf leaf,
    int place,
    String target,
    int status,
    OutcomeWord outcome,
    Buffer members,
    int bodyAt)
    implements Item {

  /** In place of where a document begins. */
  public static final int NO_BODY = -1;

  /**
   * Makes what is kept of a result.
   *
   * @param trace whether to say what happened when
   */
  public static StoredItem of(Result result, boolean trace) {
    var item = new ResultItem(result, trace);
    var members = Buffer.buffer();
    item.write("", "", members::appendBuffer);
    var body = item.body();
    var bodyAt = body == null ? NO_BODY : members.length() - body.length();
    return new StoredItem(
        item.leaf(), item.place(), item.target(), item.status(), item.outcome(), members, bodyAt);
  }

  @Override
  public @Nullable Buffer body() {
    return bodyAt == NO_BODY ? null : members.slice(bodyAt, members.length());
  }

  @Override
  public @Nullable String error() {
    if (outcome == OutcomeWord.SUCCEEDED) {
      return null;
    }
    var text = Buffer.buffer("{").appendBuffer(members).appendString("}");
    var problem = new JsonObject(text).getJsonObject("problem");
    var slug = problem.getString("type").replaceFirst(".*/", "");
    return slug + ": " + problem.getString("detail");
  }

  @Override
  public void write(String before, String after, Consumer<Buffer> out) {
    out.accept(Buffer.buffer(before));
    out.accept(members);
    out.accept(Buffer.buffer(after));
  }
}
