package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a job names as unmatched if its gateway was stopped and started again meanwhile. */
@ParameterizedClass
@EnumSource(StoreDatabase.class)
class UnmatchedResumedJobsTest extends UnmatchedFixture {

  @Test
  void whatMatchedBeforeTheGatewayWasStartedAgainIsNotNamed() {
    play(RARE, PLAIN, NEVER);
    var job = begun(2);

    play(PLAIN, PLAIN, PLAIN);
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      client.awaitEnd(job);
      assertThat(summary(client, job)).containsExactly("nmae");
      assertThat(step(client, job)).containsExactly("nmae");
    }
  }

  @Test
  void whatMatchedInEachRunIsNotNamed() {
    play(PLAIN, NEVER, PLAIN);
    var job = begun(1);
    play(MISSING, RARE, NEVER);
    try (var pair = start()) {
      awaitEnded(new JobClient(pair.url()), job, 2);
    }

    play(MISSING, MISSING, PLAIN);
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      client.awaitEnd(job);
      assertThat(summary(client, job)).containsExactly("nmae");
      assertThat(step(client, job)).containsExactly("nmae");
    }
  }

  @Test
  void whatMatchedInNoRunIsNamed() {
    play(PLAIN, NEVER, PLAIN);
    var job = begun(1);
    play(RARE, PLAIN, NEVER);
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      awaitEnded(client, job, 2);
      assertThat(summarySoFar(client, job)).isEmpty();
    }

    play(RARE, RARE, MISSING);
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      client.awaitEnd(job);
      assertThat(summary(client, job)).containsExactly("nmae", "rare");
      assertThat(step(client, job)).containsExactly("nmae", "rare");
    }
  }

  @Test
  void aDocumentThatFailedBeforeTheGatewayWasStartedAgainIsNoMatch() {
    play(MISSING, MISSING, NEVER);
    var job = begun(2);

    play(MISSING, MISSING, RARE);
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      client.awaitEnd(job);
      assertThat(summary(client, job)).containsExactly("nmae");
      assertThat(step(client, job)).containsExactly("nmae");
    }
  }

  @Test
  void aJobThatIsCancelledNamesWhatMatchedInNoneOfItsDocuments() {
    play(PLAIN, RARE, NEVER);
    var job = begun(2);

    play(MISSING, MISSING, NEVER);
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      await().until(() -> upstream.requests().contains("pokemon/3"));
      client.send("POST", job + "/cancel", Map.of());
      assertThat(client.awaitEnd(job).getString("endReason")).isEqualTo("cancelled");
      assertThat(summary(client, job)).containsExactly("nmae");
      assertThat(step(client, job)).containsExactly("nmae");
    }
  }

  @Test
  void aJobThatIsCancelledWhileNoGatewayRunsItNamesThem() {
    play(PLAIN, RARE, NEVER);
    String other;
    String job;
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      other = client.submitted(batch("pokemon/9"));
      await().until(() -> upstream.requests().contains("pokemon/9"));
      job = client.submitted(batch());
      awaitEnded(client, job, 2);
    }

    play(PLAIN, RARE, PLAIN);
    try (var pair = start("MAX_JOBS", "1")) { // which the other job takes: it is older
      var client = new JobClient(pair.url());
      await().until(() -> upstream.requests().contains("pokemon/9"));
      client.send("POST", job + "/cancel", Map.of());
      assertThat(client.json(job).getString("endReason")).isEqualTo("cancelled");
      assertThat(summary(client, job)).containsExactly("nmae");
      assertThat(step(client, job)).containsExactly("nmae");
      client.send("POST", other + "/cancel", Map.of());
    }
  }

  @Test
  void aJobThatFailsNamesThem() {
    play(PLAIN, RARE, NEVER);
    var job = begun(2);

    play(PLAIN, RARE, found(new JsonObject().put("id", "x".repeat(10_000))));
    try (var pair = start("LIMIT_JOB_BYTES", "5000")) {
      var client = new JobClient(pair.url());
      assertThat(client.awaitEnd(job).getString("endReason")).isEqualTo("failed");
      assertThat(summary(client, job)).containsExactly("nmae");
      assertThat(step(client, job)).containsExactly("nmae");
    }
  }

  @Test
  void aJobOfAnOlderVersionNamesNothingMoreOfAStepThatItHasInPart() throws SQLException {
    play(PLAIN, PLAIN, NEVER);
    var job = begun(2);
    forget("before");

    play(MISSING, MISSING, PLAIN);
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      client.awaitEnd(job);
      assertThat(summary(client, job)).containsExactly("before");
      assertThat(step(client, job)).containsExactly("nmae", "rare");
    }
  }
}
