package dev.pokebatch.fetcher.projection;

import dev.pokebatch.contract.jsonpath.WorkBudget;
import dev.pokebatch.contract.jsonpath.WorkLimitExceeded;
import dev.pokebatch.contract.shape.Shape;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes shapes of documents that were pruned to what the shape reads, within a limit on work. Not
 * thread-safe.
 */
final class ShapeProjector {

  /** Bytes that are parsed in the time of visiting one node, about. */
  private static final int BYTES_A_NODE = 8;

  private final long maxWork;
  private ByteOutput out = new ByteOutput();

  /**
   * @param maxWork how many nodes may be visited for one document; eight bytes that are read or
   *     written count as one
   */
  ShapeProjector(long maxWork) {
    this.maxWork = maxWork;
  }

  /**
   * What was made of a document.
   *
   * @param bytes a JSON object
   * @param unmatched the names of the members whose path matched nothing
   * @param work how many nodes were visited
   */
  record Shaped(Buffer bytes, List<String> unmatched, long work) {}

  /**
   * Makes a shape of a document.
   *
   * @param pruned a valid JSON text
   * @throws InvalidDocumentException if that needs more work than the limit
   */
  Shaped project(ByteOutput pruned, Shape shape) throws InvalidDocumentException {
    try {
      var work = new WorkBudget(maxWork);
      work.spend(pruned.length() / BYTES_A_NODE);
      return project(Arrays.copyOf(pruned.bytes(), pruned.length()), shape, work);
    } catch (WorkLimitExceeded tooMuch) {
      throw new InvalidDocumentException(Reason.SHAPE_WORK);
    }
  }

  private Shaped project(byte[] pruned, Shape shape, WorkBudget work) {
    var document = JsonTreeReader.read(pruned);
    var unmatched = new ArrayList<String>();
    out = out.reset();
    var writer = new JsonTreeWriter(out, work);
    out.add('{');
    for (var member : shape.members()) {
      var evaluated = shape.evaluate(member, document, work);
      if (!evaluated.matched()) {
        unmatched.add(member.name());
      }
      out.comma(out.length() > 1);
      writer.string(member.name());
      out.add(':');
      writer.value(evaluated.value());
    }
    return new Shaped(out.add('}').toBuffer(), unmatched, maxWork - work.left());
  }
}
