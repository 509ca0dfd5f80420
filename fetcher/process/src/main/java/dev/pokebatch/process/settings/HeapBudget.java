package dev.pokebatch.process.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Divides the heap of a process between its memory pools: reads their sizes, and refuses sizes that
 * take more than three quarters of the heap together. The last quarter is for code, connections and
 * garbage.
 */
public final class HeapBudget {

  private static final long MIB = 1 << 20;

  /**
   * The smallest heap that is accepted, in bytes. {@code -Xmx128m} gives more than that with every
   * collector: some of them count less of the heap than was asked for.
   */
  public static final long SMALLEST = 112 * MIB;

  private static final long LARGEST_POOL = 1L << 40;

  private final Settings settings;
  private final long heap;
  private final Map<String, Long> pools = new LinkedHashMap<>();

  /**
   * Reads from the settings, which get the faults.
   *
   * @param heap bytes of the heap of the whole process
   */
  public HeapBudget(Settings settings, long heap) {
    this.settings = settings;
    this.heap = heap;
  }

  /** The budget of this process. */
  public static HeapBudget ofProcess(Settings settings) {
    return new HeapBudget(settings, Runtime.getRuntime().maxMemory());
  }

  /** Bytes of the heap of the whole process. */
  public long heap() {
    return heap;
  }

  /**
   * Reads the size of a pool, which counts from then on.
   *
   * @param setting its name
   * @param byDefault its size in bytes where nothing is set
   * @param least the smallest size that is accepted, in bytes
   * @return its size in bytes
   */
  public long pool(String setting, long byDefault, long least) {
    var bytes = settings.number(setting, byDefault, least, LARGEST_POOL);
    pools.put(setting, bytes);
    return bytes;
  }

  /** Notes a fault if the heap is too small, or the pools are too large for it. */
  public void check() {
    if (heap < SMALLEST) {
      settings.fault(
          "the heap", "has " + mib(heap) + " MiB and needs 128: start the JVM with -Xmx128m");
    } else if (all() > most()) {
      settings.fault(
          String.join(" + ", pools.keySet()),
          String.format(
              Locale.ROOT,
              "is %d bytes, and must be at most three quarters of the heap, %d: lower them, or start"
                  + " the JVM with -Xmx%dm",
              all(),
              most(),
              mib(all() / 3 * 4) + 8));
    }
  }

  private long most() {
    return heap / 4 * 3;
  }

  private long all() {
    return pools.values().stream().mapToLong(bytes -> bytes).sum();
  }

  /** The sizes of the pools, in one line. */
  @Override
  public String toString() {
    var sizes =
        pools.entrySet().stream()
            .map(pool -> pool.getKey() + "=" + pool.getValue())
            .collect(Collectors.joining(" "));
    return "memory pools: "
        + sizes
        + ", together "
        + mib(all())
        + " MiB of a heap of "
        + mib(heap)
        + " MiB";
  }

  private static long mib(long bytes) {
    return bytes / MIB;
  }
}
