package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredDocumentsTest {
  private static final String PIKACHU =
      "{\"id\": 25,\n"
          + " \"species\": {\"name\": \"pikachu\", \"url\": \"/api/v2/pokemon-species/25/\"}}";

  private static Path folder;
  private static RunningSample sample;

  @BeforeAll
  static void start(@TempDir Path temp) throws IOException {
    folder = temp.resolve("data");
    put(
        "pokemon",
        """
        {"count": 5, "next": null, "previous": null, "results": [
          {"name": "bulbasaur", "url": "/api/v2/pokemon/1/"},
          {"name": "ivysaur", "url": "/api/v2/pokemon/2/"},
          {"name": "pikachu", "url": "https://pokeapi.co/api/v2/pokemon/25/"},
          {"name": "ditto", "url": "/api/v2/pokemon/132"},
          {"name": "missingno", "url": "/api/v2/pokemon/missingno/"}]}
        """);
    put("pokemon/1", "{\"id\": 1}");
    put("pokemon/25", PIKACHU);
    put("pokemon/25/encounters", "[{\"location_area\": null}]");
    put("pokemon/132", "{\"id\": 132}");
    put("pokemon/151", "{\"id\": 151}");
    put("pokemon/0152", "{\"id\": 152}");
    put("pokemon/secret", "{}");
    put(
        "machine",
        "{\"results\": [{\"url\": \"/api/v2/machine/1/\"}, {\"url\": \"/api/v2/machine/7/\"}]}");
    put("machine/1", "{\"id\": 1}");
    put("machine/7", "{\"id\": 7}");
    put("meta", "{\"hash\": \"none\"}");
    put("stat", "{\"results\": []}");
    Files.writeString(folder.resolve("api/v2/index.json"), "{\"stat\": \"/api/v2/stat/\"}");
    Files.writeString(folder.resolve("api/v2/pokemon/1/other.json"), "{}");
    symlinks(temp);
    sample =
        new RunningSample(
            SampleConfig.defaults().withLatencyMs(0).withData(new DataFolder(folder)));
  }

  /** Links to a file, a document's folder and a resource's folder outside of the data. */
  private static void symlinks(Path temp) throws IOException {
    var outside = Files.createDirectories(temp.resolve("outside/1"));
    Files.writeString(outside.resolve("index.json"), "{\"id\": \"outside\"}");
    var root = folder.resolve("api/v2");
    Files.createDirectories(root.resolve("pokemon/3"));
    Files.createSymbolicLink(
        root.resolve("pokemon/3/index.json"), outside.resolve("index.json").toAbsolutePath());
    Files.createSymbolicLink(root.resolve("pokemon/4"), outside.toAbsolutePath());
    Files.createSymbolicLink(root.resolve("outside"), temp.resolve("outside").toAbsolutePath());
  }

  private static void put(String path, String document) throws IOException {
    var parent = Files.createDirectories(folder.resolve("api/v2").resolve(path));
    Files.writeString(parent.resolve("index.json"), document);
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @Test
  void aDocumentIsServedUnchangedByIdAndByName() {
    assertThat(text("/pokemon/25")).isEqualTo(PIKACHU);
    assertThat(text("/pokemon/pikachu/")).isEqualTo(PIKACHU);
    assertThat(text("/machine/7")).isEqualTo("{\"id\": 7}");
  }

  @Test
  void storedDocumentsHaveHeadersCompressionAndETags() throws IOException {
    var plain = sample.get("/pokemon/25");
    var packed = sample.get("/pokemon/25", "accept-encoding", "gzip");
    var tag = plain.headers().firstValue("etag").orElseThrow();

    assertThat(plain.headers().firstValue("content-type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat(sample.get("/pokemon/pikachu", "if-none-match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void encountersAreServedIfTheFolderContainsThem() {
    assertThat(text("/pokemon/25/encounters")).isEqualTo("[{\"location_area\": null}]");
    assertThat(text("/pokemon/pikachu/encounters/")).isEqualTo("[{\"location_area\": null}]");
    assertThat(sample.get("/pokemon/1/encounters").statusCode()).isEqualTo(404);
  }

  @Test
  void theListContainsOnlyStoredDocumentsInItsOrder() {
    var list = sample.json("/pokemon?limit=100000");

    assertThat(list.at("/count").asInt()).isEqualTo(3);
    assertThat(list.at("/next").isNull()).isTrue();
    assertThat(list.at("/previous").isNull()).isTrue();
    assertThat(texts(list, "name")).containsExactly("bulbasaur", "pikachu", "ditto");
    assertThat(texts(list, "url"))
        .containsExactly("/api/v2/pokemon/1/", "/api/v2/pokemon/25/", "/api/v2/pokemon/132/");
    assertThat(sample.json("/machine").at("/results/0").has("name")).isFalse();
  }

  @Test
  void limitAndOffsetSelectAPageOfTheList() {
    var middle = sample.json("/pokemon?limit=1&offset=1");

    assertThat(middle.at("/count").asInt()).isEqualTo(3);
    assertThat(texts(middle, "name")).containsExactly("pikachu");
    assertThat(middle.at("/next").asText()).isEqualTo("/api/v2/pokemon?offset=2&limit=1");
    assertThat(middle.at("/previous").asText()).isEqualTo("/api/v2/pokemon?offset=0&limit=1");
  }

  @Test
  void aDocumentThatIsNotInTheListIsServedById() {
    assertThat(text("/pokemon/151")).isEqualTo("{\"id\": 151}");
  }

  @Test
  void theIndexListsTheResourcesThatHaveDocuments() {
    assertThat(text("/"))
        .isEqualTo("{\"machine\":\"/api/v2/machine/\",\"pokemon\":\"/api/v2/pokemon/\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/pokemon/2",
        "/pokemon/ivysaur",
        "/pokemon/missingno",
        "/pokemon/152",
        "/pokemon/secret",
        "/pokemon/3",
        "/pokemon/4",
        "/pokemon/1/other.json",
        "/pokemon/25/..",
        "/pokemon/25/encounters/index.json",
        "/outside/1",
        "/stat",
        "/pokemon%2f25",
        "/../../../outside/1",
        "/./pokemon/25"
      })
  void aMissingDocumentIsA404InPlainText(String path) {
    var answer = sample.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/pokemon/..",
        "/pokemon/../machine/1",
        "/pokemon/%2e%2e",
        "/pokemon/..%2fmachine%2f1"
      })
  void aPathWithParentSegmentsIsABadRequest(String path) {
    assertThat(sample.get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void storedDocumentsGetInjectedFaultsAndAreCounted() {
    var config =
        SampleConfig.defaults()
            .withLatencyMs(0)
            .withData(new DataFolder(folder))
            .withFaults(SampleFaults.only(InjectedFault.ERROR, 1, 1));
    try (var failing = new RunningSample(config)) {
      assertThat(failing.get("/pokemon/25").statusCode()).isEqualTo(500);
      assertThat(failing.upstream.stats().requestsByPath()).containsEntry("pokemon/25", 1L);
    }
  }

  private static String text(String path) {
    var answer = sample.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static List<String> texts(JsonNode list, String member) {
    return StreamSupport.stream(list.at("/results").spliterator(), false)
        .map(entry -> entry.at("/" + member).asText())
        .toList();
  }
}
