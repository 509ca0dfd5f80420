package dev.pokebatch.fetcher.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.contract.PokeApi;
import dev.pokebatch.fetcher.FetcherConfig;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Setting;
import dev.pokebatch.process.settings.Settings;
import dev.pokebatch.sample.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherSettingsTest {

  private static final long MB = 1 << 20;

  @Test
  void cacheAndMemoryPoolsTakeAboutHalfOfTheHeap() {
    var settings = Settings.of(Map.of());
    var config = fetcher(settings);
    var memory = config.memory();
    var all = config.cacheBytes() + memory.fetching() + memory.replies() + memory.expansions();

    assertThat(all).isBetween(100 * MB, 140 * MB);
    assertThat(settings.declared())
        .extracting(Setting::name)
        .contains("FETCH_MEMORY_BYTES", "REPLY_MEMORY_BYTES");
    settings.check();
  }

  @Test
  void aPoolThatIsTooSmallForTheLargestDocumentIsRefused() {
    var settings =
        Settings.of(
            Map.of(
                "UPSTREAM_MAX_BYTES", "1000000",
                "FETCH_MEMORY_BYTES", "2499999",
                "REPLY_MEMORY_BYTES", "2500000"));
    fetcher(settings);

    assertThatThrownBy(settings::check)
        .hasMessage(
            "FETCH_MEMORY_BYTES must be at least 2.5 times UPSTREAM_MAX_BYTES, 2500000, not"
                + " 2499999");
  }

  @Test
  void poolsLargerThanTheHeapAreRefused() {
    var settings = Settings.of(Map.of("CACHE_MAX_BYTES", "1000000000000"));
    fetcher(settings);

    assertThatThrownBy(settings::check)
        .hasMessageContaining(
            "CACHE_MAX_BYTES + FETCH_MEMORY_BYTES + REPLY_MEMORY_BYTES + EXPAND_MEMORY_BYTES is 1");
  }

  private static FetcherConfig fetcher(Settings settings) {
    var heap = new HeapBudget(settings, 256 * MB);
    var config = FetcherSettings.fetcher(settings, heap);
    heap.check();
    return config;
  }

  @Test
  void spritesComeFromTheSiteOfPokeApiOrFromTheSample() {
    assertThat(fetcher(Settings.of(Map.of())).sprites()).isEqualTo(PokeApi.SPRITES);
    assertThat(fetcher(Settings.of(Map.of("POKEAPI_URL", "sample"))).sprites())
        .isEqualTo(FetcherSettings.SAMPLE);
    var other = Map.of("POKEAPI_URL", "sample", "SPRITES_URL", "http://127.0.0.1:1/sprites/");
    assertThat(fetcher(Settings.of(other)).sprites()).isEqualTo("http://127.0.0.1:1/sprites");
  }

  @Test
  void aSiteOfSpritesThatIsNoUrlIsRefused() {
    var settings = Settings.of(Map.of("SPRITES_URL", "ftp://127.0.0.1"));
    fetcher(settings);

    assertThatThrownBy(settings::check)
        .hasMessage("SPRITES_URL must be a http or https URL: its scheme is not http or https");
  }

  @Test
  void theSampleWritesItsDocumentsUnlessAFolderIsNamed(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("api/v2"));
    var named = Settings.of(Map.of("SAMPLE_DATA", folder.toString()));

    assertThat(FetcherSettings.sample(Settings.of(Map.of())).data()).isNull();
    assertThat(FetcherSettings.sample(named).data()).isEqualTo(new DataFolder(folder));
    named.check();
  }

  @Test
  void aFolderWithoutADataSetIsRefused(@TempDir Path folder) throws IOException {
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
