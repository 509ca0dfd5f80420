package dev.pokebatch.gateway.launch;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Makes Vert.x read and write JSON with jackson-core only. By default Vert.x uses jackson-databind
 * if it is on the class path, where Flyway needs it. Found by {@link java.util.ServiceLoader}.
 */
public final class JacksonCoreJson implements JsonFactory {

  /** Ranks before the default factory of Vert.x. */
  @Override
  public int order() {
    return 0;
  }

  @Override
  public JsonCodec codec() {
    return new JacksonCodec();
  }
}
