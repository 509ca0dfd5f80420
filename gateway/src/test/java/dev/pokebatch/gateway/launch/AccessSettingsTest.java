package dev.pokebatch.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.gateway.access.AccessConfig;
import dev.pokebatch.gateway.access.AnonymousAccess;
import dev.pokebatch.gateway.testing.KeysFile;
import dev.pokebatch.process.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
  void onLoopbackEverythingIsAnonymousByDefault(String host) {
    assertThat(read(host, Map.of()).anonymous()).isEqualTo(AnonymousAccess.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "gateway.example"})
  void elsewhereTheStartNeedsKeysOrASetting(String host) {
    assertThatThrownBy(() -> read(host, Map.of()))
        .hasMessage(
            "ANONYMOUS must be none, read or all, because HTTP_HOST is not loopback and"
                + " API_KEYS_FILE is not set");
  }

  @ParameterizedTest
  @CsvSource({"none, NONE", "read, READ", "all, ALL"})
  void theSettingWinsEverywhere(String word, AnonymousAccess access) {
    assertThat(read("0.0.0.0", Map.of("ANONYMOUS", word)).anonymous()).isEqualTo(access);
    assertThat(read("127.0.0.1", Map.of("ANONYMOUS", word)).anonymous()).isEqualTo(access);
  }

  @Test
  void withKeysNothingIsAnonymousBeyondLoopback(@TempDir Path folder) {
    var file = KeysFile.write(folder.resolve("keys.json"), KeysFile.key("ash", "batch"));

    var config = read("0.0.0.0", Map.of("API_KEYS_FILE", file.toString()));

    assertThat(config.anonymous()).isEqualTo(AnonymousAccess.NONE);
    assertThat(config.keysOfFile()).hasSize(1);
  }

  @Test
  void anotherWordIsAFault() {
    assertThatThrownBy(() -> read("127.0.0.1", Map.of("ANONYMOUS", "yes")))
        .hasMessage("ANONYMOUS must be none, read or all, not yes");
  }

  @Test
  void aFileThatIsBrokenOrMissingIsAFault(@TempDir Path folder) {
    var broken = KeysFile.write(folder.resolve("broken.json"), "{\"keys\": 1}");
    var missing = folder.resolve("missing.json");

    assertThatThrownBy(() -> read("127.0.0.1", Map.of("API_KEYS_FILE", broken.toString())))
        .hasMessage("API_KEYS_FILE names a file that is invalid: /keys must be an array of keys");
    assertThatThrownBy(() -> read("127.0.0.1", Map.of("API_KEYS_FILE", missing.toString())))
        .hasMessage("API_KEYS_FILE names a file that cannot be read: " + missing);
  }

  @Test
  void theDefaultHostIsLoopback() {
    assertThat(GatewaySettings.gateway(Settings.of(Map.of())).host()).isEqualTo("127.0.0.1");
  }

  private static AccessConfig read(String host, Map<String, String> environment) {
    var settings = Settings.of(environment);
    var config = AccessSettings.of(settings, host);
    settings.check();
    return config;
  }
}
