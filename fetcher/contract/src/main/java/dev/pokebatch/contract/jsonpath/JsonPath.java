package dev.pokebatch.contract.jsonpath;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSONPath query (RFC 9535), which selects nodes of a document. Immutable; queries with the same
 * text are equal.
 */
public final class JsonPath {

  /** The maximum length of a query, in characters. */
  public static final int MAX_LENGTH = 1_024;

  private final String text;
  private final Query query;

  private JsonPath(String text, Query query) {
    this.text = text;
    this.query = query;
  }

  /**
   * Parses a query, which must be well-formed and valid (section 2.1).
   *
   * @throws IllegalArgumentException with a clause for clients that says what is wrong and where,
   *     such as {@code has a '[' at 7 that is never closed}; positions count from 1
   */
  public static JsonPath parse(String text) {
    return parse(text, 0, text.length());
  }

  /**
   * Parses a query that is a part of a text. Positions in the message of an error count from the
   * beginning of the text.
   *
   * @param from the index of the first character of the query
   * @param to the index after its last character
   * @throws IllegalArgumentException as {@link #parse(String)}
   */
  public static JsonPath parse(String text, int from, int to) {
    if (to - from > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "has " + (to - from) + " characters, but may have at most " + MAX_LENGTH);
    }
    var query = new PathReader(new QueryScanner(text.substring(0, to), from)).whole();
    return new JsonPath(text.substring(from, to), query);
  }

  /** Returns whether it selects at most one node of any document (section 2.3.5.1). */
  public boolean isSingular() {
    return query.isSingular();
  }

  /**
   * Returns the selected values in the order of RFC 9535; members of an object in the object's
   * order.
   *
   * @param root a value of Vert.x' JSON, or a map or list of such values
   * @param mostNodes the maximum number of nodes; the evaluation stops there
   * @param work the work budget, which is spent
   * @throws WorkLimitExceeded if the evaluation needs more work
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
   * Returns the parts of a document that the query needs to select the same nodes.
   *
   * @param used members of the selected nodes that the caller reads; it may also read the kind of
   *     each node, and the value of one that is neither an object nor an array
   */
  public Pruning reads(Set<String> used) {
    var root = ReadNode.root();
    ReadAnalysis.mark(root, query, node -> used.forEach(name -> node.member(name).readWhole()));
    return root.toPruning();
  }

  Query query() {
    return query;
  }

  /** Returns the text of the query. */
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
