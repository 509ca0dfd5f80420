package dev.pokebatch.gateway.plan;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Pruning;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.StepReference;
import dev.pokebatch.gateway.jsonpath.WorkBudget;
import dev.pokebatch.gateway.jsonpath.WorkLimitExceeded;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.StepProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a reference reads, and which documents it comes to. Pure. */
public final class ReferencedDocuments {

  /** The member of a link that names its target. */
  private static final String URL = "url";

  /** In characters; the same for links that are expanded. */
  private static final int LONGEST_LINK = 2_048;

  private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

  private ReferencedDocuments() {}

  /**
   * What to keep of each document of its source so that the reference comes to the same targets.
   *
   * @param many whether it is evaluated over an array of bodies
   */
  public static Pruning reads(StepReference reference, boolean many) {
    var all = reference.path().reads(Set.of(URL));
    return many ? all.ofElements() : all;
  }

  /**
   * The documents that it comes to, in node order.
   *
   * @param root a body, or an array of bodies, in which null stands for one that is not there
   * @param most how many may matter
   * @param work what finding out may cost
   * @throws ProblemException {@code reference-unresolved}
   * @throws WorkLimitExceeded where it would cost more
   */
  public static DocumentList documents(
      StepReference reference, @Nullable Object root, int most, WorkBudget work) {
    var nodes = reference.path().nodes(root, Math.min(most, reference.max().orElse(most)), work);
    if (reference.path().isSingular() && nodes.isEmpty()) {
      throw new ProblemException(unresolved(reference, "nothing is at this path"));
    }
    var targets = new ArrayList<String>(nodes.size());
    for (var node : nodes) {
      // Relations that a document does not have are null in it.
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
        unresolved(reference, "what is at this path is no link, but " + words(node)));
  }

  private static String words(@Nullable Object node) {
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

  /** That it comes to nothing, and why. */
  public static Problem unresolved(StepReference reference, String detail) {
    return StepProblems.referenceUnresolved(reference.from(), reference.path().toString(), detail);
  }
}
