package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.jsonpath.JsonPath;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a reference: {@code {"from": id, "path": JSONPath, "max": n}}. */
final class StepReferenceReader {

  private static final List<String> MEMBERS = List.of("from", "path", "max");

  private StepReferenceReader() {}

  /**
   * Returns the reference; null if it is invalid, which is a fault.
   *
   * @param earlier the ids of the steps that it may refer to
   */
  static @Nullable StepReference read(
      MemberReader members, Set<String> earlier, BatchLimits limits) {
    members.allowOnly(MEMBERS);
    var from = from(members, earlier);
    var path = path(members);
    var max = members.count("max", 0, limits.fanOut());
    if (from == null || path == null) {
      return null;
    }
    return new StepReference(
        from,
        path,
        max == 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(max, Integer.MAX_VALUE)));
  }

  private static @Nullable String from(MemberReader members, Set<String> earlier) {
    if (!members.has("from")) {
      members.fault("from", "is missing");
    }
    var from = members.text("from");
    if (from != null && !earlier.contains(from)) {
      members.fault("from", "must be the id of an earlier step, not '" + Excerpt.of(from) + "'");
      return null;
    }
    return from;
  }

  private static @Nullable JsonPath path(MemberReader members) {
    if (!members.has("path")) {
      members.fault("path", "is missing");
    }
    var text = members.text("path");
    if (text == null) {
      return null;
    }
    try {
      return JsonPath.parse(text);
    } catch (IllegalArgumentException e) {
      // Its message is meant for clients: parse says so.
      members.fault("path", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
