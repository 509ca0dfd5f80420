package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cache status and the age of documents in answers. */
class KeptDocumentsTest {

  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final EmbeddedPair pair =
      EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url(), "FETCHER_INSTANCES", "1"));
  private final Client client = new Client(pair.url());

  @BeforeEach
  void haveOne() {
    upstream.play(script(bulbasaur("max-age=86400")));
  }

  @AfterEach
  void stop() {
    pair.close();
    upstream.close();
  }

  @Test
  void whatIsKeptAndFreshIsAHitByIdAndByTheNameThatTheUpstreamAnswered() {
    upstream.play(
        script(bulbasaur("max-age=86400")).put("pokemon/bulbasaur", bulbasaur("max-age=86400")));
    assertThat(cacheOf("pokemon/bulbasaur")).isEqualTo("miss");
    assertThat(cacheOf("pokemon/bulbasaur")).isEqualTo("hit");
    assertThat(cacheOf("pokemon/1")).isEqualTo("hit");
    assertThat(upstream.requests()).containsExactly("pokemon/bulbasaur");
  }

  @Test
  void aNameThatTwoDocumentsHaveLeadsWhereTheUpstreamSays() {
    upstream.play(
        new JsonObject()
            .put("item/723", berry(723))
            .put("item/2279", berry(2279))
            .put("item/roseli-berry", berry(2279)));
    assertThat(idOf("item/723")).isEqualTo(723);
    assertThat(idOf("item/roseli-berry")).isEqualTo(2279);
    assertThat(idOf("item/723")).isEqualTo(723);
    assertThat(idOf("item/roseli-berry")).isEqualTo(2279);
    assertThat(cacheOf("item/2279")).isEqualTo("hit");
    assertThat(upstream.requests()).containsExactly("item/723", "item/roseli-berry");
  }

  private int idOf(String target) {
    return get(target).getJsonObject("body").getInteger("id");
  }

  private static JsonObject berry(int id) {
    return new JsonObject()
        .put("headers", new JsonObject().put("cache-control", "max-age=86400"))
        .put("body", new JsonObject().put("id", id).put("name", "roseli-berry"));
  }

  @Test
  void whatTheUpstreamConfirmsIsRevalidatedAndCostsARequestWithoutABody() {
    upstream.play(script(bulbasaur("no-cache")));
    var first = get("pokemon/1");
    upstream.play(script(new JsonObject().put("status", 304).put("text", "")));
    var answer = client.batch(batch("pokemon/1"));
    var again = answer.getJsonArray("responses").getJsonObject(0);
    var cost = answer.getJsonObject("summary").getJsonObject("upstream");

    assertThat(again.getString("cache")).isEqualTo("revalidated");
    assertThat(again.getJsonObject("body")).isEqualTo(first.getJsonObject("body"));
    assertThat(again.containsKey("ageMs")).isFalse();
    assertThat(cost.getInteger("requests")).isEqualTo(1);
    assertThat(cost.getInteger("bytes")).isZero();
    assertThat(cost.getJsonObject("cache").getInteger("revalidated")).isEqualTo(1);
  }

  @Test
  void whereTheUpstreamFailsWhatIsKeptIsServedWithItsAge() {
    var old = bulbasaur("max-age=60");
    old.getJsonObject("headers").put("age", "100");
    upstream.play(script(old));
    get("pokemon/1");
    upstream.play(script(new JsonObject().put("status", 500).put("text", "")));
    var answer = client.batch(batch("pokemon/1"));
    var stale = answer.getJsonArray("responses").getJsonObject(0);

    assertThat(answer.getBoolean("complete")).isTrue();
    assertThat(stale.getString("cache")).isEqualTo("stale");
    assertThat(stale.getLong("ageMs")).isBetween(100_000L, 160_000L);
    assertThat(stale.getJsonObject("body").getString("name")).isEqualTo("bulbasaur");
    assertThat(
            answer
                .getJsonObject("summary")
                .getJsonObject("upstream")
                .getJsonObject("cache")
                .getInteger("stale"))
        .isEqualTo(1);
  }

  @Test
  void whatAnotherOneHasUnderWayIsCollapsed() {
    upstream.play(script(bulbasaur("max-age=86400").put("afterMs", 300)));
    var responses = client.batch(batch("pokemon/1", "pokemon/1")).getJsonArray("responses");

    assertThat(responses)
        .extracting(response -> ((JsonObject) response).getString("cache"))
        .containsExactlyInAnyOrder("miss", "collapsed");
    assertThat(upstream.requests()).hasSize(1);
  }

  @Test
  void whatDoesNotExistIsNotAskedForAgain() {
    for (var i = 0; i < 3; i++) {
      assertThat(get("pokemon/2").getInteger("status")).isEqualTo(404);
    }

    assertThat(upstream.requests()).filteredOn("pokemon/2"::equals).hasSize(1);
  }

  private String cacheOf(String target) {
    return get(target).getString("cache");
  }

  private JsonObject get(String target) {
    return client.batch(batch(target)).getJsonArray("responses").getJsonObject(0);
  }

  private static JsonObject batch(String... targets) {
    return new JsonObject().put("requests", new JsonArray(List.of((Object[]) targets)));
  }

  private static JsonObject script(JsonObject bulbasaur) {
    return new JsonObject()
        .put("", new JsonObject().put("body", new JsonObject().put("pokemon", "/pokemon/")))
        .put("pokemon/1", bulbasaur);
  }

  private static JsonObject bulbasaur(String cacheControl) {
    var headers = new JsonObject().put("cache-control", cacheControl).put("etag", "\"1\"");
    var body = new JsonObject().put("id", 1).put("name", "bulbasaur");
    return new JsonObject().put("headers", headers).put("body", body);
  }
}
