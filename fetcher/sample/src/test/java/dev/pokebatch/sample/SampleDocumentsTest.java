package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleDocumentsTest {
  private static RunningSample sample;

  @BeforeAll
  static void start() {
    sample = RunningSample.withoutLatency();
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @Test
  void aPokemonHasTheMembersOfARealOneInTheirOrder() {
    var pikachu = sample.json("/pokemon/25");

    assertThat(names(pikachu))
        .containsExactly(
            "abilities",
            "base_experience",
            "cries",
            "forms",
            "game_indices",
            "height",
            "held_items",
            "id",
            "is_default",
            "location_area_encounters",
            "moves",
            "name",
            "order",
            "past_abilities",
            "past_stats",
            "past_types",
            "species",
            "sprites",
            "stats",
            "types",
            "weight");
    assertThat(names(pikachu.at("/moves/0"))).containsExactly("move", "version_group_details");
    assertThat(names(pikachu.at("/moves/0/version_group_details/0")))
        .containsExactly("level_learned_at", "move_learn_method", "order", "version_group");
    assertThat(pikachu.at("/sprites/versions/generation-i/red-blue/front_default").asText())
        .endsWith("/25.png");
  }

  @Test
  void aSpeciesHasTheMembersOfARealOneInTheirOrder() {
    assertThat(names(sample.json("/pokemon-species/25")))
        .containsExactly(
            "base_happiness",
            "capture_rate",
            "color",
            "egg_groups",
            "evolution_chain",
            "evolves_from_species",
            "flavor_text_entries",
            "form_descriptions",
            "forms_switchable",
            "gender_rate",
            "genera",
            "generation",
            "growth_rate",
            "habitat",
            "has_gender_differences",
            "hatch_counter",
            "id",
            "is_baby",
            "is_legendary",
            "is_mythical",
            "name",
            "names",
            "order",
            "pal_park_encounters",
            "pokedex_numbers",
            "shape",
            "varieties");
  }

  @ParameterizedTest
  @CsvSource({
    "bulbasaur, 1, 7, 69, 64, grass poison, 45 49 49 65 65 45",
    "pikachu, 25, 4, 60, 112, electric, 35 55 40 50 50 90",
    "eevee, 133, 3, 65, 65, normal, 55 55 50 45 65 55",
    "mew, 151, 4, 40, 270, psychic, 100 100 100 100 100 100"
  })
  void generatedPokemonHaveTheFactsOfRealOnes(
      String name, int id, int height, int weight, int experience, String types, String stats) {
    var pokemon = sample.json("/pokemon/" + name);

    assertThat(pokemon.at("/id").asInt()).isEqualTo(id);
    assertThat(pokemon.at("/height").asInt()).isEqualTo(height);
    assertThat(pokemon.at("/weight").asInt()).isEqualTo(weight);
    assertThat(pokemon.at("/base_experience").asInt()).isEqualTo(experience);
    assertThat(texts(pokemon.at("/types"), "/type/name")).containsExactly(types.split(" "));
    assertThat(texts(pokemon.at("/stats"), "/base_stat")).containsExactly(stats.split(" "));
  }

  @Test
  void linksAreAbsoluteAndPointToOtherDocuments() {
    var pikachu = sample.json("/pokemon/pikachu");
    var species = pikachu.at("/species/url").asText();

    assertThat(species).isEqualTo(sample.upstream.url() + "/pokemon-species/25/");
    assertThat(pikachu.at("/types/0/type/url").asText())
        .isEqualTo(sample.upstream.url() + "/type/13/");
    assertThat(pikachu.at("/location_area_encounters").asText())
        .isEqualTo(sample.upstream.url() + "/pokemon/25/encounters");
    assertThat(sample.json("/pokemon-species/25").at("/evolution_chain/url").asText())
        .isEqualTo(sample.upstream.url() + "/evolution-chain/10/");
    assertThat(sample.json("/pokemon/25/encounters").isArray()).isTrue();
  }

  @Test
  void aNameAndItsIdReturnTheSameDocument() {
    assertThat(sample.get("/pokemon/mr-mime").body()).isEqualTo(sample.get("/pokemon/122").body());
    assertThat(sample.get("/type/electric").body()).isEqualTo(sample.get("/type/13").body());
  }

  @Test
  void speciesHaveNamesInOtherScripts() {
    assertThat(texts(sample.json("/pokemon-species/pikachu").at("/names"), "/name"))
        .contains("ピカチュウ", "피카츄", "皮卡丘");
  }

  @Test
  void anEvolutionChainHasItsRealBranches() {
    var chain = sample.json("/evolution-chain/67").at("/chain");

    assertThat(chain.at("/species/name").asText()).isEqualTo("eevee");
    assertThat(texts(chain.at("/evolves_to"), "/species/name"))
        .containsExactly(
            "vaporeon", "jolteon", "flareon", "espeon", "umbreon", "leafeon", "glaceon", "sylveon");
    var detail = chain.at("/evolves_to/0/evolution_details/0");
    assertThat(detail.at("/item/name").asText()).isEqualTo("water-stone");
    assertThat(detail.at("/held_item").isNull()).isTrue();
    assertThat(sample.json("/evolution-chain/10").at("/chain/evolves_to/0/evolves_to")).hasSize(1);
  }

  @Test
  void aTypeListsItsDamageRelationsAndPokemon() {
    var electric = sample.json("/type/electric");

    assertThat(texts(electric.at("/damage_relations/double_damage_from"), "/name"))
        .containsExactly("ground");
    assertThat(texts(electric.at("/pokemon"), "/pokemon/name"))
        .contains("pikachu", "zapdos")
        .doesNotContain("mew");
  }

  @ParameterizedTest
  @CsvSource({"80, 60000, 110000", "230, 180000, 280000"})
  void theMedianSizeIsAsConfigured(int documentKb, int least, int most) {
    var config = SampleConfig.defaults().withLatencyMs(0).withDocumentKb(documentKb);
    try (var sized = new RunningSample(config)) {
      var sizes =
          IntStream.rangeClosed(1, 151)
              .map(id -> sized.get("/pokemon/" + id).body().length)
              .sorted()
              .toArray();

      assertThat(sizes[75]).isBetween(least, most);
      assertThat(sizes[0]).isGreaterThan(documentKb * 600);
      assertThat(sizes[150]).isLessThan(documentKb * 1400);
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> texts(JsonNode array, String pointer) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> element.at(pointer).asText())
        .toList();
  }
}
