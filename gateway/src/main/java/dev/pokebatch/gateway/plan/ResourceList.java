package dev.pokebatch.gateway.plan;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.gateway.batch.DocumentList;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The upstream's list of a resource, and what a step selects of it. Ids have gaps, so nobody can do
 * without. Pure.
 */
public final class ResourceList {

  /** What is kept of the list. */
  public static final Projection FIELDS = Projection.parse("results.url");

  /** More than any resource has. */
  private static final int WHOLE = 100_000;

  private ResourceList() {}

  /** What to get in order to have the whole list. */
  public static String target(String resource) {
    return DocumentPath.page(resource, WHOLE, 0).toString();
  }

  /**
   * The documents that a list names, in its order.
   *
   * @param list the list, cut down to {@link #FIELDS}
   * @return nothing where it is no list
   */
  public static Optional<List<String>> read(Buffer list) {
    try {
      var targets = new ArrayList<String>();
      for (var entry : new JsonObject(list).getJsonArray("results")) {
        targets.add(DocumentList.Single.ofLink(((JsonObject) entry).getString("url")).target());
      }
      return Optional.of(targets);
    } catch (DecodeException | ClassCastException | NullPointerException otherwise) {
      return Optional.empty();
    }
  }

  /** Why a step fails that selects from an answer that is no list. */
  public static Failure noList(String resource) {
    return Failure.of(
        FailureKind.UPSTREAM_INVALID_BODY, "the upstream's list of " + resource + " is none");
  }

  /** Draws from a list without repeats: the same for the same seed and the same list. */
  static List<String> draw(List<String> list, int count, long seed) {
    var left = new ArrayList<>(list);
    var random = new SplittableRandom(seed);
    var drawn = Math.min(count, left.size());
    for (var i = 0; i < drawn; i++) {
      Collections.swap(left, i, random.nextInt(i, left.size()));
    }
    return left.subList(0, drawn);
  }

  /** What a step selects of a list. */
  public static DocumentList select(Selection.Listed selection, List<String> list) {
    if (selection instanceof Selection.Drawn drawn) {
      var seed = drawn.seed().orElseGet(() -> new SplittableRandom().nextLong());
      return new DocumentList.Resolved(draw(list, drawn.count(), seed));
    }
    return new DocumentList.Resolved(list);
  }
}
