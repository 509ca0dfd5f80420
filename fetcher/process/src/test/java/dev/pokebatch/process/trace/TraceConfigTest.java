package dev.pokebatch.process.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.process.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceConfigTest {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String COLLECTOR = "http://collector:4318";

  @Test
  void withoutItsVariablesThereIsNoTracing() {
    assertThat(read(Map.of()).isOn()).isFalse();
    assertThat(Tracing.start(read(Map.of()), "instance")).isSameAs(Tracing.OFF);
  }

  @Test
  void anEndpointOrAnExporterTurnsTracingOnAndOthersOff() {
    assertThat(read(Map.of(ENDPOINT, COLLECTOR)).isOn()).isTrue();
    assertThat(read(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", COLLECTOR)).isOn()).isTrue();
    assertThat(read(Map.of("OTEL_TRACES_EXPORTER", "otlp")).isOn()).isTrue();
    assertThat(read(Map.of(ENDPOINT, COLLECTOR, "OTEL_TRACES_EXPORTER", "none")).isOn()).isFalse();
    assertThat(read(Map.of(ENDPOINT, COLLECTOR, "OTEL_SDK_DISABLED", "true")).isOn()).isFalse();
  }

  @Test
  void theServiceHasANameUnlessAnotherIsGiven() {
    assertThat(read(Map.of()).properties()).containsEntry("otel.service.name", "pokebatch-gateway");
    assertThat(read(Map.of("OTEL_SERVICE_NAME", "mine")).properties())
        .containsEntry("otel.service.name", "mine");
    assertThat(read(Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=mine")).properties())
        .containsEntry("otel.resource.attributes", "service.name=mine")
        .doesNotContainKey("otel.service.name");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_TRACES_EXPORTER, zipkin",
    "OTEL_TRACES_SAMPLER, sometimes",
    "OTEL_TRACES_SAMPLER_ARG, 2",
    "OTEL_EXPORTER_OTLP_PROTOCOL, grpc",
    "OTEL_EXPORTER_OTLP_ENDPOINT, collector:4318",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, ftp://collector",
    "OTEL_SDK_DISABLED, perhaps"
  })
  void anInvalidValueIsNamed(String name, String value) {
    var settings = Settings.of(Map.of(name, value));
    TraceConfig.read(settings, "gateway");

    assertThatThrownBy(settings::check).hasMessageStartingWith(name + " must be ");
  }

  private static TraceConfig read(Map<String, String> environment) {
    var settings = Settings.of(environment);
    var config = TraceConfig.read(settings, "gateway");
    settings.check();
    return config;
  }
}
