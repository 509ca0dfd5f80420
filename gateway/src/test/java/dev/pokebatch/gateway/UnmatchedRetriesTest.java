package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What retries of a job name as unmatched, of steps of which other jobs have documents. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
@ParameterizedClass
@EnumSource(StoreDatabase.class)
class UnmatchedRetriesTest extends UnmatchedFixture {

  private EmbeddedPair pair;
  private JobClient client;

  @BeforeEach
  void begin() {
    pair = start();
    client = new JobClient(pair.url());
  }

  @AfterEach
  void close() {
    pair.close();
  }

  @Test
  void aRetryNamesWhatMatchedNeitherInItNorInTheRetriedJob() {
    play(RARE, MISSING, PLAIN);
    var job = ended();

    play(MISSING, PLAIN, MISSING);
    var retry = retried(client, job);

    assertThat(summary(client, retry)).containsExactly("nmae");
    var step = firstStep(client.json(retry + "/results"));
    assertThat(named(step)).containsExactly("nmae");
    assertThat(named(step.getJsonArray("items").getJsonObject(0))).containsExactly("nmae", "rare");
  }

  @Test
  void aRetryDoesNotNameWhatMatchesInItAlone() {
    play(PLAIN, MISSING, PLAIN);
    var job = ended();
    assertThat(summary(client, job)).containsExactly("nmae", "rare");

    play(MISSING, RARE, MISSING);
    var retry = retried(client, job);

    assertThat(summary(client, retry)).containsExactly("nmae");
    assertThat(step(client, retry)).containsExactly("nmae");
  }

  @Test
  void aRetryThatGetsNothingNamesWhatMatchedInNoDocumentOfTheRetriedJob() {
    play(RARE, MISSING, PLAIN);
    var job = ended();

    play(MISSING, MISSING, MISSING);
    var retry = retried(client, job);

    assertThat(summary(client, retry)).containsExactly("nmae");
    assertThat(step(client, retry)).containsExactly("nmae");
  }

  @Test
  void aRetryOfARetryNamesWhatMatchedInNoneOfTheThree() {
    play(RARE, MISSING, MISSING);
    var job = ended();
    play(MISSING, PLAIN, MISSING);
    var first = retried(client, job);

    play(MISSING, MISSING, PLAIN);
    var second = retried(client, first);

    for (var each : new String[] {job, first, second}) {
      assertThat(summary(client, each)).as(each).containsExactly("nmae");
      assertThat(step(client, each)).as(each).containsExactly("nmae");
    }
  }

  @Test
  void aRetryNamesThemWhenTheRetriedJobsAreGone() {
    play(RARE, MISSING, MISSING);
    var job = ended();
    play(MISSING, PLAIN, MISSING);
    var first = retried(client, job);
    delete(job);
    play(MISSING, MISSING, PLAIN);
    var second = retried(client, first);
    delete(first);

    assertThat(summary(client, second)).containsExactly("nmae");
    assertThat(step(client, second)).containsExactly("nmae");
  }

  @Test
  void aRetryThatWasStoppedAndWentOnNamesThem() {
    play(RARE, MISSING, MISSING);
    var job = ended();
    play(MISSING, PLAIN, NEVER);
    var sent = client.send("POST", job + "/retry", Map.of());
    var retry = sent.headers().firstValue("Location").orElseThrow();
    awaitEnded(client, retry, 1);
    assertThat(step(client, retry)).containsExactly("nmae");
    assertThat(summarySoFar(client, retry)).isEmpty();
    pair.close();

    play(MISSING, MISSING, PLAIN);
    begin();
    client.awaitEnd(retry);

    assertThat(summary(client, retry)).containsExactly("nmae");
    assertThat(step(client, retry)).containsExactly("nmae");
  }

  @Test
  void aRetryNamesNothingOfAStepOfWhichItHasNoDocuments() {
    play(PLAIN, RARE, MISSING);
    var job = client.submitted(batch("pokemon/1..2", "pokemon/2..3"));
    client.awaitEnd(job);
    play(MISSING, MISSING, MISSING);
    var first = retried(client, job);
    play(MISSING, MISSING, NEVER);
    var sent = client.send("POST", first + "/retry", Map.of());
    var second = sent.headers().firstValue("Location").orElseThrow();
    client.send("POST", second + "/cancel", Map.of());
    client.awaitEnd(second);

    for (var each : new String[] {job, first, second}) {
      assertThat(summary(client, each)).as(each).containsExactly("nmae");
      assertThat(step(client, each)).as(each).containsExactly("nmae");
    }
  }

  @Test
  void theSummaryOfAStepThatTwoJobsCompletedIsTheRetrys() {
    play(PLAIN, MISSING, MISSING);
    var job = client.submitted(batch("pokemon/1..2", "pokemon/3"));
    client.awaitEnd(job);
    play(MISSING, PLAIN, MISSING);
    var first = retried(client, job);
    assertThat(summary(client, first)).containsExactly("nmae", "rare");
    assertThat(step(client, first)).containsExactly("nmae", "rare");

    play(MISSING, MISSING, RARE);
    var second = retried(client, first);

    assertThat(summary(client, second)).containsExactly("nmae");
    assertThat(step(client, second)).containsExactly("nmae");
  }

  @Test
  void aRetryOfAJobOfAnOlderVersionNamesNothingOfAStepThatThatHasInPart() throws SQLException {
    play(PLAIN, MISSING, PLAIN);
    var job = ended();
    forget("before");

    play(MISSING, PLAIN, MISSING);
    var retry = retried(client, job);

    assertThat(summary(client, retry)).isEmpty();
    assertThat(step(client, retry)).isEmpty();
  }

  @Test
  void theNamesOfStepsThatAreTooLongToBeKeptAreInTheSummaryAlone() {
    play(PLAIN, MISSING, MISSING);
    var steps = new ArrayList<JsonObject>();
    var names = new ArrayList<String>();
    for (var step = 0; step < 5; step++) {
      var name = ("n" + step).repeat(2_000);
      steps.add(new JsonObject().put("get", "pokemon/1..2").put("fields", "id," + name));
      names.add(name);
    }
    var job = client.submitted(batch(steps.toArray()));
    client.awaitEnd(job);
    assertThat(summary(client, job)).isEqualTo(names);

    play(MISSING, PLAIN, MISSING);
    var retry = retried(client, job);

    assertThat(summary(client, retry)).isEqualTo(names.subList(0, 4));
  }

  private String ended() {
    var job = client.submitted(batch());
    assertThat(client.awaitEnd(job).getString("outcome")).isEqualTo("partial");
    return job;
  }

  private void delete(String job) {
    assertThat(client.send("DELETE", job, Map.of()).statusCode()).isEqualTo(204);
  }
}
