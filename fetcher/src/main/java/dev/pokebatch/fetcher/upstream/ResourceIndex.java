package dev.pokebatch.fetcher.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.pokebatch.fetcher.contract.DocumentPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads the upstream's index: one object whose members' names are the resources. Pure. */
final class ResourceIndex {

  private static final int MOST = 1_000;
  private static final JsonFactory JSON = new JsonFactory();

  private ResourceIndex() {}

  /** The names, in its order; empty where the answer is no index. */
  static Set<String> names(RawAnswer answer) {
    var names = new LinkedHashSet<String>();
    if (StatusMapping.failure(answer, "the index", Instant.EPOCH).isPresent()) {
      return names;
    }
    try (var parser = JSON.createParser(text(answer))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return names;
      }
      for (var name = parser.nextFieldName();
          name != null && names.size() < MOST;
          name = parser.nextFieldName()) {
        if (DocumentPath.isSegment(name)) {
          names.add(name);
        }
        parser.nextToken();
        parser.skipChildren();
      }
      return names;
    } catch (IOException unreadable) {
      return Set.of();
    }
  }

  private static InputStream text(RawAnswer answer) throws IOException {
    var bytes = new ByteArrayInputStream(answer.body());
    return StatusMapping.isGzip(answer.contentEncoding()) ? new GZIPInputStream(bytes) : bytes;
  }
}
