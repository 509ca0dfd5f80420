package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.KeyForm;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a batch from a URL: the keys of documents of one resource, each a step. The request is the
 * same as with the equivalent body and has the same limits. Immutable, fit for any thread.
 */
public final class KeysReader {

  /** The key of every document that the upstream lists. */
  private static final String ALL = "all";

  private final LimitChecks checks;

  /** A reader of batches within these limits. */
  public KeysReader(BatchLimits limits) {
    this.checks = new LimitChecks(limits);
  }

  /**
   * Reads one URL.
   *
   * @param resource the resource's name, as people type it
   * @param keys ids, names as people type them, ranges of ids, and {@code all} for every document,
   *     separated by commas; an invalid key becomes a document that fails
   * @param options the options of the query
   * @throws dev.pokebatch.gateway.problem.ProblemException {@code limit-exceeded}
   */
  public BatchRequest read(String resource, String keys, OptionValues options) {
    return request(steps(resource, keys, options.view()), options);
  }

  /**
   * Reads the URL of a page of the upstream's list.
   *
   * @param resource the resource's name, as people type it
   * @param limit the most entries of the page
   * @param offset the entries before it
   * @param options the options of the query
   */
  public BatchRequest readPage(String resource, long limit, long offset, OptionValues options) {
    var page = KeyForm.of(resource) + "?limit=" + limit + "&offset=" + offset;
    var step = new Step.Get("0", DocumentListReader.read(page), options.view());
    return request(List.of(step), options);
  }

  private BatchRequest request(List<Step> steps, OptionValues options) {
    checks.checkSteps(steps);
    return new BatchRequest(steps, options);
  }

  private static List<Step> steps(String resource, String keys, View view) {
    var name = KeyForm.of(resource);
    var steps = new ArrayList<Step>();
    for (var key : keys.split(",", -1)) {
      var id = Integer.toString(steps.size());
      steps.add(
          KeyForm.of(key).equals(ALL) && DocumentPath.isSegment(name)
              ? new Step.All(id, name, view)
              : new Step.Get(id, DocumentListReader.read(name + "/" + key), view));
    }
    return steps;
  }
}
