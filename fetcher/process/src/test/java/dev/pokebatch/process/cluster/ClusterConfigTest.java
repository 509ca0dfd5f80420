package dev.pokebatch.process.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.process.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the event bus may listen without certificates. */
class ClusterConfigTest {

  private static final Map<String, String> CERTIFICATES =
      Map.of("CLUSTER_CERT_FILE", "c", "CLUSTER_KEY_FILE", "k", "CLUSTER_CA_FILE", "a");

  @ParameterizedTest
  @ValueSource(strings = {"", "CLUSTER_HOST=127.0.0.1", "CLUSTER_HOST=::1"})
  void loopbackNeedsNoCertificates(String setting) {
    assertThatCode(() -> check(setting, Map.of())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CLUSTER_HOST=10.0.0.7",
        "CLUSTER_HOST=0.0.0.0",
        "CLUSTER_HOST=name.invalid",
        "CLUSTER_DNS=members"
      })
  void elsewhereItNeedsThem(String setting) {
    assertThatThrownBy(() -> check(setting, Map.of()))
        .message()
        .startsWith(setting.replaceFirst("=.*", ""))
        .contains("CLUSTER_CERT_FILE", "CLUSTER_KEY_FILE", "CLUSTER_CA_FILE")
        .contains("CLUSTER_INSECURE=true");
    assertThatThrownBy(() -> check(setting, Map.of("CLUSTER_INSECURE", "false")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatCode(() -> check(setting, Map.of("CLUSTER_INSECURE", "true")))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(setting, CERTIFICATES)).doesNotThrowAnyException();
  }

  @Test
  void someFilesOfThreeAreTooFew() {
    assertThatThrownBy(() -> check("", Map.of("CLUSTER_CERT_FILE", "c", "CLUSTER_KEY_FILE", "k")))
        .hasMessage("CLUSTER_CA_FILE must be set too, because CLUSTER_CERT_FILE is set");
  }

  private static void check(String setting, Map<String, String> more) {
    var environment = new HashMap<>(more);
    if (!setting.isEmpty()) {
      environment.put(setting.replaceFirst("=.*", ""), setting.replaceFirst(".*?=", ""));
    }
    var settings = Settings.of(environment);
    ClusterConfig.read(settings);
    settings.check();
  }
}
