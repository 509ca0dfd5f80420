package dev.pokebatch.gateway.jsonpath;

import dev.pokebatch.contract.Pruning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath query (RFC 9535): selects nodes of a document. Immutable; two of the same text are
 * equal.
 */
public final class JsonPath {

  /** The longest text that is accepted, in characters. */
  public static final int MAX_LENGTH = 1_024;

  private final String text;
  private final Query query;

  private JsonPath(String text, Query query) {
    this.text = text;
    this.query = query;
  }

  /**
   * Reads a query that is well-formed and valid (section 2.1).
   *
   * @throws IllegalArgumentException saying, in one clause fit for a client, what is wrong and
   *     where, such as {@code has a '[' at 7 that is never closed}; places count from 1
   */
  public static JsonPath parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "has " + text.length() + " characters, but may have at most " + MAX_LENGTH);
    }
    return new JsonPath(text, new PathReader(new Scanner(text)).whole());
  }

  /** Whether it selects one node at most, whatever the document (section 2.3.5.1). */
  public boolean isSingular() {
    return query.isSingular();
  }

  /**
   * The values that it selects, in the RFC's order, and the members of an object in theirs.
   *
   * @param root a value of Vert.x' JSON, or a map or list of such
   * @param mostNodes how many to return at most: nothing is looked for beyond them
   * @param work what it may cost, and what is left of that afterwards
   * @throws WorkLimitExceeded if it would cost more
   */
  public List<@Nullable Object> nodes(@Nullable Object root, int mostNodes, WorkBudget work) {
    var nodes = new ArrayList<@Nullable Object>();
    if (mostNodes > 0) {
      var evaluation = new Evaluation(root, work);
      query.visit(
          evaluation.root(),
          evaluation,
          node -> {
            nodes.add(node);
            return nodes.size() < mostNodes;
          });
    }
    return Collections.unmodifiableList(nodes);
  }

  /**
   * What to keep of a document so that the query selects the same nodes of it.
   *
   * @param used members of the selected nodes that the caller reads; it may also read the kind of
   *     each node, and the value of one that is neither an object nor an array
   */
  public Pruning reads(Set<String> used) {
    return ReadAnalysis.of(query, node -> used.forEach(name -> node.member(name).readWhole()))
        .toPruning();
  }

  /** The text that {@link #parse} reads to this query. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonPath path && path.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
