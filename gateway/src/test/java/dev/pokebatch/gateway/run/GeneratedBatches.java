package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.jsonpath.JsonPath;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.StepReference;
import dev.pokebatch.gateway.batch.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates batches of all shapes, for property tests. */
final class GeneratedBatches {

  private GeneratedBatches() {}

  static Arbitrary<BatchRequest> any() {
    return Combinators.combine(
            steps(3).list().ofMinSize(1).ofMaxSize(5),
            Arbitraries.of(Mode.class),
            Arbitraries.of(OnError.class),
            Arbitraries.integers().between(1, 8))
        .as((steps, mode, onError, concurrency) -> batch(steps, mode, onError, concurrency))
        .map(GeneratedBatches::renamed);
  }

  static Arbitrary<List<Step>> leaves() {
    return get().list().ofMinSize(1).ofMaxSize(8);
  }

  static Arbitrary<Step> steps(int depth) {
    return depth == 0
        ? leaf()
        : Arbitraries.frequencyOf(Tuple.of(3, leaf()), Tuple.of(1, group(depth)));
  }

  static Arbitrary<Step> leaf() {
    return Arbitraries.frequencyOf(Tuple.of(4, get()), Tuple.of(1, reference()));
  }

  static Arbitrary<Step> get() {
    var millis = Arbitraries.integers().between(0, 3);
    Arbitrary<DocumentList> single =
        Combinators.combine(
                Arbitraries.frequencyOf(
                    Tuple.of(5, Arbitraries.just("any/")), Tuple.of(1, Arbitraries.just("bad/"))),
                millis)
            .as((resource, ms) -> new DocumentList.Single(resource + ms));
    Arbitrary<DocumentList> range =
        Combinators.combine(
                Arbitraries.frequencyOf(
                    Tuple.of(3, Arbitraries.just("any")), Tuple.of(1, Arbitraries.just("bad"))),
                millis)
            .as((resource, last) -> new DocumentList.Range(resource, 0, last));
    return Arbitraries.oneOf(single, range).map(target -> new Step.Get("x", target, View.WHOLE));
  }

  /**
   * A reference. Its source is chosen when all steps have ids; bodies are texts that name a
   * document.
   */
  static Arbitrary<Step> reference() {
    return Combinators.combine(
            Arbitraries.of("$", "$[*]", "$[0]", "$..*", "$.none", "$.none[*]"),
            Arbitraries.integers().between(0, 100),
            Arbitraries.of(Projection.ALL, Projection.parse("other")))
        .as(
            (path, source, fields) ->
                new Step.Linked(
                    "x",
                    new StepReference(
                        Integer.toString(source), JsonPath.parse(path), OptionalInt.empty()),
                    View.of(fields)));
  }

  static Arbitrary<Step> group(int depth) {
    return Combinators.combine(
            Arbitraries.lazy(() -> steps(depth - 1)).list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.of(Mode.class),
            Arbitraries.of(OnError.class))
        .as(
            (steps, mode, onError) ->
                new Step.Group("g", mode, onError, OptionalLong.empty(), steps));
  }

  static BatchRequest batch(List<Step> steps, Mode mode, OnError onError, int concurrency) {
    return new BatchRequest(
        steps, options(onError, concurrency, 10_000).with(OptionTable.MODE, mode));
  }

  static OptionValues options(OnError onError, int concurrency, long deadlineMs) {
    return OptionValues.defaults(BatchLimits.defaults())
        .with(OptionTable.ON_ERROR, onError)
        .with(OptionTable.CONCURRENCY, (long) concurrency)
        .with(OptionTable.DEADLINE_MS, deadlineMs);
  }

  static BatchRequest with(BatchRequest batch, List<Step> steps, Mode mode) {
    return batch(steps, mode, OnError.CONTINUE, batch.options().concurrency());
  }

  /** Returns the same steps with groups that continue after failures. */
  static List<Step> going(List<Step> steps) {
    return steps.stream()
        .map(
            step ->
                step instanceof Step.Group group
                    ? new Step.Group(
                        group.id(),
                        group.mode(),
                        OnError.CONTINUE,
                        group.deadlineMs(),
                        going(group.steps()))
                    : step)
        .toList();
  }

  static BatchRequest renamed(BatchRequest batch) {
    return new BatchRequest(renamed(batch.steps(), "", new ArrayList<>()), batch.options());
  }

  static List<Step> renamed(List<Step> steps, String prefix, List<String> earlier) {
    var named = new ArrayList<Step>();
    for (var step : steps) {
      var id = prefix + named.size();
      named.add(renamed(step, id, earlier));
      earlier.add(id);
    }
    return named;
  }

  static Step renamed(Step step, String id, List<String> earlier) {
    if (step instanceof Step.Group group) {
      return new Step.Group(
          id,
          group.mode(),
          group.onError(),
          group.deadlineMs(),
          renamed(group.steps(), id + ".", earlier));
    }
    if (step instanceof Step.Linked linked && !earlier.isEmpty()) {
      var reference = linked.reference();
      var source = earlier.get(Integer.parseInt(reference.from()) % earlier.size());
      return new Step.Linked(
          id, new StepReference(source, reference.path(), reference.max()), linked.view());
    }
    return new Step.Get(
        id,
        step instanceof Step.Get get ? get.target() : new DocumentList.Single("any/0"),
        View.WHOLE);
  }

  static boolean refers(Step step) {
    return step instanceof Step.Group group
        ? group.steps().stream().anyMatch(GeneratedBatches::refers)
        : step instanceof Step.Linked;
  }

  static boolean fails(Step step) {
    return step instanceof Step.Group group
        ? group.steps().stream().anyMatch(GeneratedBatches::fails)
        : step instanceof Step.Get get && get.target().at(0).startsWith("bad/");
  }

  static String name(Result result) {
    return result.leaf().id() + "/" + result.item();
  }

  static Map<String, Boolean> outcomes(Runs.Finished ended) {
    return ended.results.stream()
        .collect(
            Collectors.toMap(GeneratedBatches::name, Result::succeeded, (a, b) -> a, TreeMap::new));
  }
}
