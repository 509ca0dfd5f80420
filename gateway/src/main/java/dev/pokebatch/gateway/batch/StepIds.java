package dev.pokebatch.gateway.batch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Assigns the ids of all steps of a batch or of a line, and finds duplicates; used once. */
final class StepIds {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,17}");

  private final JsonArray outermost;
  private final long first;
  private final IntFunction<Pointer> pointers;
  private final Map<String, Pointer> chosen = new HashMap<>();

  /**
   * @param outermost the entries outside groups; a chosen id may clash with their positions
   * @param first the position of the first entry
   * @param pointers the JSON pointer of each entry
   */
  StepIds(JsonArray outermost, long first, IntFunction<Pointer> pointers) {
    this.outermost = outermost;
    this.first = first;
    this.pointers = pointers;
  }

  /**
   * Returns the id of a step: its member {@code id}, or else its position. Reports an invalid or
   * duplicate id as a fault.
   *
   * @param position its position as an id: {@code "7"}, in a group {@code "7.0"}
   * @param step the step's JSON pointer
   */
  String of(MemberReader members, String position, Pointer step) {
    var id = members.text("id");
    if (id == null) {
      return position;
    }
    if (!FORM.matcher(id).matches()) {
      members.fault(
          "id",
          "must be 1 to 64 letters, digits, hyphens or underscores, not '" + Excerpt.of(id) + "'");
      return id;
    }
    var owner = owner(id, step);
    if (owner != null) {
      var whose = owner.equals(Pointer.ROOT) ? "the line" : owner.toString();
      members.fault("id", "is the id of " + whose + " too: '" + id + "'");
    }
    return id;
  }

  /**
   * Returns the entry that already has this id, or null. If an entry has it by position, the entry
   * that chose the id is at fault, even if it comes first.
   */
  private @Nullable Pointer owner(String id, Pointer step) {
    if (POSITION.matcher(id).matches()) {
      var entry = Long.parseLong(id) - first;
      if (entry >= 0 && entry < outermost.size() && !hasId(outermost.getValue((int) entry))) {
        return pointers.apply((int) entry);
      }
    }
    return chosen.putIfAbsent(id, step);
  }

  private static boolean hasId(@Nullable Object entry) {
    return entry instanceof JsonObject object && object.containsKey("id");
  }
}
