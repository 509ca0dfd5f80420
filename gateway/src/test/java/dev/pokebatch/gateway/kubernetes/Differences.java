package dev.pokebatch.gateway.kubernetes;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an object has lost or changed on its way through the API's types. */
final class Differences {

  private Differences() {}

  static Stream<String> of(String path, JsonElement before, @Nullable JsonElement again) {
    if (again == null || again == JsonNull.INSTANCE) {
      return Stream.of(path + " is lost");
    }
    if (before.isJsonObject() && again.isJsonObject()) {
      return before.getAsJsonObject().entrySet().stream()
          .flatMap(
              entry ->
                  of(
                      path + "/" + entry.getKey(),
                      entry.getValue(),
                      again.getAsJsonObject().get(entry.getKey())));
    }
    if (before.isJsonArray() && again.isJsonArray()) {
      return IntStream.range(0, before.getAsJsonArray().size())
          .boxed()
          .flatMap(
              i ->
                  of(
                      path + "/" + i,
                      before.getAsJsonArray().get(i),
                      again.getAsJsonArray().get(i)));
    }
    return text(before).equals(text(again))
        ? Stream.of()
        : Stream.of(path + " is " + before + ", not " + again);
  }

  /** Secrets are wrapped lines of Base64. */
  private static String text(JsonElement value) {
    return value.toString().replace("\\n", "");
  }
}
