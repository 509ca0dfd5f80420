package dev.pokebatch.fetcher.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The state of the disk after a process was killed while writing. */
@Execution(ExecutionMode.CONCURRENT)
class KilledWriterTest {

  private static final int KILLS = 20;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void afterEveryKillTheFileOpensAndAllDocumentsAreIntact() throws Exception {
    var random = new Random(1);
    for (var kill = 0; kill < KILLS; kill++) {
      var writer = start(kill);
      try (var output = reader(writer)) {
        assertThat(output.readLine()).isEqualTo("writing");
        // at a time unrelated to what the writer is doing
        assertThat(writer.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS)).isFalse();
      } finally {
        writer.destroyForcibly().waitFor();
      }
      assertThat(whole()).isGreaterThan(20);
      assertThat(Files.exists(folder.resolve("documents-0.db.damaged"))).isFalse();
    }
  }

  /** Counts the documents, each of which must be as it was written. */
  private int whole() {
    var disk = new Disk(new DiskConfig(folder, Long.MAX_VALUE), "");
    var paths = new ArrayList<String>();
    disk.open((path, bytes) -> paths.add(path));
    for (var path : paths) {
      var id = Integer.parseInt(path.substring(path.indexOf('/') + 1));
      var found = disk.read(path);
      assertThat(found != null && TestDocuments.isWhole(id, found)).as(path).isTrue();
    }
    disk.close();
    return paths.size();
  }

  private Process start(int seed) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString(),
                Integer.toString(seed)))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }
}
