package dev.pokebatch.fetcher.launch;

import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.PokeApi;
import dev.pokebatch.fetcher.FetcherConfig;
import dev.pokebatch.fetcher.disk.DiskConfig;
import dev.pokebatch.fetcher.guard.GuardConfig;
import dev.pokebatch.fetcher.upstream.Upstream;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import dev.pokebatch.sample.DataFolder;
import dev.pokebatch.sample.SampleConfig;
import dev.pokebatch.sample.SampleFaults;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the fetcher's settings: names, defaults and ranges. */
public final class FetcherSettings {

  /** The value of {@code POKEAPI_URL} that selects the built-in sample upstream. */
  public static final String SAMPLE = "sample";

  private static final long DAY_MS = 86_400_000;
  private static final long CACHE_BYTES = 64 << 20;
  private static final long DOCUMENT_BYTES = 8 << 20;

  /** Each of three pools holds 2.5 times the largest document, and has a twelfth of the heap. */
  private static final long DOCUMENTS_IN_HEAP = 30;

  private FetcherSettings() {}

  /** The configuration of a fetcher that has the process to itself. */
  public static FetcherConfig fetcher(Settings settings) {
    var heap = HeapBudget.ofProcess(settings);
    var config = fetcher(settings, heap);
    heap.check();
    return config;
  }

  /**
   * The fetcher's configuration; its upstream may be {@link #SAMPLE}, which must be started first.
   *
   * @param heap the heap budget that its memory pools are added to
   */
  public static FetcherConfig fetcher(Settings settings, HeapBudget heap) {
    var cores = Runtime.getRuntime().availableProcessors();
    var cacheBytes = heap.pool("CACHE_MAX_BYTES", Math.min(CACHE_BYTES, heap.heap() / 4), 0);
    var largest = (int) Math.min(DOCUMENT_BYTES, heap.heap() / DOCUMENTS_IN_HEAP);
    var maxDocumentBytes = settings.integer("UPSTREAM_MAX_BYTES", largest, 1 << 10, 256 << 20);
    return new FetcherConfig(
        upstream(settings),
        sprites(settings),
        settings.integer("FETCHER_INSTANCES", cores, 1, Announcement.MAX_LANES),
        settings.integer("UPSTREAM_CONNECTIONS", 512, 1, 10_000),
        settings.integer("UPSTREAM_WAITING", 10_000, 0, 1_000_000),
        settings.millis("UPSTREAM_CONNECT_TIMEOUT_MS", 3_000, 1, 60_000),
        settings.millis("UPSTREAM_TIMEOUT_MS", 10_000, 1, 600_000),
        maxDocumentBytes,
        settings.integer("BLOCKING_THREADS", 128, 1, 4_096),
        cacheBytes,
        settings.millis("CACHE_STALE_FOR_MS", 7 * DAY_MS, 0, 365 * DAY_MS),
        settings.millis("CACHE_MISSING_FOR_MS", 600_000, 0, 600_000),
        disk(settings),
        MemorySettings.read(settings, heap, cacheBytes, maxDocumentBytes),
        guards(settings),
        settings.flag("LOAD_SPECIES_NAMES", false));
  }

  private static @Nullable DiskConfig disk(Settings settings) {
    var folder = settings.folder("DATA_DIR");
    var bytes = settings.number("DISK_MAX_BYTES", 256L << 20, 0, 1L << 40);
    return folder == null || bytes == 0 ? null : new DiskConfig(folder, bytes);
  }

  private static GuardConfig guards(Settings settings) {
    return new GuardConfig(
        settings.integer("UPSTREAM_TRIES", 10, 1, 20),
        settings.integer("UPSTREAM_RATE", 500, 0, 1_000_000),
        settings.integer("UPSTREAM_BURST", 2_000, 1, 1_000_000),
        settings.integer("BREAKER_FAILURE_RATE", 50, 1, 100),
        settings.millis("BREAKER_SLOW_MS", 8_000, 1, 600_000),
        settings.millis("BREAKER_OPEN_MS", 5_000, 1, 600_000));
  }

  /** The sample upstream's configuration. */
  public static SampleConfig sample(Settings settings) {
    var faults =
        new SampleFaults(
            settings.number("SAMPLE_SEED", 1, Long.MIN_VALUE, Long.MAX_VALUE),
            settings.share("SAMPLE_ERRORS", 0),
            settings.share("SAMPLE_RATE_LIMITED", 0),
            settings.share("SAMPLE_HANGS", 0),
            settings.share("SAMPLE_RESETS", 0),
            settings.share("SAMPLE_TRUNCATED", 0),
            settings.share("SAMPLE_DRIPS", 0),
            settings.share("SAMPLE_INVALID_JSON", 0),
            settings.share("SAMPLE_HTML", 0));
    var config =
        SampleConfig.defaults()
            .withPort(settings.integer("SAMPLE_PORT", 0, 0, 65_535))
            .withLatencyMs(settings.integer("SAMPLE_LATENCY_MS", 100, 0, 60_000))
            .withDocuments(settings.integer("SAMPLE_DOCUMENTS", 151, 1, 100_000))
            .withDocumentKb(settings.integer("SAMPLE_DOCUMENT_KB", 80, 40, 500))
            .withMaxAgeS(settings.integer("SAMPLE_MAX_AGE_S", 86_400, 0, Integer.MAX_VALUE))
            .withFaults(faults)
            .withRate(settings.integer("SAMPLE_RATE", 0, 0, 1_000_000))
            .withAtOnce(settings.integer("SAMPLE_AT_ONCE", 0, 0, 1_000_000));
    var folder = settings.text("SAMPLE_DATA", "");
    try {
      return folder.isEmpty() ? config : config.withData(new DataFolder(Path.of(folder)));
    } catch (IllegalArgumentException refused) {
      settings.fault("SAMPLE_DATA", "must be a folder that holds api/v2, not " + folder);
      return config;
    }
  }

  private static String upstream(Settings settings) {
    var url = settings.text("POKEAPI_URL", PokeApi.BASE);
    return url.equals(SAMPLE) ? SAMPLE : url(settings, "POKEAPI_URL", url, ", or sample");
  }

  /** The sample upstream has sprites of its own. */
  private static String sprites(Settings settings) {
    var url = settings.text("SPRITES_URL", PokeApi.SPRITES);
    var onSample = settings.text("POKEAPI_URL", PokeApi.BASE).equals(SAMPLE);
    return onSample && url.equals(PokeApi.SPRITES) ? SAMPLE : url(settings, "SPRITES_URL", url, "");
  }

  private static String url(Settings settings, String name, String url, String or) {
    try {
      return Upstream.of(url).toString();
    } catch (IllegalArgumentException refused) {
      settings.fault(name, "must be a http or https URL" + or + ": " + refused.getMessage());
      return SAMPLE;
    }
  }
}
