package dev.pokebatch.gateway.launch;

import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import java.nio.file.Path;

/**
 * Reads the limits of memory and disk for answers.
 *
 * @param memoryBytes bytes of documents in flight and of answers that wait for their clients
 * @param referenceBytes bytes of documents that references read at once
 * @param responseBytes bytes of responses that are complete and wait for their clients
 * @param spill directory for temporary files of answers that exceed the memory
 * @param spillBytes bytes of those files
 */
record AnswerSettings(
    long memoryBytes, long referenceBytes, long responseBytes, Path spill, long spillBytes) {

  private static final long MIB = 1 << 20;

  /**
   * Fraction of the heap for answers, as its divisor; the rest is for request bodies, connections,
   * references, garbage and, with fetchers in the process, their cache.
   */
  private static final int PART_OF_HEAP = 6;

  /**
   * Fraction of the heap for references, as its divisor: a parsed document takes several times the
   * bytes of its text.
   */
  private static final int PART_OF_REFERENCES = 16;

  /** Fraction of the heap for responses that are complete, as its divisor. */
  private static final int PART_OF_RESPONSES = 16;

  /**
   * @param heap the budget that the pools are added to
   * @param part bytes of the heap that the gateway may use
   */
  static AnswerSettings of(Settings settings, HeapBudget heap, long part) {
    var bytes = heap.pool("ANSWER_MEMORY_BYTES", Math.max(MIB, part / PART_OF_HEAP), MIB);
    var data = settings.folder("DATA_DIR");
    var spill =
        data == null ? Path.of(System.getProperty("java.io.tmpdir")) : data.resolve("spill");
    var references =
        heap.pool("REFERENCE_MEMORY_BYTES", Math.max(MIB, part / PART_OF_REFERENCES), MIB);
    var responses =
        heap.pool("RESPONSE_MEMORY_BYTES", Math.max(MIB, part / PART_OF_RESPONSES), MIB);
    return new AnswerSettings(
        bytes,
        references,
        responses,
        spill,
        settings.number("SPILL_MAX_BYTES", 2_048 * MIB, 0, 1L << 50));
  }
}
