package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a full disk. Needs permission to mount a file system; skipped otherwise. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class JobDiskTest {

  private static final int MEGABYTE = 1 << 20;

  @TempDir Path disk;

  private final Sample sample =
      new Sample(SampleConfig.defaults().withLatencyMs(0).withDocuments(1_000).withDocumentKb(80));
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted = ran("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString());
    assumeTrue(mounted, "may not mount");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      ran("umount", "--lazy", disk.toString());
    }
    sample.close();
  }

  @Test
  void aJobForWhichTheDiskHasNoRoomFailsAndTheNextOneRuns() throws Exception {
    var settings =
        Map.of(
            "POKEAPI_URL", sample.url(),
            "UPSTREAM_RATE", "0",
            "DATA_DIR", disk.toString(),
            "DISK_MAX_BYTES", "0",
            "JOBS_MAX_BYTES", "1000000000");
    try (var pair = EmbeddedPair.start(settings)) {
      var jobs = new JobClient(pair.url());
      jobs.awaitEnd(jobs.submitted(batch("pokemon/1"))); // the native library is there by now
      var other = disk.resolve("other");
      Files.write(other, new byte[(int) (disk.toFile().getUsableSpace() - 2 * MEGABYTE)]);

      var job = jobs.submitted(batch("pokemon/1..1000"));
      var status = jobs.awaitEnd(job);

      assertThat(status.getString("endReason")).isEqualTo("failed");
      assertThat(status.getJsonObject("problem").getString("type"))
          .isEqualTo("/problems/insufficient-storage");
      assertThat(status.getJsonObject("progress").getInteger("succeeded")).isPositive();
      Files.delete(other);
      var next = jobs.awaitEnd(jobs.submitted(batch("pokemon/1..50")));
      assertThat(next.getBoolean("complete")).isTrue();
    }
  }

  private static JsonObject batch(String step) {
    return new JsonObject().put("requests", new JsonArray().add(step));
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }
}
