package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.KeyForm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the steps of a batch and of its groups; used once. A step with a fault is left out. The
 * recursion is limited by the depth of the JSON.
 */
final class StepReader {

  private static final List<String> OF_A_GET = List.of("id", "get", "fields", "expand");
  private static final List<String> OF_ALL = List.of("id", "all", "fields", "expand");
  private static final List<String> OF_RANDOM =
      List.of("id", "random", "count", "seed", "fields", "expand");
  private static final List<String> KINDS = List.of("sequence", "parallel", "all", "random");

  private final View view;
  private final BatchLimits limits;
  private final RequestFaults faults;
  private final StepIds ids;

  /** The ids of the steps read so far, including those with faults. */
  private final Set<String> earlier = new HashSet<>();

  private StepReader(StepIds ids, View view, BatchLimits limits, RequestFaults faults) {
    this.ids = ids;
    this.view = view;
    this.limits = limits;
    this.faults = faults;
  }

  /**
   * Reads the entries of a batch.
   *
   * @param view which parts of a document to return, for steps that do not say
   */
  static List<Step> read(
      JsonArray entries, Pointer at, View view, BatchLimits limits, RequestFaults faults) {
    var ids = new StepIds(entries, 0, at::element);
    return new StepReader(ids, view, limits, faults).read(entries, "", at);
  }

  /**
   * Reads the entry of a line; null if it is not a step, which is a fault.
   *
   * @param number the line's number, which is the step's position
   */
  static @Nullable Step readLine(
      @Nullable Object entry, long number, View view, BatchLimits limits, RequestFaults faults) {
    var ids = new StepIds(new JsonArray().add(entry), number, place -> Pointer.ROOT);
    var reader = new StepReader(ids, view, limits, faults);
    return reader.step(entry, Long.toString(number), Pointer.ROOT);
  }

  /**
   * @param prefix the position of the group, with a dot; empty outside groups
   */
  private List<Step> read(JsonArray group, String prefix, Pointer pointer) {
    var steps = new ArrayList<Step>(group.size());
    for (var i = 0; i < group.size(); i++) {
      var step = step(group.getValue(i), prefix + i, pointer.element(i));
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable Step step(@Nullable Object entry, String position, Pointer pointer) {
    if (entry instanceof String text) {
      earlier.add(position);
      return new Step.Get(position, DocumentListReader.read(text), view);
    }
    if (!(entry instanceof JsonObject object)) {
      faults.add(pointer, "must be a string or an object, not " + MemberReader.kindOf(entry));
      return null;
    }
    var members = new MemberReader(object, pointer, faults);
    var id = ids.of(members, position, pointer);
    var kind = KINDS.stream().filter(members::has).findFirst().orElse("get");
    var step =
        switch (kind) {
          case "get" -> get(members, id);
          case "all" -> all(members, id);
          case "random" -> random(members, id);
          default -> group(kind, members, id, position);
        };
    earlier.add(id);
    return step;
  }

  private @Nullable Step get(MemberReader members, String id) {
    members.allowOnly(OF_A_GET);
    var own = members.view(view);
    if (!members.has("get")) {
      members.fault("get", "is missing");
      return null;
    }
    if (members.value("get") instanceof JsonObject object) {
      var reference = reference(members, "get", object);
      return reference == null ? null : new Step.Linked(id, reference, own);
    }
    var text = members.text("get");
    return text == null ? null : new Step.Get(id, DocumentListReader.read(text), own);
  }

  private @Nullable StepReference reference(MemberReader members, String kind, JsonObject object) {
    var of = new MemberReader(object, members.pointer(kind), faults);
    return StepReferenceReader.read(of, earlier, limits);
  }

  private @Nullable Step all(MemberReader members, String id) {
    members.allowOnly(OF_ALL);
    var own = members.view(view);
    return ofResource(members, "all", id, own, resource -> new Step.All(id, resource, own));
  }

  private @Nullable Step random(MemberReader members, String id) {
    members.allowOnly(OF_RANDOM);
    var own = members.view(view);
    var count = (int) Math.min(members.count("count", 1, limits.fanOut()), Integer.MAX_VALUE);
    var draw = new Draw(count, members.number("seed"));
    if (members.value("random") instanceof JsonObject object) {
      var reference = reference(members, "random", object);
      return reference == null ? null : new Step.RandomLinked(id, reference, draw, own);
    }
    return ofResource(
        members, "random", id, own, resource -> new Step.Random(id, resource, draw, own));
  }

  /** Returns a step of a resource; if the name is invalid, a document that fails. */
  private static @Nullable Step ofResource(
      MemberReader members, String kind, String id, View own, Function<String, Step> step) {
    var name = members.text(kind);
    if (name == null) {
      return null;
    }
    var resource = KeyForm.of(name);
    return DocumentPath.isSegment(resource)
        ? step.apply(resource)
        : new Step.Get(id, new DocumentList.Single(kind + " " + Excerpt.of(name)), own);
  }

  private Step group(String kind, MemberReader members, String id, String position) {
    members.allowOnly(List.of(kind, "id", "onError", "deadlineMs"));
    var onError = members.choice("onError", OnError.CONTINUE);
    var deadline = members.count("deadlineMs", 0, limits.maxDeadlineMs());
    var steps = members.entries(kind);
    return new Step.Group(
        id,
        kind.equals("sequence") ? Mode.SEQUENCE : Mode.PARALLEL,
        onError,
        deadline == 0 ? OptionalLong.empty() : OptionalLong.of(deadline),
        steps == null ? List.of() : read(steps, position + ".", members.pointer(kind)));
  }
}
