package dev.pokebatch.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pokebatch.gateway.bench.Peer.Language;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs that the benchmark holds the pair against do the same work. */
class PeersTest {

  @ParameterizedTest
  @EnumSource
  void aPeerMakesTheSameOfTheDocuments(Language language) {
    assumeTrue(language.isInstalled(), () -> "skipped: no " + language.title() + " is installed");

    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(0));
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()));
        var peer = new Peer(language, sample.url())) {
      for (var fields : new String[] {Workloads.FIELDS, Workloads.SHAPE}) {
        var workload = new Workload("t", "a few", 30, 1, 8, 0, fields, 0);
        var done = peer.run(workload);

        assertThat(done.wallSeconds()).isPositive();
        assertThat(done.cpuSeconds()).isPositive();
        assertThat(peer.rows())
            .isEqualTo(BatchPost.rows(pair.url().resolve("/v1/batches").toString(), workload))
            .hasSize(30);
      }
    }
  }
}
