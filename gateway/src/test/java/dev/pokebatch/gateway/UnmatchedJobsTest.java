package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.StoreDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a job names as unmatched, also if only parts of its results are read. */
@ParameterizedClass
@EnumSource(StoreDatabase.class)
class UnmatchedJobsTest extends UnmatchedFixture {

  @Test
  void aFilterDoesNotMakeAStepNameWhatMatchesInAHiddenDocument() {
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      play(RARE, MISSING, PLAIN);
      var job = client.submitted(batch());
      client.awaitEnd(job);

      for (var query : List.of("", "?status=succeeded", "?status=failed", "?after=1", "?after=2")) {
        var answer = client.json(job + "/results" + query);
        assertThat(named(firstStep(answer))).as(query).doesNotContain("rare");
        assertThat(named(answer.getJsonObject("summary"))).as(query).containsExactly("nmae");
      }
      assertThat(named(firstStep(client.json(job + "/results?status=succeeded"))))
          .containsExactly("nmae");
    }
  }

  @Test
  void nothingIsNamedOfAStepOfWhichEveryDocumentFailed() {
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      play(MISSING, MISSING, MISSING);
      var job = client.submitted(batch());

      assertThat(client.awaitEnd(job).encode()).doesNotContain("unmatched");
      assertThat(client.json(job + "/results").encode()).doesNotContain("unmatched");
      assertThat(client.post(batch(), Map.of()).body()).doesNotContain("unmatched");
    }
  }
}
