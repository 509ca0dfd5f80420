package dev.pokebatch.gateway.launch;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Has Vert.x read and write JSON token by token, with jackson-core alone. Of itself it takes
 * jackson-databind wherever that is on the class path, and Flyway needs it there. Found by {@link
 * java.util.ServiceLoader}.
 */
public final class JacksonCoreJson implements JsonFactory {

  /** Before the factory that Vert.x brings. */
  @Override
  public int order() {
    return 0;
  }

  @Override
  public JsonCodec codec() {
    return new JacksonCodec();
  }
}
