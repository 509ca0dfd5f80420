package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Collections over HTTP, on both databases. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
@ParameterizedClass
@EnumSource(StoreDatabase.class)
class CollectionsTest {

  private static final int MOST = 12;
  private static final String BATCH = "{ \"requests\" : [\"pokemon/1..3\", \"type/fire\"] }\n";
  private static final String OTHER = "{\"requests\":[\"pokemon/25\"]}";

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static CollectionClient collections;

  @Parameter StoreDatabase kind;

  @BeforeParameterizedClassInvocation
  static void start(StoreDatabase kind) {
    var settings = new HashMap<>(kind.settings(folder));
    settings.put("POKEAPI_URL", "sample");
    settings.put("MAX_COLLECTIONS", String.valueOf(MOST));
    pair = EmbeddedPair.start(settings);
    collections = new CollectionClient(pair.url());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    pair.close();
  }

  @AfterEach
  void clear() {
    collections.clear();
  }

  @Test
  void whatIsStoredIsReadAsItWasWritten() {
    var created = collections.put("starters", BATCH, Map.of());

    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    assertThat(created.headers().firstValue("Location")).hasValue("/v1/collections/starters");
    var tag = header(created, "ETag");
    assertThat(tag).matches("\"[!#-~]+\"");
    var read = collections.get("starters", Map.of());
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(BATCH);
    assertThat(header(read, "Content-Type")).isEqualTo("application/json");
    assertThat(header(read, "ETag")).isEqualTo(tag);
    assertThat(header(read, "Cache-Control")).isEqualTo("no-cache");
    var modified = header(read, "Last-Modified");
    assertThat(modified).isEqualTo(header(created, "Last-Modified"));
    assertThat(ZonedDateTime.parse(modified, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    var head = collections.send("HEAD", "/starters", Map.of());
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(BATCH.length()));
    assertThat(header(head, "ETag")).isEqualTo(tag);
  }

  @Test
  void whoHasItIsToldThatItIsTheSame() {
    var tag = collections.stored("starters", BATCH);

    for (var known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      var same = collections.get("starters", Map.of("If-None-Match", known));
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(header(same, "ETag")).isEqualTo(tag);
      assertThat(same.body()).isEmpty();
    }
    var changed = collections.get("starters", Map.of("If-None-Match", "\"x\""));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(collections.get("starters", Map.of("If-Match", tag)).statusCode()).isEqualTo(200);
    problem(collections.get("starters", Map.of("If-Match", "\"x\"")), 412, "precondition-failed");
    problem(collections.get("none", Map.of("If-None-Match", "*")), 404, "not-found");
  }

  @Test
  void itIsReplacedOnlyByWhoKnowsWhatIsThere() {
    var tag = collections.stored("a", BATCH);

    problem(collections.put("a", OTHER, Map.of()), 428, "precondition-required");
    for (var wrong : List.of("\"x\"", "W/" + tag, "x", "", tag.replace("\"", ""))) {
      assertRefused(collections.put("a", OTHER, Map.of("If-Match", wrong)));
    }
    assertRefused(collections.put("a", OTHER, Map.of("If-None-Match", "*")));
    assertRefused(collections.put("a", OTHER, Map.of("If-None-Match", tag)));
    assertRefused(collections.put("a", OTHER, Map.of("If-Match", tag, "If-None-Match", "*")));
    assertThat(collections.get("a", Map.of()).body()).isEqualTo(BATCH);

    var replaced = collections.put("a", OTHER, Map.of("If-Match", "\"x\", " + tag));
    assertThat(replaced.statusCode()).isEqualTo(204);
    assertThat(header(replaced, "ETag")).isNotEqualTo(tag);
    assertRefused(collections.put("a", BATCH, Map.of("If-Match", tag)));
    var any = collections.put("a", OTHER, Map.of("If-Match", "*"));
    assertThat(any.statusCode()).isEqualTo(204);
    assertThat(header(any, "ETag")).isNotEqualTo(header(replaced, "ETag"));
    assertThat(collections.get("a", Map.of()).body()).isEqualTo(OTHER);
  }

  @Test
  void whatIsNotThereIsNeitherReplacedNorDeletedNorRun() {
    assertRefused(collections.put("a", BATCH, Map.of("If-Match", "*")));
    assertRefused(collections.put("a", BATCH, Map.of("If-Match", "\"x\"")));
    problem(collections.get("a", Map.of()), 404, "not-found");
    problem(collections.delete("a", Map.of()), 404, "not-found");
    problem(collections.delete("a", Map.of("If-Match", "\"x\"")), 404, "not-found");
    problem(collections.run("a", Map.of()), 404, "not-found");
  }

  @Test
  void itIsDeletedAndAnotherOfItsNameIsNotMistakenForIt() {
    var tag = collections.stored("a", BATCH);

    assertRefused(collections.delete("a", Map.of("If-Match", "\"x\"")));
    assertThat(collections.delete("a", Map.of("If-Match", tag)).statusCode()).isEqualTo(204);
    problem(collections.get("a", Map.of()), 404, "not-found");
    var again = collections.stored("a", BATCH);

    assertThat(again).isNotEqualTo(tag);
    assertRefused(collections.put("a", OTHER, Map.of("If-Match", tag)));
    assertRefused(collections.delete("a", Map.of("If-Match", tag)));
    assertThat(collections.delete("a", Map.of()).statusCode()).isEqualTo(204);
  }

  @Test
  void theListIsInTheOrderOfNamesAPageAtATime() {
    for (var name : List.of("b", "a-1", "_", "A", "0", "a")) {
      collections.stored(name, BATCH);
    }

    var first = collections.list("?limit=4");
    var next = first.getString("next").substring("/v1/collections".length());
    var rest = collections.list(next);

    assertThat(names(first)).containsExactly("0", "A", "_", "a");
    assertThat(names(rest)).containsExactly("a-1", "b");
    assertThat(rest.containsKey("next")).isFalse();
    assertThat(collections.list("?limit=6").containsKey("next")).isFalse();
    var entry = rest.getJsonArray("collections").getJsonObject(1);
    assertThat(entry.getInteger("documents")).isEqualTo(4);
    assertThat(entry.getString("etag")).isEqualTo(header(collections.get("b", Map.of()), "ETag"));
    assertThat(entry.getInstant("createdAt")).isEqualTo(entry.getInstant("updatedAt"));
    assertThat(entry.getJsonObject("links").getString("runs")).isEqualTo("/v1/collections/b/runs");
  }

  @Test
  void thereAreOnlySoMany() {
    IntStream.range(0, MOST).forEach(i -> collections.stored("c" + i, BATCH));

    var refused = problem(collections.put("more", BATCH, Map.of()), 422, "limit-exceeded");

    assertThat(refused.getString("limit")).isEqualTo("collections");
    assertThat(refused.getInteger("max")).isEqualTo(MOST);
    assertThat(refused.getInteger("actual")).isEqualTo(MOST + 1);
    problem(collections.get("more", Map.of()), 404, "not-found");
    assertThat(collections.put("c3", OTHER, Map.of("If-Match", "*")).statusCode()).isEqualTo(204);
    collections.delete("c0", Map.of());
    assertThat(collections.put("more", BATCH, Map.of()).statusCode()).isEqualTo(201);
  }

  @Test
  void ofManyThatReplaceTheSameVersionAtOnceOneDoes() {
    var tag = collections.stored("a", BATCH);

    var statuses =
        collections.putAtOnce(20, "a", CollectionsTest::numbered, Map.of("If-Match", tag));

    assertThat(statuses).containsOnly(204, 412);
    assertThat(Collections.frequency(statuses, 204)).isOne();
    var winner = statuses.indexOf(204);
    assertThat(collections.get("a", Map.of()).body()).isEqualTo(numbered(winner));
  }

  @Test
  void ofManyThatCreateItAtOnceOneDoes() {
    var statuses = collections.putAtOnce(20, "a", CollectionsTest::numbered, Map.of());

    assertThat(statuses).containsOnly(201, 428);
    assertThat(Collections.frequency(statuses, 201)).isOne();
    var winner = statuses.indexOf(201);
    assertThat(collections.get("a", Map.of()).body()).isEqualTo(numbered(winner));
  }

  private static String numbered(int number) {
    return "{\"requests\":[\"pokemon/" + (number + 1) + "\"]}";
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("collections").stream()
        .map(entry -> ((JsonObject) entry).getString("name"))
        .toList();
  }

  private static void assertRefused(HttpResponse<String> answer) {
    problem(answer, 412, "precondition-failed");
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("<absent>");
  }
}
