package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.jsonpath.WorkBudget;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best of several texts that differ in their language, such as {@code {"name": "Bisasam",
 * "language": {"name": "de"}}}. The text is the member {@code name} or {@code text}, or else the
 * first that is a string.
 */
final class LocalizedText {

  private LocalizedText() {}

  /**
   * Returns the text in the best language; null if there are no texts.
   *
   * @param nodes texts with their language, or arrays of these
   * @param languages the client's language ranges, the best first
   */
  static @Nullable Object of(
      List<@Nullable Object> nodes, List<String> languages, WorkBudget work) {
    var tags = new ArrayList<String>();
    var texts = new ArrayList<String>();
    for (var node : nodes) {
      for (var entry : node instanceof JsonArray array ? array : new JsonArray().add(node)) {
        work.spend(1);
        var text = entry instanceof JsonObject object ? text(object) : null;
        if (text != null) {
          tags.add(language((JsonObject) entry));
          texts.add(text);
        }
      }
    }
    return texts.isEmpty() ? null : texts.get(LanguageRanges.best(tags, languages));
  }

  private static String language(JsonObject entry) {
    var language = entry.getValue("language");
    var name = language instanceof JsonObject object ? object.getValue("name") : language;
    return name instanceof String tag ? tag : "";
  }

  private static @Nullable String text(JsonObject entry) {
    for (var name : List.of("name", "text")) {
      if (entry.getValue(name) instanceof String text) {
        return text;
      }
    }
    for (var member : entry) {
      if (member.getValue() instanceof String text && !member.getKey().equals("language")) {
        return text;
      }
    }
    return null;
  }
}
