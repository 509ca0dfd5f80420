package dev.pokebatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br, GZIP;q=0.5", "*", "deflate,gzip;q=1.0", "br;q=0, *;q=0.1"})
  void acceptsGzip(String header) {
    assertThat(Encodings.accepts(header, "gzip")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "gzip;q=0", "*, gzip;q=0.000", "*;q=0", "xgzip"})
  void doesNotAcceptGzip(String header) {
    assertThat(Encodings.accepts(header, "gzip")).isFalse();
  }
}
