package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.KeyForm;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a batch from a URL: the keys of documents of one resource, each a step, with options in the
 * query. The request is the same as with the equivalent body and has the same limits. Immutable,
 * fit for any thread.
 */
public final class KeysReader {

  /** The members of the batch that the query can have. */
  private static final List<String> MEMBERS =
      List.of("fields", "expand", "concurrency", "deadlineMs", "transport");

  /** All parameters; the last one is about the answer and not read here. */
  private static final List<String> PARAMETERS =
      Stream.concat(MEMBERS.stream(), Stream.of("csv")).toList();

  private final BatchReader batches;

  /** A reader of batches within these limits. */
  public KeysReader(BatchLimits limits) {
    this.batches = new BatchReader(limits);
  }

  /**
   * Reads one URL.
   *
   * @param resource the resource's name, as people type it
   * @param keys ids, names as people type them, and ranges of ids, separated by commas; an invalid
   *     key becomes a document that fails
   * @param query the query parameters: fields, expand, concurrency, deadlineMs, transport; csv is
   *     ignored
   * @throws ProblemException {@code invalid-request} with all faults of the query, each with its
   *     parameter; or {@code limit-exceeded}
   */
  public BatchRequest read(String resource, String keys, MultiMap query) {
    var faults = RequestFaults.ofParameters();
    var object = QueryAsJson.of(query, faults);
    var members = new MemberReader(object, Pointer.ROOT, faults);
    members.allowOnly(PARAMETERS);
    object.getMap().keySet().retainAll(MEMBERS);
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
