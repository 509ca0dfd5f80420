package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.KeyForm;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the form of a batch that fits into a URL: documents of one resource by their keys, each key
 * a step, and what there is to say besides in the query. It means what the same batch in a body
 * would, and is held against the same limits. Immutable, fit for any thread.
 */
public final class KeysReader {

  private static final List<String> PARAMETERS =
      List.of("fields", "expand", "concurrency", "deadlineMs", "transport");

  private final BatchReader batches;

  /** A reader of batches within these limits. */
  public KeysReader(BatchLimits limits) {
    this.batches = new BatchReader(limits);
  }

  /**
   * Reads one URL.
   *
   * @param resource a kind of document, as people type it
   * @param keys ids, names as people type them, and ranges of ids, separated by commas; what is
   *     none of these fails as a document of its own
   * @param query fields, expand, concurrency, deadlineMs, transport; nothing else
   * @throws ProblemException {@code invalid-request} with all that is wrong with the query, each by
   *     the name of its parameter; or {@code limit-exceeded}
   */
  public BatchRequest read(String resource, String keys, MultiMap query) {
    var faults = RequestFaults.ofParameters();
    var object = QueryAsJson.of(query, faults);
    var members = new MemberReader(object, Pointer.ROOT, faults);
    members.allowOnly(PARAMETERS);
    object.getMap().keySet().retainAll(PARAMETERS);
    var view = members.view(View.WHOLE);
    return batches.read(steps(resource, keys, view), view, members, faults);
  }

  private static List<Step> steps(String resource, String keys, View view) {
    var name = KeyForm.of(resource);
    var steps = new ArrayList<Step>();
    for (var key : keys.split(",", -1)) {
      var id = Integer.toString(steps.size());
      steps.add(new Step.Get(id, DocumentListReader.read(name + "/" + key), view));
    }
    return steps;
  }
}
