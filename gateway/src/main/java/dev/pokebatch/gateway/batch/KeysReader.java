package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the form of a batch that fits into a URL: documents of one resource by their keys, each key
 * a step, and what there is to say besides in the query. It means what the same batch in a body
 * would, and is held against the same limits. Immutable, fit for any thread.
 */
public final class KeysReader {

  private static final List<String> PARAMETERS =
      List.of("fields", "expand", "concurrency", "deadlineMs", "transport");

  private static final Pointer RESOURCE = Pointer.ROOT.member("resource");
  private static final Pointer KEYS = Pointer.ROOT.member("keys");

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1," + DocumentPath.MAX_SEGMENT + "}");
  private static final Pattern RANGE = Pattern.compile("([0-9]+)\\.\\.([0-9]+)");

  private final BatchReader batches;

  /** A reader of batches within these limits. */
  public KeysReader(BatchLimits limits) {
    this.batches = new BatchReader(limits);
  }

  /**
   * Reads one URL.
   *
   * @param resource a kind of document, in any case
   * @param keys ids, names and ranges of ids, separated by commas
   * @param query fields, expand, concurrency, deadlineMs, transport; nothing else
   * @throws ProblemException {@code invalid-request} with all that is wrong, each by the name of
   *     its parameter; or {@code limit-exceeded}
   */
  public BatchRequest read(String resource, String keys, MultiMap query) {
    var faults = Faults.ofParameters();
    var object = QueryObject.of(query, faults);
    var members = new Members(object, Pointer.ROOT, faults);
    members.allowOnly(PARAMETERS);
    object.getMap().keySet().retainAll(PARAMETERS);
    var view = members.view(View.WHOLE);
    return batches.read(steps(resource, keys, view, faults), view, members, faults);
  }

  private static List<Step> steps(String resource, String keys, View view, Faults faults) {
    var name = name(resource, faults);
    var steps = new ArrayList<Step>();
    var index = 0;
    for (var key : keys.split(",", -1)) {
      var target = target(name, key, faults);
      if (target != null) {
        steps.add(new Step.Get(Integer.toString(index), target, view));
      }
      index++;
    }
    return steps;
  }

  /** In lower case; where it is none, any will do for finding out whether the keys are some. */
  private static String name(String resource, Faults faults) {
    if (NAME.matcher(resource).matches()) {
      return resource.toLowerCase(Locale.ROOT);
    }
    faults.add(RESOURCE, "must be the name of a resource, not '" + Excerpt.of(resource) + "'");
    return "none";
  }

  private static @Nullable Target target(String resource, String key, Faults faults) {
    var range = RANGE.matcher(key);
    if (range.matches()) {
      return TargetReader.range(resource, range.group(1), range.group(2), KEYS, faults);
    }
    if (!NAME.matcher(key).matches()) {
      var detail = "has '%s', which is no id, no name and no range of ids such as 1..151";
      faults.add(KEYS, detail.formatted(Excerpt.of(key)));
      return null;
    }
    return new Target.Single(resource + "/" + key.toLowerCase(Locale.ROOT));
  }
}
