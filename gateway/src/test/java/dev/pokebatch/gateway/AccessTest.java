package dev.pokebatch.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.access.AnonymousAccess;
import dev.pokebatch.gateway.access.RouteAccess;
import dev.pokebatch.gateway.access.Scope;
import dev.pokebatch.gateway.openapi.RouteTable;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.KeysFile;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may do with a key, and without one, on every route. */
class AccessTest {

  private static final Map<AnonymousAccess, EmbeddedPair> PAIRS =
      new EnumMap<>(AnonymousAccess.class);

  @SuppressWarnings("NullAway.Init")
  private static Map<String, RouteAccess> routes;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var one = Arrays.stream(Scope.values()).map(scope -> KeysFile.key(scope.word(), scope.word()));
    var others =
        Arrays.stream(Scope.values())
            .map(
                scope ->
                    KeysFile.key(
                        "not-" + scope.word(),
                        Arrays.stream(Scope.values())
                            .filter(other -> other != scope && other != Scope.ADMIN)
                            .map(Scope::word)
                            .toArray(String[]::new)));
    var expired = KeysFile.key("expired", "admin").put("expiresAt", "2020-01-01T00:00:00Z");
    var keys = Stream.of(one, others, Stream.of(expired)).flatMap(all -> all);
    var file = KeysFile.write(folder.resolve("keys.json"), keys.toArray(JsonObject[]::new));
    for (var anonymous : AnonymousAccess.values()) {
      PAIRS.put(
          anonymous,
          EmbeddedPair.start(
              Map.of(
                  "CORS_ORIGINS",
                  "*",
                  "POKEAPI_URL",
                  "sample",
                  "SAMPLE_LATENCY_MS",
                  "0",
                  "DATA_DIR",
                  folder.resolve(anonymous.word()).toString(),
                  "API_KEYS_FILE",
                  file.toString(),
                  "ANONYMOUS",
                  anonymous.word())));
    }
    routes = RouteTable.access(pair(AnonymousAccess.NONE).vertx());
  }

  @AfterAll
  static void stop() {
    PAIRS.values().forEach(EmbeddedPair::close);
  }

  @Test
  void everyRouteSaysWhoMayUseIt() {
    assertThat(routes.keySet())
        .containsExactlyInAnyOrderElementsOf(RouteTable.of(pair(AnonymousAccess.NONE).vertx()));
  }

  @TestFactory
  Stream<DynamicTest> aKeyNeedsTheScopesOfTheRoute() {
    return routes.entrySet().stream()
        .map(
            route ->
                DynamicTest.dynamicTest(
                    route.getKey(), () -> checkScopes(route.getKey(), route.getValue())));
  }

  private static void checkScopes(String route, RouteAccess access) {
    for (var scope : Scope.values()) {
      var isNeeded = access.scopes().contains(scope);
      var answer = send(AnonymousAccess.ALL, route, KeysFile.header("not-" + scope.word()));
      if (isNeeded) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("/problems/forbidden");
        assertThat(challenge(answer))
            .startsWith("Bearer realm=\"pokebatch\", error=\"insufficient_scope\", scope=\"")
            .contains(scope.word());
      }
      var alone = send(AnonymousAccess.NONE, route, KeysFile.header(scope.word()));
      var suffices = scope == Scope.ADMIN || Set.of(scope).containsAll(access.scopes());
      assertThat(alone.statusCode() == 403).as(scope + ": " + alone.body()).isNotEqualTo(suffices);
      assertThat(alone.statusCode()).isNotEqualTo(401);
    }
  }

  @TestFactory
  Stream<DynamicTest> withoutAKeyTheSettingDecides() {
    return routes.entrySet().stream()
        .flatMap(
            route ->
                Arrays.stream(AnonymousAccess.values())
                    .map(
                        anonymous ->
                            DynamicTest.dynamicTest(
                                anonymous + " " + route.getKey(),
                                () ->
                                    checkAnonymous(route.getKey(), route.getValue(), anonymous))));
  }

  private static void checkAnonymous(String route, RouteAccess access, AnonymousAccess anonymous) {
    var answer = send(anonymous, route, Map.of());

    if (access.isOpen(anonymous)) {
      assertThat(answer.statusCode()).as(answer.body()).isNotIn(401, 403);
    } else {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
      assertThat(answer.body()).contains("/problems/unauthorized");
      assertThat(challenge(answer)).isEqualTo("Bearer realm=\"pokebatch\"");
    }
  }

  @Test
  void readIsDocumentsByUrlAndTheReference() {
    assertThat(open(AnonymousAccess.NONE))
        .containsExactlyInAnyOrder(
            "GET /",
            "GET /compare",
            "GET /jobs",
            "GET /collections",
            "GET /docs",
            "GET /learn",
            "GET /problems/{slug}");
    assertThat(open(AnonymousAccess.READ))
        .containsExactlyInAnyOrder(
            "GET /",
            "GET /compare",
            "GET /jobs",
            "GET /collections",
            "GET /docs",
            "GET /learn",
            "GET /problems/{slug}",
            "GET /v1/{resource}/{keys}",
            "GET /v1/{resource}",
            "GET /v1/pokemon/{keys}/sprites.png",
            "GET /v1/pokemon/{keys}/sprites.json",
            "GET /v1/pokemon/{keys}/sprites.css",
            "GET /v1/sprites/{path}",
            "GET /v1/ticks",
            "GET /v1/limits",
            "GET /openapi.yaml",
            "GET /openapi.json");
  }

  private static Set<String> open(AnonymousAccess anonymous) {
    return routes.entrySet().stream()
        .filter(route -> route.getValue().isOpen(anonymous))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer pb_x", "Basic YXNoOg==", "expired", "unknown"})
  void anInvalidKeyIsRefusedEvenWhereNoneIsNeeded(String header) {
    var headers = header.contains(" ") ? Map.of("Authorization", header) : KeysFile.header(header);

    for (var route : routes.keySet()) {
      var answer = send(AnonymousAccess.ALL, route, headers);

      assertThat(answer.statusCode()).as(route).isEqualTo(401);
      assertThat(challenge(answer)).endsWith("error=\"invalid_token\"");
    }
  }

  @Test
  void aBatchThatBecomesAJobNeedsTheScopeOfJobsAsWell() {
    var headers = new HashMap<>(KeysFile.header("batch"));
    headers.put("Prefer", "respond-async");

    var answer = send(AnonymousAccess.ALL, "POST /v1/batches", headers);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(challenge(answer)).endsWith("scope=\"batch jobs\"");
  }

  @Test
  void preflightsNeedNoKey() {
    for (var route : routes.keySet()) {
      var headers =
          Map.of(
              "Origin", "https://app.example",
              "Access-Control-Request-Method", route.substring(0, route.indexOf(' ')),
              "Access-Control-Request-Headers", "authorization");

      var answer = send(AnonymousAccess.NONE, route.replaceFirst("^\\w+", "OPTIONS"), headers);

      assertThat(answer.statusCode()).as(route).isEqualTo(204);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
          .contains("authorization");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSharedCacheMayKeepOnlyWhatIsAnonymous(AnonymousAccess anonymous) {
    var answer = send(anonymous, "GET /v1/pokemon/1", KeysFile.header("batch"));

    assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
        .startsWith(anonymous == AnonymousAccess.NONE ? "private" : "public");
  }

  @Test
  void theLimitsTellWhoAsks() {
    var keyed = send(AnonymousAccess.READ, "GET /v1/limits", KeysFile.header("not-jobs"));
    var anonymous = send(AnonymousAccess.READ, "GET /v1/limits", Map.of());

    assertThat(new JsonObject(keyed.body()).getJsonObject("access").encode())
        .isEqualTo(
            "{\"anonymous\":\"read\",\"owner\":\"not-jobs\",\"scopes\":[\"batch\",\"collections\"]}");
    assertThat(new JsonObject(anonymous.body()).getJsonObject("access").encode())
        .isEqualTo("{\"anonymous\":\"read\",\"owner\":\"anonymous\",\"scopes\":[]}");
  }

  private static String challenge(HttpResponse<String> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("");
  }

  private static HttpResponse<String> send(
      AnonymousAccess anonymous, String route, Map<String, String> given) {
    var headers = new HashMap<>(given);
    var method = route.substring(0, route.indexOf(' '));
    var path =
        route
            .substring(method.length() + 1)
            .replace("{id}", UUID.randomUUID().toString())
            .replace("{name}", "starters")
            .replace("{slug}", "unauthorized")
            .replace("{resource}/{keys}", "pokemon/1")
            .replace("{keys}", "1")
            .replace("{path}", "pokemon/1.png")
            .replace("{resource}", "pokemon?limit=2");
    var hasBody =
        Set.of("POST /v1/batches", "QUERY /v1/batches", "POST /v1/explain", "POST /v1/keys")
                .contains(route)
            || method.equals("PUT");
    var body = hasBody ? "{\"requests\": [\"pokemon/1\"]}" : "";
    if (hasBody) {
      headers.put("Content-Type", "application/json");
    }
    var client = new Client(pair(anonymous).url());
    return client.send(
        client.request(method, path, headers, body.getBytes(StandardCharsets.UTF_8)),
        AccessTest::textUnlessEndless);
  }

  private static BodySubscriber<String> textUnlessEndless(ResponseInfo head) {
    var type = head.headers().firstValue("content-type").orElse("");
    var isEndless = head.statusCode() == 200 && type.startsWith("text/event-stream");
    return isEndless ? new NoBody() : BodyHandlers.ofString().apply(head);
  }

  /** Of ticks, which have no end, the head is enough. */
  private static final class NoBody implements BodySubscriber<String> {
    @Override
    public CompletionStage<String> getBody() {
      return CompletableFuture.completedStage("");
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> item) {}

    @Override
    public void onError(Throwable throwable) {}

    @Override
    public void onComplete() {}
  }

  private static EmbeddedPair pair(AnonymousAccess anonymous) {
    return requireNonNull(PAIRS.get(anonymous));
  }
}
