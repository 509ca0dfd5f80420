package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.jsonpath.DocumentReads;
import dev.pokebatch.contract.jsonpath.Pruning;
import dev.pokebatch.contract.jsonpath.WorkBudget;
import dev.pokebatch.contract.jsonpath.WorkLimitExceeded;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that a client wants in place of a document: its members in their order, and for each
 * the path or function that gives its value. What is not in the document is null, or an empty array
 * for a path that may select many. Immutable; equal if the texts are equal.
 */
public final class Shape {

  /** The longest text of a shape, in characters. */
  public static final int MAX_LENGTH = 4_096;

  /**
   * Nodes that a shape may visit in one document, which takes about ten milliseconds; eight bytes
   * that it reads or writes count as one.
   */
  public static final long MAX_WORK = 300_000;

  private final Map<String, String> texts;
  private final List<Member> members;
  private final List<String> languages;
  private final String text;

  /** A member: its name, and what it holds. */
  public static final class Member {
    private final String name;
    private final ShapeValue value;

    Member(String name, ShapeValue value) {
      this.name = name;
      this.value = value;
    }

    /** The name of the member. */
    public String name() {
      return name;
    }

    private boolean isLocalized() {
      return value instanceof FunctionCall call && call.function() == PathFunction.LOCALIZED;
    }
  }

  Shape(Map<String, String> texts, List<Member> members, List<String> languages) {
    this.texts = texts;
    this.members = List.copyOf(members);
    this.languages = List.copyOf(languages);
    var object = new JsonObject(new LinkedHashMap<>(texts)).encode();
    this.text = languages.isEmpty() ? object : String.join(",", languages) + " " + object;
  }

  /**
   * Reads the form of an object: the name of each member, and its value as a string.
   *
   * @throws InvalidShapeException with all faults
   */
  public static Shape of(Map<String, ?> object) {
    return new ShapeReader().read(object);
  }

  /**
   * Reads the form of a string: {@code name:value} separated by commas. A name may be in quotes. A
   * dotted path without a name is its own name.
   *
   * @throws InvalidShapeException with all faults
   */
  public static Shape parse(String text) {
    return new ShapeReader().read(text);
  }

  /** Whether the text of {@code fields} is a shape and not a mask: an item of it has a name. */
  public static boolean isShape(String text) {
    return text.indexOf(':') >= 0
        && Separators.split(text).stream()
            .anyMatch(item -> Separators.find(item, 0, ':') < item.length());
  }

  /**
   * Reads the text that {@link #toString} writes.
   *
   * @throws RuntimeException if it is not such a text
   */
  public static Shape read(String text) {
    var object = text.indexOf('{');
    var shape = of(new JsonObject(text.substring(object)).getMap());
    return object == 0
        ? shape
        : shape.inLanguages(List.of(text.substring(0, object - 1).split(",", -1)));
  }

  /** The members, in order. */
  public List<Member> members() {
    return members;
  }

  /** Whether its values depend on the client's languages. */
  public boolean isLocalized() {
    return members.stream().anyMatch(Member::isLocalized);
  }

  /**
   * Returns this shape for a client's languages; itself if it does not depend on them.
   *
   * @param ranges language ranges (RFC 4647), the best first
   */
  public Shape inLanguages(List<String> ranges) {
    return isLocalized() ? new Shape(texts, members, ranges) : this;
  }

  /** The parts of a document that decide its values. */
  public Pruning reads() {
    var reads = new DocumentReads();
    members.forEach(member -> member.value.addReads(reads));
    return reads.toPruning();
  }

  /**
   * Evaluates a member.
   *
   * @param document a value of Vert.x' JSON
   * @param work the work budget, which is spent
   * @throws WorkLimitExceeded if the evaluation needs more work
   */
  public Evaluated evaluate(Member member, @Nullable Object document, WorkBudget work) {
    return member.value.evaluate(document, languages, work);
  }

  /** The languages, if it depends on them, and a JSON object of the members and their values. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shape shape && shape.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
