package dev.pokebatch.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Properties of batches that were interrupted anywhere and continued. */
class PriorRunPropertiesTest {

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

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void anInterruptedBatchContinuesWhereItStopped(
      @ForAll("batches") BatchRequest any, @ForAll @IntRange(max = 20) int told)
      throws TimeoutException {
    var batch =
        GeneratedBatches.with(
            any, GeneratedBatches.going(any.steps()), any.options().get(OptionTable.MODE));
    var whole = runs.run(batch);
    var before = new Before(whole, told);
    var rest = runs.run(batch, before);

    assertThat(rest.results)
        .noneMatch(result -> before.outcome(result.leaf(), result.item()) != null);
    var outcomes = GeneratedBatches.outcomes(rest);
    whole.results.stream()
        .limit(told)
        .forEach(result -> outcomes.put(GeneratedBatches.name(result), result.succeeded()));
    assertThat(outcomes).isEqualTo(GeneratedBatches.outcomes(whole));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void aContinuedBatchReportsNoDocumentTwice(
      @ForAll("batches") BatchRequest batch, @ForAll @IntRange(max = 20) int told)
      throws TimeoutException {
    var whole = runs.run(batch);
    var before = new Before(whole, told);
    var names =
        Stream.concat(whole.results.stream().limit(told), runs.run(batch, before).results.stream())
            .map(GeneratedBatches::name);

    assertThat(names).doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<BatchRequest> batches() {
    return GeneratedBatches.any();
  }

  /** A prior run with the first results of a run, and the documents that were known by then. */
  private static final class Before implements PriorRun {
    private final Map<String, OutcomeKind> results = new HashMap<>();
    private final Map<String, DocumentList> documents = new HashMap<>();

    private Before(Runs.Finished run, int told) {
      run.results.stream()
          .limit(told)
          .forEach(result -> results.put(GeneratedBatches.name(result), result.kind()));
      run.resolved.forEach(
          (id, known) -> {
            if (known.getKey() <= told) {
              documents.put(id, known.getValue());
            }
          });
    }

    @Override
    public @Nullable DocumentList documents(Leaf leaf) {
      return documents.get(leaf.id());
    }

    @Override
    public @Nullable OutcomeKind outcome(Leaf leaf, int item) {
      return results.get(leaf.id() + "/" + item);
    }
  }
}
