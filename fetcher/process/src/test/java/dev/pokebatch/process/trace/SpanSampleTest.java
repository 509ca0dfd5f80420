package dev.pokebatch.process.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanSampleTest {

  @ParameterizedTest
  @CsvSource({"1,1", "32,32", "64,48", "128,64", "1024,112", "2000,128", "1000000,271"})
  void aSeriesOfAnyLengthMakesFewSpans(int series, int recorded) {
    var sample = new SpanSample();

    assertThat(IntStream.range(0, series).filter(i -> sample.takesNext()).count())
        .isEqualTo(recorded);
  }
}
