package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.shape.InvalidShapeException.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the members of a shape and collects all faults; used once. */
final class ShapeReader {

  /** The longest name of a member, in characters. */
  private static final int MAX_NAME = 64;

  private static final int MAX_SHOWN = 40;

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<Shape.Member> members = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  /** Reads the form of an object. */
  Shape read(Map<String, ?> object) {
    object.forEach(
        (name, value) -> {
          if (value instanceof String text) {
            add(name, text.strip());
          } else {
            faults.add(
                new Fault(name, "must be a string: a dotted path, a JSONPath or a function"));
          }
        });
    return shape();
  }

  /** Reads the form of a string. */
  Shape read(String text) {
    for (var item : Separators.split(text)) {
      var colon = Separators.find(item, 0, ':');
      var named = colon < item.length();
      var value = item.substring(named ? colon + 1 : 0).strip();
      if (!named && !DottedPath.FORM.matcher(value).matches()) {
        faults.add(new Fault("", "has '" + shown(value) + "', which needs a name and a colon"));
      } else {
        add(named ? Separators.unquoted(item.substring(0, colon).strip()) : value, value);
      }
    }
    return shape();
  }

  private void add(String name, String text) {
    var nameFault = nameFault(name);
    if (nameFault != null) {
      faults.add(nameFault);
      return;
    }
    texts.put(name, text);
    try {
      members.add(new Shape.Member(name, ShapeValueReader.read(text)));
    } catch (IllegalArgumentException e) {
      // Its message is meant for clients: read says so.
      faults.add(new Fault(name, String.valueOf(e.getMessage())));
    }
  }

  private @Nullable Fault nameFault(String name) {
    if (name.isEmpty()) {
      return new Fault("", "has a member without a name");
    }
    if (name.length() > MAX_NAME) {
      return new Fault(name, "has a name of more than " + MAX_NAME + " characters");
    }
    return texts.containsKey(name) ? new Fault(name, "is there more than once") : null;
  }

  private Shape shape() {
    if (texts.isEmpty() && faults.isEmpty()) {
      faults.add(new Fault("", "must have at least one member"));
    }
    var shape = new Shape(texts, members, List.of());
    var length = shape.toString().length();
    if (length > Shape.MAX_LENGTH) {
      faults.add(
          new Fault(
              "", "may have at most " + Shape.MAX_LENGTH + " characters as JSON, not " + length));
    }
    if (!faults.isEmpty()) {
      throw new InvalidShapeException(faults);
    }
    return shape;
  }

  private static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
  }
}
