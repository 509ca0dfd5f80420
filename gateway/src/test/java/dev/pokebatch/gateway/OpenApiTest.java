package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pokebatch.gateway.access.AnonymousAccess;
import dev.pokebatch.gateway.access.RouteAccess;
import dev.pokebatch.gateway.access.Scope;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.openapi.AnswerCheck;
import dev.pokebatch.gateway.openapi.Description;
import dev.pokebatch.gateway.openapi.Example;
import dev.pokebatch.gateway.openapi.OpenApiSchema;
import dev.pokebatch.gateway.openapi.Operation;
import dev.pokebatch.gateway.openapi.RouteTable;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.KeysFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway behaves as {@code openapi.yaml} says. The scenario tests also check every answer
 * against it.
 */
class OpenApiTest {

  private static final Pattern BATCH = Pattern.compile("\\{\\s*\"requests\":\\s*\\[");

  /** What the examples call the job that they speak of. */
  private static final String JOB = "2f1c7a3e-6f0a-4c59-9a43-0f5a1f0d2b7e";

  /** What the examples call the API key that they speak of. */
  private static final String KEY = "6f0a4c599a430f5a";

  /** The forms of a batch that have its options in their query. */
  private static final List<String> FORMS =
      List.of(
          "POST /v1/batches",
          "QUERY /v1/batches",
          "GET /v1/{resource}/{keys}",
          "GET /v1/{resource}");

  private static final JsonObject CARDS =
      new JsonObject().put("requests", List.of("pokemon/1..3", "pokemon/pikachoo"));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  private static EmbeddedPair pair;
  private static Client client;
  private static Description description;

