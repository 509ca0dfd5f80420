package dev.pokebatch.gateway.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTimeoutsTest {

  private final RequestTimeouts pace =
      new RequestTimeouts(
          Duration.ofSeconds(10), Duration.ofSeconds(30), 1_000, Duration.ofSeconds(90));

  @ParameterizedTest
  @CsvSource({"0, 10000", "500, 10500", "5000, 15000", "20000, 30000", "1000000000000, 30000"})
  void receivedBytesExtendTheTimeOfABodyUpToTheMaximum(long bytes, long millis) {
    assertThat(pace.forBody(bytes)).isEqualTo(Duration.ofMillis(millis));
  }
}
