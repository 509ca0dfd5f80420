package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serves real documents. Skipped if the archive of real documents is missing. */
class StoredRealDocumentsTest {
  private static final String ROOT = "api/v2/";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyRealDocumentIsServedUnchangedAndEveryListIsComplete(@TempDir Path folder)
      throws IOException {
    var lists = new LinkedHashMap<String, JsonNode>();
    var documents = new LinkedHashMap<String, Path>();
    RealDocuments.read(
        (path, bytes) ->
            addToListsOrDocuments(path, write(folder.resolve(path), bytes), lists, documents));

    var data = new DataFolder(folder);
    try (var sample = new RunningSample(SampleConfig.defaults().withLatencyMs(0).withData(data))) {
      for (var document : documents.entrySet()) {
        var answer = sample.get("/" + document.getKey());
        assertThat(answer.statusCode()).as(document.getKey()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(document.getValue()));
      }
      for (var list : lists.entrySet()) {
        assertThat(sample.json("/" + list.getKey() + "?limit=100000")).isEqualTo(list.getValue());
      }
      assertThat(sample.json("/")).hasSize(lists.size());
      assertThat(sample.json("/pokemon/pikachu").at("/id").asInt()).isEqualTo(25);
      assertThat(sample.get("/move/thunderbolt").statusCode()).isEqualTo(404);
    }
    assertThat(documents).containsKeys("pokemon/25", "pokemon/25/encounters", "berry/10");
    assertThat(lists).hasSize(11);
  }

  private static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void addToListsOrDocuments(
      String path, Path file, Map<String, JsonNode> lists, Map<String, Path> documents) {
    var name = path.substring(path.indexOf(ROOT) + ROOT.length()).replaceFirst("/?index.json", "");
    if (name.contains("/")) {
      documents.put(name, file);
    } else if (!name.isEmpty()) {
      lists.put(name, json(file));
    }
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
