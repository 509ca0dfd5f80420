package dev.pokebatch.gateway.kubernetes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A mistake in a rendered overlay.
 *
 * @param variant the overlay
 * @param rule that must find it
 * @param object kind and name of what is changed
 * @param pointer to what is changed in it (RFC 6901)
 * @param value in its place, as JSON; {@code -} for nothing
 */
record Mutation(String variant, String rule, String object, String pointer, String value) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SECTION = Pattern.compile("# In (\\S+)");
  private static final Pattern LINE = Pattern.compile("(.*?) *\\| *(.*?) *\\| *(.*?) *\\| *(.*)");

  static List<Mutation> read(List<String> lines) {
    var found = new ArrayList<Mutation>();
    var variant = "";
    for (var line : lines) {
      var section = SECTION.matcher(line);
      var parts = LINE.matcher(line);
      if (section.matches()) {
        variant = section.group(1);
      } else if (!line.startsWith("#") && parts.matches()) {
        found.add(
            new Mutation(variant, parts.group(1), parts.group(2), parts.group(3), parts.group(4)));
      }
    }
    return found;
  }

  void apply(Manifests manifests) {
    var space = object.indexOf(' ');
    var changed = manifests.get(object.substring(0, space), object.substring(space + 1));
    var path = JsonPointer.compile(pointer);
    var parent = changed.at(path.head());
    var last = path.last();
    if (parent instanceof ArrayNode array) {
      array.set(last.getMatchingIndex(), json());
    } else if (parent instanceof ObjectNode members && value.equals("-")) {
      if (members.remove(last.getMatchingProperty()) == null) {
        throw new AssertionError("nothing is at " + pointer);
      }
    } else if (parent instanceof ObjectNode members) {
      members.set(last.getMatchingProperty(), json());
    } else {
      throw new AssertionError("nothing is at " + path.head());
    }
  }

  private JsonNode json() {
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s: %s %s = %s", rule, object, pointer, value);
  }
}
