package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.Projection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a batch's steps; used once. Faulty ones are left out, and their faults noted. */
final class StepReader {

  private static final List<String> MEMBERS = List.of("id", "get", "fields");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern POSITION = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final JsonArray entries;
  private final Pointer at;
  private final Projection fields;
  private final Faults faults;

  /** Which entry chose which id. */
  private final Map<String, Integer> chosen = new HashMap<>();

  /**
   * @param fields what to keep of documents where a step does not say
   */
  StepReader(JsonArray entries, Pointer at, Projection fields, Faults faults) {
    this.entries = entries;
    this.at = at;
    this.fields = fields;
    this.faults = faults;
  }

  List<Step> read() {
    var steps = new ArrayList<Step>(entries.size());
    for (var i = 0; i < entries.size(); i++) {
      var step = step(i, entries.getValue(i));
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable Step step(int index, @Nullable Object entry) {
    var pointer = at.element(index);
    if (entry instanceof String text) {
      return get(Integer.toString(index), text, pointer, fields);
    }
    if (entry instanceof JsonObject object) {
      return get(index, new Members(object, pointer, faults));
    }
    faults.add(pointer, "must be a string or an object, not " + Members.kindOf(entry));
    return null;
  }

  private @Nullable Step get(int index, Members members) {
    members.allowOnly(MEMBERS);
    var id = id(index, members);
    var own = members.projection("fields", fields);
    var text = members.text("get");
    if (!members.has("get")) {
      members.fault("get", "is missing");
    }
    return text == null ? null : get(id, text, members.pointer("get"), own);
  }

  private @Nullable Step get(String id, String text, Pointer pointer, Projection kept) {
    var target = TargetReader.read(text, pointer, faults);
    return target == null ? null : new Step.Get(id, target, kept);
  }

  private String id(int index, Members members) {
    var id = members.text("id");
    if (id == null) {
      return Integer.toString(index);
    }
    if (!ID.matcher(id).matches()) {
      members.fault(
          "id",
          "must be 1 to 64 letters, digits, hyphens or underscores, not '" + Excerpt.of(id) + "'");
      return id;
    }
    var owner = owner(id, index);
    if (owner != null) {
      members.fault("id", "is the id of " + at.element(owner) + " too: '" + id + "'");
    }
    return id;
  }

  /**
   * The other entry that goes by this id, if any; of two that chose it, the first. An entry without
   * an id goes by its position, so that a clash with it is the fault of who chose.
   */
  private @Nullable Integer owner(String id, int index) {
    if (POSITION.matcher(id).matches()) {
      var position = Integer.parseInt(id);
      if (position < entries.size() && !hasId(entries.getValue(position))) {
        return position;
      }
    }
    return chosen.putIfAbsent(id, index);
  }

  private static boolean hasId(@Nullable Object entry) {
    return entry instanceof JsonObject object && object.containsKey("id");
  }
}
