package dev.pokebatch.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the known documents with limits of 20 documents in a batch and 12 in a step. */
class KnownDocumentsTest {

  private static final BatchLimits LIMITS =
      BatchLimits.defaults().toBuilder().documents(20).fanOut(12).build();

  private static final Problem ABSENT = Problem.of(ProblemType.UPSTREAM_ERROR, "as the test says");

  private static final ResourceLists LISTS =
      new ResourceLists(
          Map.of("move", targets("move", 12), "type", targets("type", 13)), Map.of("item", ABSENT));

  @Test
  void allDocumentsAreKnownExceptThoseOfReferences() {
    var plan =
        plan("{'id':'a','get':'a/1..2'},{'all':'move'},{'get':{'from':'a','path':'$[*].b'}}");

    assertThat(documents(plan))
        .containsExactly(List.of("a/1", "a/2"), targets("move", 12), List.of());
  }

  @Test
  void theSameSeedDrawsTheSameDocuments() {
    var plan = plan("{'random':'move','count':5,'seed':7},{'random':'move','count':5,'seed':7}");

    assertThat(documents(plan).get(0)).hasSize(5).isEqualTo(documents(plan).get(1));
  }

  @Test
  void aStepThatFailsAsAWholeHasAProblemAndNoDocuments() {
    var plan = plan("{'all':'item'},{'all':'type'},{'all':'move'},{'random':'move','count':9}");
    var known = new KnownDocuments(plan, LISTS);

    assertThat(documents(plan).subList(0, 2)).containsOnly(List.of());
    assertThat(known.problems()).containsOnlyKeys("0", "1", "2").containsEntry("0", ABSENT);
    assertThat(members(known, "1")).containsEntry("limit", "fanOut");
    assertThat(members(known, "2"))
        .containsEntry("limit", "documents")
        .containsEntry("actual", 21L);
  }

  private static Map<String, Object> members(KnownDocuments known, String step) {
    return known.problems().getOrDefault(step, ABSENT).members();
  }

  private static Plan plan(String steps) {
    var body = Buffer.buffer("{\"requests\": [" + steps.replace('\'', '"') + "]}");
    return Plan.of(new BatchReader(LIMITS).read(body), LIMITS);
  }

  private static List<List<String>> documents(Plan plan) {
    var known = new KnownDocuments(plan, LISTS);
    return plan.root().leaves().stream().map(leaf -> all(known.of(leaf))).toList();
  }

  private static List<String> all(DocumentList target) {
    return IntStream.range(0, target.size()).mapToObj(target::at).toList();
  }

  private static List<String> targets(String resource, int size) {
    return IntStream.rangeClosed(1, size).mapToObj(id -> resource + "/" + id).toList();
  }
}
