package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gateway under default locales with other digits, other case rules or another calendar. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class LocaleIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ar, EG, SQLITE",
    "ar, EG, POSTGRESQL",
    "fa, IR, POSTGRESQL",
    "tr, TR, POSTGRESQL",
    "th, TH, SQLITE"
  })
  void jobsRunAndTextsAreInAscii(String language, String country, StoreDatabase database) {
    var settings = new HashMap<>(database.settings(folder));
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    try (var gateway =
        GatewayProcess.start(
            settings,
            "-Duser.language=" + language,
            "-Duser.country=" + country,
            "-Dfile.encoding=ISO-8859-6")) {
      var client = new JobClient(gateway.url());
      var ended = client.awaitEnd(client.submitted(batch("PIDGEY", "pokemon/1..3")));
      assertThat(ended.encode()).containsPattern("\\A\\p{ASCII}*\\z");
      assertThat(ended.getString("endReason")).isEqualTo("completed");
      assertThat(ended.getJsonObject("summary").getInteger("total")).isEqualTo(4);

      var refused = client.post(batch("pokemon/1..9999"), Map.of());
      assertThat(refused.body())
          .contains("A step may ask for 5000 documents, not 9999.")
          .containsPattern("\\A\\p{ASCII}*\\z");
      var answered = client.post(batch("pokemon/1..3", "pokemon/nobody"), Map.of());
      assertThat(answered.body()).containsPattern("\\A\\p{ASCII}*\\z");
    }
  }

  private static JsonObject batch(String... steps) {
    var requests = new JsonArray();
    for (var step : steps) {
      requests.add(step.contains("/") ? step : "pokemon/" + step);
    }
    return new JsonObject().put("requests", requests).put("fields", "id");
  }
}
