package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.JavaProcess;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that processes create in {@code DATA_DIR}. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class DataDirIT {

  private static final Path GATEWAY = Path.of("target", "gateway.jar");
  private static final Path FETCHER = Path.of("..", "fetcher", "target", "fetcher.jar");

  @TempDir Path folder;

  @Test
  void aProcessThatIsKilledLeavesNothingThatTheNextDoesNotUse() throws IOException {
    run(folder);
    var first = files();
    for (var round = 0; round < 3; round++) {
      run(folder);
    }

    assertThat(files()).isEqualTo(first);
    assertThat(first).filteredOn(name -> name.startsWith("sqlite-")).hasSize(1);
  }

  @Test
  void whatAProcessHasBegunToUnpackWhenItWasKilledIsReplaced() throws IOException {
    run(folder);
    var library = files().stream().filter(name -> name.startsWith("sqlite-")).findFirst();
    var whole = Files.readAllBytes(folder.resolve(library.orElseThrow()));
    Files.write(folder.resolve(library.orElseThrow()), new byte[] {1, 2, 3});
    Files.write(folder.resolve(library.orElseThrow() + ".part"), new byte[2_000_000]);

    run(folder);

    assertThat(folder.resolve(library.orElseThrow())).hasBinaryContent(whole);
    assertThat(files()).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void processesThatStartAtTheSameTimeInOneFolderAllWork() {
    var runs =
        Stream.generate(() -> CompletableFuture.runAsync(() -> run(folder))).limit(3).toList();

    assertThat(runs).allSatisfy(CompletableFuture::join);
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "no folder");
    for (var jar : List.of(GATEWAY, FETCHER)) {
      for (var path : List.of(file, file.resolve("below"))) {
        var settings = Map.of("DATA_DIR", path.toString(), "POKEAPI_URL", "sample");
        try (var process = JavaProcess.startQuickly(jar, List.of(), settings, "never")) {
          assertThat(process.awaitExit()).isEqualTo(2);
          assertThat(process.output().lines())
              .filteredOn(line -> line.contains("DATA_DIR"))
              .singleElement()
              .asString()
              .contains("must be a folder, but " + file + " is a file")
              .doesNotContain("Exception");
        }
      }
    }
  }

  private static void run(Path folder) {
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "SAMPLE_LATENCY_MS", "0",
            "DATA_DIR", folder.toString(),
            "JOB_LEASE_MS", "500");
    try (var gateway = GatewayProcess.start(settings)) { // its end is SIGKILL
      var client = new JobClient(gateway.url());
      var batch = new JsonObject().put("requests", new JsonArray().add("pokemon/1..3"));
      assertThat(client.awaitEnd(client.submitted(batch)).getBoolean("complete")).isTrue();
    }
  }

  private Set<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith("-wal") && !name.endsWith("-shm"))
          .collect(Collectors.toSet());
    }
  }
}
