package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.ReferringBatches.reference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.RealDocuments;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.DataFolder;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * References over many large documents, whose path reads a small part of each, with the default
 * limits.
 */
class LargeReferenceTest {

  private static final SampleConfig LARGE =
      SampleConfig.defaults().withLatencyMs(0).withDocumentKb(230);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$[?@.types[0].type.name=='fire'].species",
        "$[?@['types'][0]['type'].name == 'fire'].species.url",
        "$[?match(@.types[0].type.name, 'fi.e') && @.species].species",
        "$[?@.types[0].type.name == value($[3].types[0].type.name)].species",
        "$[?count(@.types[?@.slot == 1 && @.type.name == 'fire']) == 1].species",
        "$[?count(@.moves[*]) > 0 && @.types[0].type.name == 'fire'].species",
        "$[?length(@.stats) == 6 && @.types[0].type.name=='fire'].species",
      })
  void aFilterOverAllOfThemFindsThoseThatTheClientSees(String path) {
    try (var sample = new Sample(LARGE);
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()))) {
      assertFireSpecies(pair, path);
    }
  }

  @Test
  void soItDoesWithRealDocuments(@TempDir Path folder) throws Exception {
    RealDocuments.unpack(folder);
    var config = SampleConfig.defaults().withLatencyMs(0).withData(new DataFolder(folder));
    try (var sample = new Sample(config);
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()))) {
      assertFireSpecies(pair, "$[?@.types[0].type.name=='fire'].species");
      assertFireSpecies(pair, "$[?count(@.moves[*])>9 && @.types[0].type.name=='fire'].species");
    }
  }

  private static void assertFireSpecies(EmbeddedPair pair, String path) {
    var requests =
        new JsonArray()
            .add(new JsonObject().put("id", "kanto").put("get", "pokemon/1..151"))
            .add(new JsonObject().put("get", reference("kanto", path)).put("fields", "name"));
    var request =
        new JsonObject()
            .put("requests", requests)
            .put("deadlineMs", 60_000)
            .put("fields", "id,name,types,species");

    var answer = new Client(pair.url()).batch(request);

    var steps = answer.getJsonArray("responses");
    var fire = species(items(steps.getJsonObject(0)), LargeReferenceTest::isFire);
    assertThat(fire).hasSizeBetween(5, 50);
    assertThat(gets(items(steps.getJsonObject(1)))).isEqualTo(fire);
    assertThat(answer.getBoolean("complete")).isTrue();
  }

  private static boolean isFire(JsonObject pokemon) {
    var first = pokemon.getJsonArray("types").getJsonObject(0);
    return first.getJsonObject("type").getString("name").equals("fire");
  }

  private static List<JsonObject> items(JsonObject step) {
    return step.getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> gets(List<JsonObject> items) {
    return items.stream().map(item -> path(item.getString("get"))).toList();
  }

  private static List<String> species(List<JsonObject> items, Predicate<JsonObject> which) {
    return items.stream()
        .map(item -> item.getJsonObject("body"))
        .filter(which)
        .map(pokemon -> pokemon.getJsonObject("species").getString("url"))
        .map(LargeReferenceTest::path)
        .toList();
  }

  private static String path(String link) {
    return link.replaceFirst(".*/(pokemon-species/[0-9]+)/?", "$1");
  }
}
