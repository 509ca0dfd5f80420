package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.store.engine.DatabaseLocation;
import dev.pokebatch.gateway.testing.ServiceSettings;
import dev.pokebatch.process.settings.Setting;
import dev.pokebatch.process.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The composition in {@code docker-compose.yml} sets only existing settings, to valid values, and
 * its services fit together.
 */
class ComposeFileTest {

  private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");
  private static final Pattern PASSED = Pattern.compile("\\$\\{([A-Z_]+):-[^}]*}");

  private JsonNode services;

  @BeforeEach
  void read() throws IOException {
    var file = Path.of("..", "docker-compose.yml").toFile();
    services = YAMLMapper.builder().build().readTree(file).path("services");
  }

  @Test
  void theServicesAreOursTheDatabaseAndOnRequestThoseThatObserve() {
    assertThat(services.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "certificates", "fetcher", "gateway", "postgres", "prometheus", "grafana");
    for (var observer : List.of("prometheus", "grafana")) {
      assertThat(services.path(observer).path("profiles").toString())
          .isEqualTo("[\"observability\"]");
    }
  }

  @Test
  void theFilesThatServicesMountAreThere() {
    for (var service : services) {
      for (var volume : service.path("volumes")) {
        var source = volume.asText().replaceAll(":.*", "");
        if (source.startsWith("./")) {
          assertThat(Path.of("..").resolve(source)).isRegularFile();
        }
      }
    }
  }

  @Test
  void membersReadTheCertificatesThatTheCompositionMakesAndOnlyItsMakerHasTheAuthoritysKey() {
    assertThat(services.path("certificates").path("command").toString())
        .isEqualTo(
            "[\"certificates\",\"/certificates\",\"--ca-key\",\"/certificate-authority/ca-key.pem\"]");
    for (var member : List.of("fetcher", "gateway")) {
      assertThat(services.path(member).path("volumes").toString())
          .contains("\"certificates:/certificates:ro\"")
          .doesNotContain("certificate-authority");
      assertThat(environment(member))
          .containsEntry("CLUSTER_CERT_FILE", "/certificates/member.pem")
          .containsEntry("CLUSTER_KEY_FILE", "/certificates/member-key.pem")
          .containsEntry("CLUSTER_CA_FILE", "/certificates/ca.pem");
      assertThat(services.path(member).at("/depends_on/certificates/condition").asText())
          .isEqualTo("service_completed_successfully");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetcher", "gateway"})
  void theCompositionSetsOnlySettingsThatThereAre(String service) {
    var settings = ServiceSettings.read(service, environment(service));

    assertThat(settings.declared())
        .extracting(Setting::name)
        .containsAll(environment(service).keySet());
    settings.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetcher", "gateway"})
  void aVariableOfTheUserSetsTheSettingOfItsName(String service) {
    var environment = services.path(service).path("environment").properties();
    var passed = new HashMap<String, String>();
    for (var set : environment) {
      var variable = PASSED.matcher(set.getValue().asText());
      if (variable.matches()) {
        passed.put(set.getKey(), variable.group(1));
      }
    }

    assertThat(passed)
        .hasSizeGreaterThan(5)
        .allSatisfy((setting, variable) -> assertThat(variable).isEqualTo(setting));
  }

  @Test
  void theGatewayUsesTheDatabaseThatTheCompositionMakes() {
    var made = environment("postgres");
    var settings = Settings.of(environment("gateway"));
    var used = GatewaySettings.gateway(settings).jobs().database();

    settings.check();
    assertThat(used)
        .extracting(DatabaseConfig::location)
        .isEqualTo(
            new DatabaseLocation.Postgres(
                "jdbc:postgresql://postgres:5432/" + made.get("POSTGRES_DB"),
                Map.of(
                    "user", made.getOrDefault("POSTGRES_USER", ""),
                    "password", made.getOrDefault("POSTGRES_PASSWORD", ""))));
  }

  /** Returns the environment of a service if the user sets no variables. */
  private Map<String, String> environment(String service) {
    var environment = new HashMap<String, String>();
    services
        .path(service)
        .path("environment")
        .fields()
        .forEachRemaining(
            set ->
                environment.put(
                    set.getKey(), DEFAULT.matcher(set.getValue().asText()).replaceAll("$1")));
    return environment;
  }
}
