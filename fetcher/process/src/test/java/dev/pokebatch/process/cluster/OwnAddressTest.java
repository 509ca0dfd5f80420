package dev.pokebatch.process.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A process waits for the name of the members, on a clock that the test moves. */
class OwnAddressTest {

  private Duration waited = Duration.ZERO;

  @Test
  void aNameThatADnsServerHasDeniedFor30SecondsIsWaitedFor() {
    assertThat(addressOf(Duration.ofSeconds(30))).isEqualTo("127.0.0.1");
    assertThat(waited).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
  }

  @Test
  void aNameThatNeverResolvesEndsTheStartBeforeTheProbesDo() {
    assertThatThrownBy(() -> addressOf(Duration.ofDays(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("CLUSTER_DNS does not resolve: cluster");
    assertThat(waited).isEqualTo(ClusterConfig.DNS_WAIT);
  }

  private String addressOf(Duration appears) {
    return OwnAddress.beside(
        "cluster",
        ClusterConfig.DNS_WAIT,
        name -> {
          if (waited.compareTo(appears) < 0) {
            throw new UnknownHostException(name);
          }
          return new InetAddress[] {InetAddress.getLoopbackAddress()};
        },
        pause -> waited = waited.plus(pause));
  }
}
