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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The composition in {@code docker-compose.yml}, with and without the file for production, sets
 * only existing settings, to valid values, and its services fit together.
 */
class ComposeFileTest {

  private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");
  private static final Pattern PASSED = Pattern.compile("\\$\\{([A-Z_]+):-[^}]*}");

  private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]+}");
  private static final String SECRETS = "/run/secrets/";

  private JsonNode composition;
  private JsonNode services;
  private JsonNode production;

  @BeforeEach
  void read() throws IOException {
    composition = read(Path.of("..", "docker-compose.yml"));
    services = composition.path("services");
    production = read(Path.of("docs", "docker-compose.production.yml"));
  }

  private static JsonNode read(Path file) throws IOException {
    return YAMLMapper.builder().build().readTree(file.toFile());
  }

  @Test
  void theServicesAreOursTheDatabaseAndOnRequestThoseThatObserve() {
    assertThat(services.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "certificates", "fetcher", "gateway", "postgres", "prometheus", "grafana", "jaeger");
    for (var observer : List.of("prometheus", "grafana", "jaeger")) {
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

  @Test
  void networksKeepTheClusterAndTheDatabaseToThemselves() {
    assertThat(networks("fetcher")).containsExactlyInAnyOrder("upstream", "cluster", "monitoring");
    assertThat(networks("gateway"))
        .containsExactlyInAnyOrder("edge", "cluster", "database", "monitoring");
    assertThat(networks("postgres")).containsExactly("database");
    assertThat(networks("prometheus")).containsExactly("monitoring");
    assertThat(networks("grafana")).containsExactly("monitoring");
    assertThat(networks("jaeger")).containsExactly("monitoring");
    assertThat(services.at("/certificates/network_mode").asText()).isEqualTo("none");
    for (var network : List.of("edge", "upstream", "monitoring", "cluster", "database")) {
      assertThat(composition.at("/networks/" + network + "/internal").asBoolean())
          .as(network)
          .isEqualTo(network.equals("cluster") || network.equals("database"));
    }
  }

  @Test
  void everyServiceHasLimits() {
    assertThat(services)
        .allSatisfy(
            service -> {
              assertThat(service.path("mem_limit").asText()).endsWith("m");
              assertThat(service.path("cpus").asText()).isNotEmpty();
              assertThat(composition.at("/x-service/pids_limit").asInt()).isPositive();
            });
  }

  @Test
  void productionTakesEverySecretFromAFileThatTheOperatorNames() {
    assertThat(production.path("secrets"))
        .hasSize(3)
        .allSatisfy(secret -> assertThat(secret.path("file").asText()).matches(REQUIRED));
    for (var service : List.of("fetcher", "gateway", "postgres")) {
      var environment = environmentInProduction(service);
      var mounted = production.at("/services/" + service + "/secrets");
      assertThat(mounted).isNotEmpty();
      assertThat(mounted)
          .allSatisfy(secret -> assertThat(environment).containsValue(SECRETS + secret.asText()));
      assertThat(environment)
          .allSatisfy(
              (name, value) -> assertThat(value).doesNotContain(":pokebatch@").doesNotContain("*"))
          .hasEntrySatisfying(
              service.equals("postgres") ? "POSTGRES_PASSWORD" : "CLUSTER_SECRET",
              value -> assertThat(value).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetcher", "gateway"})
  void productionSetsOnlySettingsThatThereAre(String service, @TempDir Path folder)
      throws IOException {
    var environment = environmentInProduction(service);
    for (var secret : production.at("/services/" + service + "/secrets")) {
      var content = secret.asText().equals("api-keys") ? "{\"keys\": []}" : "a secret";
      var file = Files.writeString(folder.resolve(secret.asText()), content);
      environment.replaceAll(
          (name, value) -> value.equals(SECRETS + secret.asText()) ? file.toString() : value);
    }
    var settings = ServiceSettings.read(service, environment);

    assertThat(settings.declared()).extracting(Setting::name).containsAll(environment.keySet());
    settings.check();
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

  private List<String> networks(String service) {
    var names = new ArrayList<String>();
    services.path(service).path("networks").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns the environment of a service if the user sets no variables. */
  private Map<String, String> environment(String service) {
    return environment(services.path(service));
  }

  private Map<String, String> environmentInProduction(String service) {
    var both = environment(service);
    both.putAll(environment(production.path("services").path(service)));
    return both;
  }

  private static Map<String, String> environment(JsonNode service) {
    var environment = new HashMap<String, String>();
    service
        .path("environment")
        .fields()
        .forEachRemaining(
            set ->
                environment.put(
                    set.getKey(), DEFAULT.matcher(set.getValue().asText()).replaceAll("$1")));
    return environment;
  }
}
