package dev.pokebatch.gateway.http.page;

import dev.pokebatch.gateway.http.response.ConstantBody;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A file of the web page. Immutable.
 *
 * @param mediaType of its content
 * @param content its bytes
 */
record PageFile(String mediaType, ConstantBody content) {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /**
   * @param name whose ending tells the media type
   * @throws IllegalArgumentException if the ending is not known
   */
  static PageFile of(String name, byte[] content) {
    var mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (mediaType == null) {
      throw new IllegalArgumentException("no media type is known for " + name);
    }
    return new PageFile(mediaType, new ConstantBody(Buffer.buffer(content)));
  }
}
