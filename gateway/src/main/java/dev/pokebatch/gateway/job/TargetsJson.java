package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.batch.DocumentList;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.util.stream.IntStream;

/** The stored form of a resolved step: an array of its targets. */
final class TargetsJson {

  private TargetsJson() {}

  static Buffer write(DocumentList documents) {
    var targets = new JsonArray();
    IntStream.range(0, documents.size()).mapToObj(documents::at).forEach(targets::add);
    return targets.toBuffer();
  }

  static DocumentList read(Buffer json) {
    return new DocumentList.Resolved(new JsonArray(json).stream().map(String.class::cast).toList());
  }
}
