package dev.pokebatch.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.View;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Properties of all batches. */
class RunPropertiesTest {

  @SuppressWarnings("NullAway") // set before any property is tried
  private static Runs runs;

  @BeforeContainer
  static void start() throws TimeoutException {
    runs = new Runs();
  }

  @AfterContainer
  static void stop() throws TimeoutException {
    runs.close();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyBatchEndsWithOneResultForEachDocument(@ForAll("batches") BatchRequest batch)
      throws TimeoutException {
    runs.most();
    var ended = runs.run(batch);

    var summary = ended.summary;
    if (batch.steps().stream().noneMatch(GeneratedBatches::refers)) {
      assertThat(summary.total()).isEqualTo(batch.documents());
    }
    assertThat(summary.succeeded() + summary.failed() + summary.skipped() + summary.cancelled())
        .isEqualTo(summary.total());
    assertThat(ended.results.stream().map(GeneratedBatches::name).distinct())
        .hasSize((int) summary.total());
    assertThat(runs.most()).isLessThanOrEqualTo(batch.options().concurrency());
    if (batch.steps().stream()
        .noneMatch(step -> GeneratedBatches.fails(step) || GeneratedBatches.refers(step))) {
      assertThat(summary.isComplete()).isTrue();
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void parallelAndSequenceHaveTheSameOutcomesIfNothingStops(@ForAll("batches") BatchRequest batch)
      throws TimeoutException {
    var going = GeneratedBatches.going(batch.steps());

    assertThat(
            GeneratedBatches.outcomes(runs.run(GeneratedBatches.with(batch, going, Mode.PARALLEL))))
        .isEqualTo(
            GeneratedBatches.outcomes(
                runs.run(GeneratedBatches.with(batch, going, Mode.SEQUENCE))));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void aSequenceWithoutGroupsHasOneDocumentInFlight(@ForAll("leaves") List<Step> leaves)
      throws TimeoutException {
    runs.most();
    runs.run(GeneratedBatches.batch(leaves, Mode.SEQUENCE, OnError.CONTINUE, 16));

    assertThat(runs.most()).isEqualTo(1);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void aBatchEndsAtItsDeadline(@ForAll("batches") BatchRequest batch) throws TimeoutException {
    var slow = new ArrayList<>(batch.steps());
    slow.add(0, new Step.Get("slow", new DocumentList.Single("any/9999"), View.WHOLE));
    var group =
        new Step.Group(
            "all",
            batch.options().get(OptionTable.MODE),
            batch.options().get(OptionTable.ON_ERROR),
            OptionalLong.of(60),
            slow);
    var all = GeneratedBatches.batch(List.of(group), Mode.PARALLEL, OnError.CONTINUE, 16);
    var ended = runs.runWithin(160, all); // by a timer of the same loop

    assertThat(ended.summary.succeeded()).isLessThan(ended.summary.total());
  }

  @Provide
  Arbitrary<BatchRequest> batches() {
    return GeneratedBatches.any();
  }

  @Provide
  Arbitrary<List<Step>> leaves() {
    return GeneratedBatches.leaves();
  }
}
