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
import java.util.List;
import java.util.Optional;

/**
 * Reads the upstream's list of a resource. The list is needed because the ids of a resource have
 * gaps. Pure.
 */
public final class ResourceList {

  /** The fields of the list that are fetched. */
  public static final Projection FIELDS = Projection.parse("results.url");

  /** The page size: more documents than any resource has. */
  private static final int PAGE_SIZE = 100_000;

  private ResourceList() {}

  /** Returns the target of the whole list, as one page. */
  public static String target(String resource) {
    return DocumentPath.page(resource, PAGE_SIZE, 0).toString();
  }

  /**
   * Returns the documents of a list, in its order.
   *
   * @param list the list, reduced to {@link #FIELDS}
   * @return empty if the text is not a list
   */
  public static Optional<List<String>> read(Buffer list) {
    try {
      var targets = new ArrayList<String>();
      for (var entry : new JsonObject(list).getJsonArray("results")) {
        targets.add(DocumentList.Single.ofLink(((JsonObject) entry).getString("url")).target());
      }
      return Optional.of(targets);
    } catch (DecodeException | ClassCastException | NullPointerException notAList) {
      return Optional.empty();
    }
  }

  /** Returns the failure of a step whose list is not one. */
  public static Failure invalid(String resource) {
    return Failure.of(
        FailureKind.UPSTREAM_INVALID_BODY,
        "the upstream's answer to the list of " + resource + " is not a list");
  }
}
