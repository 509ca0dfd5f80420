package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.Projection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads steps, and sees to it that no two have the same id. */
final class StepReader {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Projection fields;
  private final Faults faults;
  private final Map<String, String> pointersById = new HashMap<>();

  /**
   * @param fields what to keep where a step does not say
   */
  StepReader(Projection fields, Faults faults) {
    this.fields = fields;
    this.faults = faults;
  }

  /** The step, or null where it is none; every fault in it is noted. */
  @Nullable Step read(@Nullable Object json, int index) {
    var pointer = "/requests/" + index;
    if (json instanceof String text) {
      return step(
          unique(String.valueOf(index), pointer), TargetReader.read(text, pointer, faults), fields);
    }
    if (json instanceof Map<?, ?> map) {
      return read(new Members(map, pointer, faults), pointer, index);
    }
    faults.add(pointer, "a step is a string or an object");
    return null;
  }

  private @Nullable Step read(Members members, String pointer, int index) {
    members.refuseOthers("id", "get", "fields");
    var get = members.text("get");
    if (!members.has("get")) {
      faults.add(pointer, "a step needs a get");
    }
    var target = get == null ? null : TargetReader.read(get, members.at("get"), faults);
    return step(id(members, pointer, index), target, fields(members, fields, faults));
  }

  private static @Nullable Step step(String id, @Nullable Target target, Projection fields) {
    return target == null ? null : new Step.Get(id, target, fields);
  }

  private String id(Members members, String pointer, int index) {
    var id = members.text("id");
    if (id == null) {
      return unique(String.valueOf(index), pointer);
    }
    if (!ID.matcher(id).matches()) {
      faults.add(members.at("id"), "an id has 1 to 64 letters, digits, _ and -");
      return String.valueOf(index);
    }
    return unique(id, members.at("id"));
  }

  private String unique(String id, String pointer) {
    var first = pointersById.putIfAbsent(id, pointer);
    if (first != null) {
      faults.add(pointer, "the id " + id + " is taken by " + first);
    }
    return id;
  }

  /** The fields that an object's member names, or the default. */
  static Projection fields(Members members, Projection byDefault, Faults faults) {
    var text = members.text("fields");
    if (text == null) {
      return byDefault;
    }
    try {
      return Projection.parse(text);
    } catch (IllegalArgumentException refused) {
      faults.add(members.at("fields"), String.valueOf(refused.getMessage()));
      return byDefault;
    }
  }
}
