package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever matches in no document of a step is named, in every form of a batch. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class UnmatchedTest {

  /** Step, fields, links to expand, and the names of what matches nothing. */
  private static final String TABLE =
      """
      pokemon/1..2         | id,nmae,name                          |         | nmae
      pokemon/1..2         | types.slot,types.type.nmae            |         | types.type.nmae
      pokemon/1..2         | name.x,id                             |         | name.x
      pokemon/1..2         | stats,stats.nmae,stats.stat           |         | stats.nmae
      pokemon/1..2         | species.nmae,species.id,species       |         | species.nmae species.id
      pokemon/1..2         | a:nmae,b:types.nmae,id                |         | a b
      pokemon/1..2         | a:$.nmae,b:$.types[*].nmae,c:$..nmae  |         | a b c
      pokemon/1..2         | a:$.id,b:$.types[*].slot,c:$..slot    |         |
      pokemon/1..2         | a:value($.nmae),b:value($.id)         |         | a
      pokemon/1..2         | a:value($.stats[*].base_stat)         |         | a
      pokemon/1..2         | 'a:b':nmae,"c,d":id,e:$['nmae']       |         | a:b e
      pokemon/1..2         | a:count($.nmae[*]),b:count($.types)   |         | a
      pokemon/1..2         | a:length($.nmae),b:length($.types)    |         | a
      pokemon/1..2         | a:length($.id),b:length($.name)       |         | a
      pokemon/1..2         | a:first($.nmae[*]),b:first($..slot)   |         | a
      pokemon/1..2         | a:sum($.nmae),b:sum($..slot)          |         | a
      pokemon/1..2         | a:sum($..name),b:sum($.id)            |         | a
      pokemon/1..2         | a:min($..name),b:min($..slot)         |         | a
      pokemon/1..2         | a:max($..name),b:max($..slot)         |         | a
      pokemon-species/1    | a:localized($.names[*].name)          |         | a
      pokemon-species/1    | a:localized($.nmaes),b:localized($.id)|         | a b
      pokemon-species/1    | a:localized($.names)                  |         |
      pokemon-species/1    | a:localized($.names[*])               |         |
      pokemon-species/1    | a:value($.evolves_from_species)       |         |
      pokemon/1..2         | name,species.name,species.nmae        | species | species.nmae
      pokemon/1..2         | a:species.nmae,b:$.species.capture_rate | species | a
      pokemon/1..2         | a:localized($.species.names[*].name)  | species | a
      pokemon/1..2         | a:localized($.species.names)          | species |
      pokemon/1..2         | species.varieties.pokemon.id | species.varieties.pokemon |
      type/1               | name,pokemon.pokemon.nmae             | pokemon.pokemon | pokemon.pokemon.nmae
      pokemon/1..2         | *,nmae,name                           |         | nmae
      pokemon/1..2         | nmae,types.nmae,types.slot,*          |         | nmae types.nmae
      pokemon/1..2         | *                                     | species |
      pokemon/1..2         | *,nmae,species.nmae,species.names     | species | nmae species.nmae
      pokemon/1..2         | species.id,species.nmae               | species | species.nmae
      pokemon/1..2         | species,species.nmae,species.names    | species | species.nmae
      pokemon/1..2         | species.names,species.url,species     | species | species.url
      pokemon/1..2         | species.x,species.evolution_chain.y,species | species.evolution_chain | species.x species.evolution_chain.y
      pokemon/1..2         | species.evolution_chain.y,species.evolution_chain.chain,species.evolution_chain | species.evolution_chain | species.evolution_chain.y
      """;

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static JobClient client;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "DATA_DIR", folder.toString()));
    client = new JobClient(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource(textBlock = TABLE, delimiter = '|')
  void aBatchNamesIt(String step, String fields, @Nullable String expand, @Nullable String names) {
    var batch = batch(step, fields, expand);

    for (var answer : List.of(client.post(batch, Map.of()), client.query(batch, Map.of()))) {
      assertAnswerNames(new JsonObject(answer.body()), names(names));
    }
    assertLinesName(client.post(batch, Map.of("Accept", "application/x-ndjson")).body(), names);
    var events = client.post(batch, Map.of("Accept", "text/event-stream")).body();
    assertLinesName(
        String.join(
            "\n",
            events.lines().filter(l -> l.startsWith("data:")).map(l -> l.substring(5)).toList()),
        names);
    var table = client.post(batch, Map.of("Accept", "text/csv")).body();
    for (var name : fields.contains("*,") || fields.endsWith("*") ? names(null) : names(names)) {
      assertThat(table.lines().findFirst().orElseThrow().split(",", -1)).contains(name);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = TABLE, delimiter = '|')
  void aUrlNamesIt(String step, String fields, @Nullable String expand, @Nullable String names) {
    var query = "?fields=" + encoded(fields) + (expand == null ? "" : "&expand=" + expand);

    assertAnswerNames(client.json("/v1/" + step + query), names(names));
    assertLinesName(
        client.send("GET", "/v1/" + step + query + "&format=ndjson", Map.of()).body(), names);
  }

  @ParameterizedTest
  @CsvSource(textBlock = TABLE, delimiter = '|')
  void aCollectionNamesIt(
      String step, String fields, @Nullable String expand, @Nullable String names) {
    var collections = new CollectionClient(pair.url());
    var name = "c" + Integer.toHexString((step + fields).hashCode());
    collections.stored(name, batch(step, fields, expand).encode());

    assertAnswerNames(new JsonObject(collections.run(name, Map.of()).body()), names(names));
  }

  @ParameterizedTest
  @CsvSource(textBlock = TABLE, delimiter = '|')
  void aJobNamesIt(String step, String fields, @Nullable String expand, @Nullable String names) {
    var job = client.submitted(batch(step, fields, expand));
    var ended = client.awaitEnd(job);

    assertAnswerNames(client.json(job + "/results"), names(names));
    assertLinesName(client.send("GET", job + "/results?format=ndjson", Map.of()).body(), names);
    assertThat(named(ended.getJsonObject("summary"))).containsExactlyInAnyOrder(names(names));
  }

  private static JsonObject batch(String step, String fields, @Nullable String expand) {
    return new JsonObject()
        .put("requests", List.of(step))
        .put("fields", fields)
        .put("expand", expand == null ? List.of() : List.of(expand));
  }

  /** The step, its items and the summary name them. */
  private static void assertAnswerNames(JsonObject answer, String... names) {
    var step = answer.getJsonArray("responses").getJsonObject(0);
    assertThat(answer.getBoolean("complete")).as(answer.encode()).isTrue();
    assertThat(named(step)).as(step.encode()).containsExactlyInAnyOrder(names);
    assertThat(named(answer.getJsonObject("summary"))).containsExactlyInAnyOrder(names);
    var items = step.getJsonArray("items", new JsonArray());
    for (var i = 0; i < items.size(); i++) {
      assertThat(named(items.getJsonObject(i))).containsExactlyInAnyOrder(names);
    }
  }

  private static void assertLinesName(String lines, @Nullable String names) {
    for (var line : lines.lines().map(JsonObject::new).toList()) {
      switch (line.getString("type")) {
        case "item" ->
            assertThat(named(line.getJsonObject("item"))).containsExactlyInAnyOrder(names(names));
        case "summary" ->
            assertThat(named(line.getJsonObject("summary", line)))
                .containsExactlyInAnyOrder(names(names));
        default -> {}
      }
    }
  }

  private static String[] named(JsonObject object) {
    return object.getJsonArray("unmatched", new JsonArray()).stream().toArray(String[]::new);
  }

  private static String[] names(@Nullable String names) {
    return names == null ? new String[0] : Arrays.stream(names.split(" ")).toArray(String[]::new);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