  @BeforeAll
  static void start() {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL",
                "sample",
                "SAMPLE_LATENCY_MS",
                "0",
                "DATA_DIR",
                folder.toString(),
                "API_KEYS_FILE",
                KeysFile.write(folder.resolve("keys.json"), KeysFile.key("admin", "admin"))
                    .toString()));
    client = new Client(pair.url());
    description = Description.of(client);
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void itIsADocumentOfOpenApi() {
    assertThat(OpenApiSchema.faults(pair.vertx(), description.document())).isEmpty();
  }

  @Test
  void asYamlItIsServedAsItIsWritten() throws IOException {
    var request = client.request("GET", "/openapi.yaml", Map.of(), new byte[0]);

    assertThat(client.send(request, BodyHandlers.ofString()).body())
        .isEqualTo(Files.readString(Path.of("src", "main", "resources", "openapi.yaml")));
  }

  @TestFactory
  Stream<DynamicTest> everyRequestThatItShowsIsAnsweredAsItSays() {
    return description.operations().stream()
        .flatMap(Example::of)
        .map(example -> DynamicTest.dynamicTest(example.toString(), () -> send(example)));
  }

  private static void send(Example example) {
    var operation = example.operation();
    var target = prepared(example.target());
    var headers = new HashMap<>(example.headers());
    if (target.startsWith("/v1/keys")) {
      headers.putAll(KeysFile.header("admin"));
    }
    var request = client.request(operation.method(), target, headers, example.bytes());

    var answer = client.send(request, BodyHandlers.ofString());

    assertThat(example.faults()).as("the example").isEmpty();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(example.status());
    assertThat(AnswerCheck.faults(operation, answer)).as(answer.body()).isEmpty();
  }

  /** What an example speaks of is there: a job that has ended, a collection, an API key. */
  private static String prepared(String target) {
    if (target.startsWith("/v1/collections")) {
      var collections = new CollectionClient(pair.url());
      collections.clear();
      collections.stored("cards", CARDS.encode());
    }
    if (target.contains(KEY)) {
      var body = "{\"name\": \"ash\", \"scopes\": [\"batch\"]}";
      var headers = new HashMap<>(KeysFile.header("admin"));
      headers.put("Content-Type", "application/json");
      var post = client.request("POST", "/v1/keys", headers, body.getBytes(UTF_8));
      var created = client.send(post, BodyHandlers.ofString());
      return target.replace(KEY, new JsonObject(created.body()).getString("id"));
    }
    if (!target.contains(JOB)) {
      return target;
    }
    var jobs = new JobClient(pair.url());
    var job = jobs.submitted(CARDS);
    jobs.awaitEnd(job);
    return target.replace("/v1/batches/" + JOB, job);
  }

  @Test
  void everyAnswerThatItShowsIsAsItsSchemaSays() {
    assertThat(description.operations())
        .isNotEmpty()
        .allSatisfy(operation -> assertThat(operation.shownFaults()).isEmpty());
  }

  @Test
  void everyFormOfABatchHasEveryOption() {
    var properties =
        description
            .document()
            .getJsonObject("components")
            .getJsonObject("schemas")
            .getJsonObject("BatchRequest")
            .getJsonObject("properties");

    for (var option : OptionTable.ALL) {
      assertThat(properties.containsKey(option.name()))
          .as(option.name())
          .isEqualTo(!option.isOfAnswer());
      for (var form : FORMS) {
        assertThat(operation(form).parameter(option.name()).getString("description"))
            .as("%s of %s", option.name(), form)
            .startsWith(option.description());
      }
    }
  }

  private static Operation operation(String name) {
    return description.operations().stream()
        .filter(operation -> operation.toString().equals(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void everyRouteIsDescribedAndWhatIsDescribedIsARoute() {
    assertThat(RouteTable.of(pair.vertx()))
        .containsExactlyInAnyOrderElementsOf(
            description.operations().stream().map(Operation::toString).toList());
  }

  @Test
  void itSaysWhichScopesAKeyNeedsAndWhereNoneMayBeNeeded() {
    var access = RouteTable.access(pair.vertx());

    assertThat(description.operations())
        .allSatisfy(
            operation -> {
              var expected = requireNonNull(access.get(operation.toString()));
              assertThat(operation.scopes())
                  .as(operation.toString())
                  .isEqualTo(expected == RouteAccess.OPEN ? List.of() : scopes(expected));
            });
  }

  /** As a description lists them: those of a key, and an empty alternative for none. */
  private static List<Set<String>> scopes(RouteAccess access) {
    var words = access.scopes().stream().map(Scope::word).collect(Collectors.toSet());
    return access.isOpen(AnonymousAccess.ALL)
        ? List.of(words, Set.of("anonymous"))
        : List.of(words);
  }

  @Test
  void everyAnswerToAClientWithQuotasMayNameThem() {
    assertThat(description.operations())
        .allSatisfy(
            operation ->
                assertThat(operation.responseHeaders())
                    .as(operation.toString())
                    .filteredOn(headers -> headers.contains("X-Request-Id"))
                    .allSatisfy(
                        headers -> assertThat(headers).contains("RateLimit-Policy", "RateLimit")));
  }

  @Test
  void everyTypeOfProblemIsDescribedAndNoOther() {
    var types = description.document().getJsonObject("components").getJsonObject("schemas");

    assertThat(types.getJsonObject("ProblemType").getJsonArray("enum"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList());
  }

  @Test
  void theRequestsOfTheReadmeAreAsItSays() throws IOException {
    var readme =
        Files.readString(Path.of("..", "README.md")) + Files.readString(Path.of("README.md"));
    var batches = BATCH.matcher(readme).results().map(found -> firstOf(readme, found.start()));

    assertThat(batches)
        .isNotEmpty()
        .allSatisfy(
            batch ->
                assertThat(description.schemas().faults(Description.named("BatchRequest"), batch))
                    .isEmpty());
  }

  /** The JSON object that begins at an offset; ignores the text after it. */
  private static JsonObject firstOf(String text, int start) {
    try {
      var members = new TypeReference<Map<String, Object>>() {};
      return new JsonObject(new ObjectMapper().readValue(text.substring(start), members));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
