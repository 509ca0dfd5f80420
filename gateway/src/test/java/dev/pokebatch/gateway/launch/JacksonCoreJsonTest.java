package dev.pokebatch.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.jackson.JacksonCodec;
import org.junit.jupiter.api.Test;

class JacksonCoreJsonTest {

  @Test
  void vertxReadsJsonTokenByTokenThoughDatabindIsThere() throws Exception {
    assertThat(Class.forName("com.fasterxml.jackson.databind.ObjectMapper")).isNotNull();
    assertThat(Json.CODEC).isExactlyInstanceOf(JacksonCodec.class);
  }
}
