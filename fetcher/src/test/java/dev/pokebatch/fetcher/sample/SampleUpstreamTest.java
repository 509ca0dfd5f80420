package dev.pokebatch.fetcher.sample;

import static dev.pokebatch.fetcher.sample.RunningSample.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.BindException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleUpstreamTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void itsAddressIsUnknownBeforeItListens() {
    var idle = new SampleUpstream(vertx, SampleConfig.defaults());

    assertThatThrownBy(idle::url).isInstanceOf(IllegalStateException.class);
    await(idle.close());
  }

  @Test
  void closingTwiceIsClosing() {
    var upstream = await(new SampleUpstream(vertx, SampleConfig.defaults()).start());

    await(upstream.close());
    await(upstream.close());

    assertThat(vertx.deploymentIDs()).isEmpty();
  }

  @Test
  void aPortThatIsTakenFailsTheStart() {
    var first = await(new SampleUpstream(vertx, SampleConfig.defaults()).start());
    var config = SampleConfig.defaults().withPort(URI.create(first.url()).getPort());

    assertThatThrownBy(() -> await(new SampleUpstream(vertx, config).start()))
        .hasRootCauseInstanceOf(BindException.class);
  }
}
