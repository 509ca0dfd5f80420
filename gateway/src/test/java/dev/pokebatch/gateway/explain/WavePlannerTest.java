package dev.pokebatch.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.plan.Plan;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Tests the waves of plans; shows each wave as its steps and documents, with ? for unknown ones.
 */
class WavePlannerTest {

  @Test
  void parallelStepsAreOneWave() {
    assertThat(waves("['pokemon/1', 'pokemon/4..6', {'id': 'x', 'get': 'type/fire'}]"))
        .containsExactly("0 1 x: pokemon/1 pokemon/4 pokemon/5 pokemon/6 type/fire");
  }

  @Test
  void inASequenceEachDocumentIsAWave() {
    assertThat(waves("[{'sequence': ['pokemon/1', 'pokemon/4..6']}]"))
        .containsExactly("0.0: pokemon/1", "0.1: pokemon/4", "0.1: pokemon/5", "0.1: pokemon/6");
  }

  @Test
  void aGroupInASequenceStartsAfterTheStepBefore() {
    assertThat(
            waves(
                """
                [{'sequence': [
                  {'parallel': ['a/1..2', {'sequence': ['b/1', 'b/2']}]},
                  {'parallel': ['c/1..2', 'd/1']},
                  'e/1']},
                 'f/1']
                """))
        .containsExactly(
            "0.0.0 0.0.1.0 1: a/1 a/2 b/1 f/1",
            "0.0.1.1: b/2",
            "0.1.0 0.1.1: c/1 c/2 d/1",
            "0.2: e/1");
  }

  @Test
  void stepsBesideASequenceDoNotWaitForIt() {
    assertThat(waves("['a/1', {'sequence': ['b/1', 'b/2']}, {'sequence': ['c/1', 'c/2', 'c/3']}]"))
        .containsExactly("0 1.0 2.0: a/1 b/1 c/1", "1.1 2.1: b/2 c/2", "2.2: c/3");
  }

  @Test
  void aReferenceFollowsItsSourceWithUnknownDocuments() {
    assertThat(
            waves(
                """
                ['a/1',
                 {'id': 'list', 'sequence': ['b/1', 'b/2']},
                 {'id': 'r', 'get': {'from': 'list', 'path': '$[*].url'}},
                 {'id': 'rr', 'get': {'from': 'r', 'path': '$[*].url'}}]
                """))
        .containsExactly("0 1.0: a/1 b/1", "1.1: b/2", "r: ?", "rr: ?");
  }

  @Test
  void aReferenceInASequenceAlsoWaitsForTheStepBefore() {
    assertThat(
            waves(
                """
                [{'id': 'a', 'get': 'a/1'},
                 {'sequence': ['b/1..3', {'id': 'r', 'get': {'from': 'a', 'path': '$.url'}}, 'c/1']}]
                """))
        .containsExactly("a 1.0: a/1 b/1", "1.0: b/2", "1.0: b/3", "r: ?", "1.2: c/1");
  }

  @Test
  void expandedLinksFollowTheDocumentThatContainsThem() {
    assertThat(waves("['a/1', {'get': 'b/1..2', 'expand': ['species.evolution_chain', 'types']}]"))
        .containsExactly("0 1: a/1 b/1 b/2", "1: ?", "1: ?");
  }

  @Test
  void inASequenceTheNextDocumentWaitsForExpandedLinks() {
    assertThat(waves("[{'sequence': [{'get': 'b/1..2', 'expand': ['species']}]}]"))
        .containsExactly("0.0: b/1", "0.0: ?", "0.0: b/2", "0.0: ?");
  }

  @Test
  void linksOutsideTheFieldsAreNotExpanded() {
    assertThat(waves("[{'get': 'b/1', 'expand': ['species.chain', 'types'], 'fields': 'id'}]"))
        .containsExactly("0: b/1");
    assertThat(waves("[{'get': 'b/1', 'expand': ['a.b', 'c.d.e'], 'fields': 'a.b.x,c.x'}]"))
        .containsExactly("0: b/1", "0: ?", "0: ?");
  }

  @Test
  void theLevelsOfExpandedLinksAreLimited() {
    assertThat(waves("[{'get': 'b/1', 'expand': ['a.b.c.d.e.f']}]")).hasSize(1 + 4);
  }

  @Test
  void manyParallelDocumentsAreOneWave() {
    var steps = IntStream.rangeClosed(1, 900).mapToObj(i -> "\"move/" + i + "\"").toList();

    assertThat(waves(steps.toString()))
        .singleElement()
        .satisfies(wave -> assertThat(wave.split(" ")).hasSize(2 * 900));
  }

  @Test
  void aDocumentIsInAWaveAsOftenAsItIsRequested() {
    assertThat(waves("['a/1', 'A/1/', '/api/v2/a/1', {'sequence': ['a/1', 'a/1']}]"))
        .containsExactly("0 1 2 3.0: a/1 a/1 a/1 a/1", "3.1: a/1");
  }

  @Test
  void documentsOfListsAreKnownAndMissingListsAreNoWave() {
    assertThat(waves("[{'all': 'nature'}, {'random': 'nature', 'count': 9}, {'all': 'none'}]"))
        .singleElement()
        .satisfies(wave -> assertThat(wave).matches("0 1: nature/1 nature/3( nature/[13]){2}"));
  }

  @Test
  void aStepWithoutDocumentsDelaysNothing() {
    assertThat(waves("[{'sequence': ['a/1', {'all': 'none'}, {'all': 'empty'}, 'b/1']}]"))
        .containsExactly("0.0: a/1", "0.3: b/1");
  }

  private static List<String> waves(String requests) {
    var body = Buffer.buffer("{\"requests\": " + requests.replace('\'', '"') + "}");
    var limits = BatchLimits.defaults();
    var plan = Plan.of(new BatchReader(limits).read(body), limits);
    var lists =
        new ResourceLists(
            Map.of("nature", List.of("nature/1", "nature/3"), "empty", List.of()), Map.of());
    return WavePlanner.of(plan, new KnownDocuments(plan, lists)).stream()
        .map(WavePlannerTest::text)
        .toList();
  }

  private static String text(Wave wave) {
    var documents = String.join(" ", wave.targets());
    return String.join(" ", wave.steps()) + ": " + documents + (wave.unknown() ? "?" : "");
  }
}
