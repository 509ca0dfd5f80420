package dev.pokebatch.contract.jsonpath;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a JSON value to keep so that given JSONPath queries (RFC 9535) select the same
 * nodes of the pruned value as of the original. Immutable.
 *
 * <p>Unlike a mask, pruning never changes the place of an array element. Of a value that is not
 * kept whole, an object keeps the members that are named here, or all members if {@link #children}
 * is not null; an array keeps all of its elements, or none; strings, numbers, booleans and null
 * stay as they are.
 */
public final class Pruning {

  /** Keeps the whole value. */
  public static final Pruning WHOLE = new Pruning(true, true, Map.of(), null, false);

  /** Keeps only the kind of the value: an object without members, an array without elements. */
  public static final Pruning EMPTY = new Pruning(false, true, Map.of(), null, false);

  private static final String MEMBERS = "m";
  private static final String CHILDREN = "c";
  private static final String WHOLE_VALUE = "w";

  private final boolean whole;
  private final boolean ends;
  private final Map<String, Pruning> members;
  private final @Nullable Pruning children;

  /** How to prune array elements; null to leave them out. */
  private final @Nullable Pruning elements;

  private Pruning(
      boolean whole,
      boolean ends,
      Map<String, Pruning> members,
      @Nullable Pruning children,
      boolean mapsArrays) {
    this.elements = mapsArrays ? this : children;
    this.whole = whole;
    this.ends = ends;
    this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    this.children = children;
  }

  /**
   * Keeps a part of a value.
   *
   * @param ends whether a query selects this value itself, so that at least its presence matters
   * @param members how to prune the members with these names; must keep what {@code children} keeps
   * @param children how to prune array elements and all other members; null to leave them out
   */
  public static Pruning of(boolean ends, Map<String, Pruning> members, @Nullable Pruning children) {
    return new Pruning(false, ends, members, children, false);
  }

  /**
   * Keeps a part of a value as {@link #of} does, and prunes the elements of an array like the value
   * itself, as the dotted paths of a mask do. Has no text.
   */
  static Pruning mapping(boolean ends, Map<String, Pruning> members, @Nullable Pruning children) {
    return new Pruning(false, ends, members, children, true);
  }

  /** Whether the whole value is kept. */
  public boolean isWhole() {
    return whole;
  }

  /** How to prune the members that are named. */
  public Map<String, Pruning> members() {
    return members;
  }

  /** How to prune the members that are not named; null to leave them out. */
  public @Nullable Pruning children() {
    return children;
  }

  /** How to prune array elements; null to leave them out. */
  public @Nullable Pruning elements() {
    return elements;
  }

  /** How to prune each element where the value is an array. */
  public Pruning ofElements() {
    if (whole) {
      return WHOLE;
    }
    return elements == null ? EMPTY : elements;
  }

  /** Whether a query selects this value itself, so that at least its presence matters. */
  public boolean ends() {
    return ends;
  }

  /** Reads the text that {@link #toString} writes, which does not say where queries end. */
  public static Pruning parse(String text) {
    return parse(new JsonObject(text));
  }

  private static Pruning parse(JsonObject json) {
    if (json.getBoolean(WHOLE_VALUE, false)) {
      return WHOLE;
    }
    var members = new LinkedHashMap<String, Pruning>();
    json.getJsonObject(MEMBERS, new JsonObject())
        .forEach(member -> members.put(member.getKey(), parse((JsonObject) member.getValue())));
    var children = json.getJsonObject(CHILDREN);
    return of(true, members, children == null ? null : parse(children));
  }

  private JsonObject toJson() {
    if (elements == this) {
      throw new IllegalStateException("A pruning of dotted paths has no text");
    }
    var json = new JsonObject();
    if (whole) {
      return json.put(WHOLE_VALUE, true);
    }
    if (!members.isEmpty()) {
      var named = new JsonObject();
      members.forEach((name, member) -> named.put(name, member.toJson()));
      json.put(MEMBERS, named);
    }
    if (children != null) {
      json.put(CHILDREN, children.toJson());
    }
    return json;
  }

  /** A JSON object that {@link #parse(String)} reads. */
  @Override
  public String toString() {
    return toJson().encode();
  }
}
