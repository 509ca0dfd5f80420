package dev.pokebatch.sample;

import static dev.pokebatch.sample.RunningSample.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleUpstreamTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void theUrlIsUnknownBeforeTheStart() {
    var idle = new SampleUpstream(vertx, SampleConfig.defaults());

    assertThatThrownBy(idle::url).isInstanceOf(IllegalStateException.class);
    await(idle.close());
  }

  @Test
  void closingTwiceHasNoFurtherEffect() {
    var upstream = await(new SampleUpstream(vertx, SampleConfig.defaults()).start());

    await(upstream.close());
    await(upstream.close());

    assertThat(vertx.deploymentIDs()).isEmpty();
  }

  @Test
  void startingOnAUsedPortFails() {
    var first = await(new SampleUpstream(vertx, SampleConfig.defaults()).start());
    var config = SampleConfig.defaults().withPort(URI.create(first.url()).getPort());

    assertThatThrownBy(() -> await(new SampleUpstream(vertx, config).start()))
        .hasRootCauseInstanceOf(BindException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"results\": 1}", "hello", ""})
  void startingWithAMalformedListFailsAndNamesTheResource(String list, @TempDir Path folder)
      throws IOException {
    var resource = Files.createDirectories(folder.resolve("api/v2/stat"));
    Files.writeString(resource.resolve("index.json"), list);
    Files.writeString(Files.createDirectory(resource.resolve("1")).resolve("index.json"), "{}");
    var config = SampleConfig.defaults().withData(new DataFolder(folder));

    assertThatThrownBy(() -> await(new SampleUpstream(vertx, config).start()))
        .hasStackTraceContaining("IOException: " + resource + " has a list ");
  }
}
