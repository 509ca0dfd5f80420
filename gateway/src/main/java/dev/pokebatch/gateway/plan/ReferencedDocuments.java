package dev.pokebatch.gateway.plan;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.jsonpath.Pruning;
import dev.pokebatch.contract.jsonpath.WorkBudget;
import dev.pokebatch.contract.jsonpath.WorkLimitExceeded;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.StepReference;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.StepProblems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which documents a reference selects, and which parts of its source it reads. Pure. */
public final class ReferencedDocuments {

  /** The member of a link object with the URL. */
  private static final String URL = "url";

  /** The maximum length of a link, in characters; links that are expanded have the same. */
  private static final int LONGEST_LINK = 2_048;

  private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

  private ReferencedDocuments() {}

  /**
   * Returns the parts of each source document that the reference reads.
   *
   * @param many whether the reference is evaluated over an array of bodies
   */
  public static Pruning reads(StepReference reference, boolean many) {
    var all = reference.path().reads(Set.of(URL));
    return many ? all.ofElements() : all;
  }

  /**
   * Returns the documents that it selects, in the order of the nodes.
   *
   * @param root a body, or an array of bodies with null for a document that was not found
   * @param most the maximum number of documents
   * @param work the work budget of the evaluation
   * @throws ProblemException {@code reference-unresolved} if a selected node is not a link
   * @throws WorkLimitExceeded if the evaluation exceeds the budget
   */
  public static DocumentList.Resolved documents(
      StepReference reference, @Nullable Object root, int most, WorkBudget work) {
    var nodes = reference.path().nodes(root, Math.min(most, reference.max().orElse(most)), work);
    if (reference.path().isSingular() && nodes.isEmpty()) {
      throw new ProblemException(
          unresolved(reference, "The path selects nothing in the answer of the source step."));
    }
    var targets = new ArrayList<String>(nodes.size());
    for (var node : nodes) {
      // PokéAPI writes null where a document has no such relation.
      if (node != null || reference.path().isSingular()) {
        targets.add(target(reference, node));
      }
    }
    return new DocumentList.Resolved(targets);
  }

  private static String target(StepReference reference, @Nullable Object node) {
    var link = node instanceof JsonObject object ? object.getValue(URL) : node;
    if (link instanceof String text) {
      if (DocumentList.Single.isLink(text)) {
        if (text.length() <= LONGEST_LINK && PRINTABLE.matcher(text).matches()) {
          return DocumentList.Single.ofLink(text).target();
        }
      } else if (text.contains("/") || DocumentPath.read(text).isPresent()) {
        return DocumentList.Single.of(text).target();
      }
    }
    throw new ProblemException(
        unresolved(reference, "The path selects " + kindOf(node) + ", which is not a link."));
  }

  private static String kindOf(@Nullable Object node) {
    if (node == null) {
      return "null";
    }
    if (node instanceof JsonArray) {
      return "an array";
    }
    return node instanceof JsonObject ? "an object without a url" : "a " + kind(node);
  }

  private static String kind(Object node) {
    return node instanceof Number
        ? "number"
        : node.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Returns the problem of a reference that cannot be resolved. */
  public static Problem unresolved(StepReference reference, String detail) {
    return StepProblems.referenceUnresolved(reference.from(), reference.path().toString(), detail);
  }
}
