package dev.pokebatch.gateway.batch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ids of the steps of a batch, or of a line, with all their groups; used once. */
final class StepIds {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,17}");

  private final JsonArray outermost;
  private final long first;
  private final IntFunction<Pointer> places;
  private final Map<String, Pointer> chosen = new HashMap<>();

  /**
   * @param outermost the entries that are in no group, whose positions may clash with ids that are
   *     chosen
   * @param first the position of the first of them
   * @param places where each of them is
   */
  StepIds(JsonArray outermost, long first, IntFunction<Pointer> places) {
    this.outermost = outermost;
    this.first = first;
    this.places = places;
  }

  /**
   * The id of a step: the one it chose, which may be a fault, or its position.
   *
   * @param position how it goes by its place: {@code "7"}, in a group {@code "7.0"}
   * @param step where it is
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
   * The other entry that goes by this id, if any; of two that chose it, the first. An entry without
   * an id goes by its position, so that a clash with it is the fault of who chose.
   */
  private @Nullable Pointer owner(String id, Pointer step) {
    if (POSITION.matcher(id).matches()) {
      var entry = Long.parseLong(id) - first;
      if (entry >= 0 && entry < outermost.size() && !hasId(outermost.getValue((int) entry))) {
        return places.apply((int) entry);
      }
    }
    return chosen.putIfAbsent(id, step);
  }

  private static boolean hasId(@Nullable Object entry) {
    return entry instanceof JsonObject object && object.containsKey("id");
  }
}
