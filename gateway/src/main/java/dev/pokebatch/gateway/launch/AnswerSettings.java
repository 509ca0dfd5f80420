package dev.pokebatch.gateway.launch;

import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import java.nio.file.Path;

/**
 * Reads how much memory and disk answers may take.
 *
 * @param memoryBytes of documents under way and of answers that wait
 * @param referenceBytes of what references read
 * @param spill the folder for what memory has no room for
 * @param spillBytes of the files in it
 */
record AnswerSettings(long memoryBytes, long referenceBytes, Path spill, long spillBytes) {

  private static final long MIB = 1 << 20;

  /** The rest is for request bodies, connections, references, garbage and, in part, a cache. */
  private static final int PART_OF_HEAP = 6;

  /** While a path is evaluated, what it reads takes several times as much as its text. */
  private static final int PART_OF_REFERENCES = 16;

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
    return new AnswerSettings(
        bytes, references, spill, settings.number("SPILL_MAX_BYTES", 2_048 * MIB, 0, 1L << 50));
  }
}
