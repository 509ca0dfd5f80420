package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleMainTest {

  @Test
  void everyOptionSetsItsConfigurationValue() {
    var line = "--port 8123 --latency-ms 0 --documents 9 --document-kb 230 --cache-mb 1 --rate 50";

    assertThat(SampleMain.parse(line.split(" ")))
        .isEqualTo(new SampleConfig(8123, 0, 9, 230, 1 << 20, 86_400, SampleFaults.NONE, 50, null));
    assertThat(SampleMain.parse(new String[0])).isEqualTo(SampleConfig.defaults());
  }

  @Test
  void theDataOptionSetsTheFolderOfDocuments(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("api/v2"));

    assertThat(SampleMain.parse(new String[] {"--data", folder.toString()}))
        .isEqualTo(SampleConfig.defaults().withData(new DataFolder(folder)));
  }

  @ParameterizedTest
  @CsvSource({
    "--port, needs a value",
    "--port x, --port needs a number: x",
    "--prot 1, unknown option --prot",
    "--port 65536, port is between 0 and 65535",
    "--latency-ms -1, latencyMs is between",
    "--documents 0, documents is between",
    "--document-kb 1, documentKb is between",
    "--cache-mb -1, cacheBytes is between",
    "--data nowhere, data is a folder that holds api/v2: nowhere"
  })
  void anInvalidOptionIsReported(String line, String message) {
    assertThatThrownBy(() -> SampleMain.parse(line.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
