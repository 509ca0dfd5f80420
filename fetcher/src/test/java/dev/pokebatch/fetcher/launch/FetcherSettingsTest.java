package dev.pokebatch.fetcher.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.fetcher.sample.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherSettingsTest {

  @Test
  void theSampleWritesItsDocumentsUnlessAFolderIsNamed(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("api/v2"));
    var named = Settings.of(Map.of("SAMPLE_DATA", folder.toString()));

    assertThat(FetcherSettings.sample(Settings.of(Map.of())).data()).isNull();
    assertThat(FetcherSettings.sample(named).data()).isEqualTo(new DataFolder(folder));
    named.check();
  }

  @Test
  void aFolderThatIsNoDataSetIsABadSetting(@TempDir Path folder) throws IOException {
    var file = Files.writeString(Files.createDirectory(folder.resolve("api")).resolve("v2"), "");

    for (var wrong : new String[] {"/no/where", folder.toString(), file.toString(), "a\0b"}) {
      var settings = Settings.of(Map.of("SAMPLE_DATA", wrong));
      FetcherSettings.sample(settings);

      assertThatThrownBy(settings::check)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("SAMPLE_DATA must be a folder that holds api/v2, not " + wrong);
    }
  }
}
