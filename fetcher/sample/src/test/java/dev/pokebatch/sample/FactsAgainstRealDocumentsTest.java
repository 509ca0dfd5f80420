package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Compares every generated document with the real one of the same id, without the members that the
 * sample invents or leaves empty. Skipped if the archive of real documents is missing.
 */
class FactsAgainstRealDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The members that the sample invents or leaves empty, by resource. */
  private static final Map<String, List<String>> INVENTED =
      Map.of(
          "pokemon", List.of("moves", "held_items", "sprites"),
          "pokemon-species", List.of("flavor_text_entries", "varieties"),
          "type", List.of("moves", "pokemon", "past_damage_relations", "sprites"),
          "evolution-chain", List.of());

  @Test
  void generatedFactsEqualThoseOfTheRealDocuments() throws IOException {
    var checked = new TreeMap<String, Integer>();

    try (var sample = RunningSample.withoutLatency()) {
      RealDocuments.read(
          (path, bytes) -> {
            var parts = Table.split(path, '/');
            if (parts.size() == 6 && INVENTED.containsKey(parts.get(3))) {
              var invented = INVENTED.getOrDefault(parts.get(3), List.of());
              var generated = sample.json("/" + parts.get(3) + "/" + parts.get(4));
              assertThat(facts(relative(generated, sample.upstream.url()), invented))
                  .as(path)
                  .isEqualTo(facts(parse(bytes), invented));
              checked.merge(parts.get(3), 1, Integer::sum);
            }
          });
    }

    assertThat(checked)
        .isEqualTo(
            Map.of("pokemon", 151, "pokemon-species", 151, "type", 17, "evolution-chain", 78));
  }

  private static JsonNode facts(JsonNode document, List<String> invented) {
    return ((ObjectNode) document).remove(invented);
  }

  private static JsonNode relative(JsonNode document, String url) {
    return parse(document.toString().replace(url, "/api/v2").getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException malformed) {
      throw new AssertionError(malformed);
    }
  }
}
