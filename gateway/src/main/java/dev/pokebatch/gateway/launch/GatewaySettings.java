package dev.pokebatch.gateway.launch;

import dev.pokebatch.contract.PokeApi;
import dev.pokebatch.gateway.GatewayConfig;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.http.log.LogFormat;
import dev.pokebatch.gateway.job.JobConfig;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.store.engine.DatabaseLocation;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import dev.pokebatch.process.tls.CertificateFiles;
import org.jspecify.annotations.Nullable;

/** Reads the settings of a gateway. Names, defaults and ranges are declared here. */
public final class GatewaySettings {

  private static final int MANY = 1_000_000;
  private static final long MIB = 1 << 20;
  private static final long DAY_MS = 86_400_000;
  private static final long JOBS_BYTES = 10L << 30;

  private GatewaySettings() {}

  /** Reads the configuration of a gateway without fetchers in its process. */
  public static GatewayConfig gateway(Settings settings) {
    var heap = HeapBudget.ofProcess(settings);
    var config = gateway(settings, heap, heap.heap());
    heap.check();
    return config;
  }

  /**
   * Reads the configuration of a gateway.
   *
   * @param heap the budget that its memory pools are added to
   * @param part bytes of the heap that the gateway may use, from which sizes follow that are not
   *     set
   */
  static GatewayConfig gateway(Settings settings, HeapBudget heap, long part) {
    var cores = Runtime.getRuntime().availableProcessors();
    var limits = limits(settings);
    var idle =
        settings.millis("HTTP_IDLE_TIMEOUT_MS", limits.maxDeadlineMs() + 30_000, 1_000, 7_200_000);
    var answers = AnswerSettings.of(settings, heap, part);
    var host = settings.text("HTTP_HOST", "127.0.0.1");
    var access = AccessSettings.of(settings, host);
    return new GatewayConfig(
        host,
        settings.integer("HTTP_PORT", 8080, 0, 65_535),
        CertificateFiles.read(settings, "HTTP_CERT_FILE", "HTTP_KEY_FILE"),
        settings.integer("GATEWAY_INSTANCES", cores, 1, 256),
        access,
        QuotaSettings.of(settings),
        BrowserSettings.of(settings, host, access.anonymous()),
        accessLog(settings),
        settings.millis("SLOW_BATCH_MS", 10_000, 0, DAY_MS),
        limits,
        RequestSettings.of(settings, heap, part, limits.bodyBytes(), idle),
        settings.integer("MAX_IN_FLIGHT", 1_024, 1, MANY),
        settings.integer("ANSWER_WHOLE_BYTES", (int) MIB, 0, (int) (64 * MIB)),
        answers.memoryBytes(),
        answers.referenceBytes(),
        answers.responseBytes(),
        answers.spill(),
        answers.spillBytes(),
        idle,
        settings.millis("SHUTDOWN_NOTICE_MS", 1_000, 0, 3_600_000),
        settings.integer("MAX_COLLECTIONS", 1_000, 1, MANY),
        settings.number("MAX_COLLECTION_BYTES", 64 * MIB, 1, 1L << 50),
        jobs(settings, limits));
  }

  private static LogFormat accessLog(Settings settings) {
    var word = settings.text("ACCESS_LOG", LogFormat.NONE.word());
    for (var format : LogFormat.values()) {
      if (format.word().equals(word)) {
        return format;
      }
    }
    settings.fault("ACCESS_LOG", "must be none, json or combined, not " + word);
    return LogFormat.NONE;
  }

  private static JobConfig jobs(Settings settings, BatchLimits limits) {
    var database = database(settings);
    return new JobConfig(
        database,
        limits.ofJobs(
            settings.integer("LIMIT_JOB_DOCUMENTS", 50_000, 1, MANY),
            settings.number("LIMIT_JOB_DEADLINE_MS", 3_600_000, 1, 7 * DAY_MS)),
        settings.integer("MAX_JOBS", 4, 1, 1_000),
        settings.integer("MAX_JOBS_IN_FLIGHT", 96, 1, MANY),
        settings.integer("MAX_QUEUED_JOBS", 1_000, 1, MANY),
        settings.millis("JOB_LEASE_MS", 10_000, 500, 3_600_000),
        settings.millis("JOB_KEPT_MS", DAY_MS, 1, 365 * DAY_MS),
        settings.millis("JOB_REMEMBERED_MS", 7 * DAY_MS, 0, 365 * DAY_MS),
        settings.number("LIMIT_JOB_BYTES", 1_024 * MIB, 1, 1L << 50),
        settings.number(
            "JOBS_MAX_BYTES", database == null ? JOBS_BYTES : room(database), 1, 1L << 50));
  }

  /**
   * Returns the default of {@code JOBS_MAX_BYTES}: nine tenths of the free space on the disk of an
   * embedded database, at most 10 GiB.
   */
  private static long room(DatabaseConfig database) {
    if (!(database.location() instanceof DatabaseLocation.Sqlite sqlite)) {
      return JOBS_BYTES;
    }
    var file = sqlite.file().toAbsolutePath().toFile();
    var place = file;
    while (place != null && !place.exists()) {
      place = place.getParentFile();
    }
    var free = place == null ? 0 : place.getUsableSpace();
    return free == 0 ? JOBS_BYTES : Math.min(JOBS_BYTES, (free + file.length()) / 10 * 9);
  }

  private static @Nullable DatabaseConfig database(Settings settings) {
    var url = settings.secret("DATABASE_URL");
    var password = settings.secret("DATABASE_PASSWORD");
    var folder = settings.folder("DATA_DIR");
    try {
      if (!url.isEmpty()) {
        return DatabaseConfig.postgres(url, password);
      }
    } catch (IllegalArgumentException none) {
      settings.fault("DATABASE_URL", "is invalid: " + none.getMessage());
    }
    return folder == null ? null : DatabaseConfig.embedded(folder);
  }

  /** Whether the fetchers of this process use the sample upstream, which requests cannot harm. */
  private static boolean hasSample(Settings settings) {
    return !settings.flag("CLUSTER", false)
        && settings.text("POKEAPI_URL", PokeApi.BASE).equals("sample");
  }

  private static BatchLimits limits(Settings settings) {
    var usual = BatchLimits.defaults();
    var concurrency = settings.integer("LIMIT_CONCURRENCY", usual.maxConcurrency(), 1, 10_000);
    var deadline = settings.number("LIMIT_DEADLINE_MS", usual.maxDeadlineMs(), 1, 3_600_000);
    return usual.toBuilder()
        .steps(settings.integer("LIMIT_STEPS", usual.steps(), 1, MANY))
        .nesting(settings.integer("LIMIT_NESTING", usual.nesting(), 1, 20))
        .documents(settings.integer("LIMIT_DOCUMENTS", usual.documents(), 1, MANY))
        .fanOut(settings.integer("LIMIT_FAN_OUT", usual.fanOut(), 1, MANY))
        .expandDepth(settings.integer("LIMIT_EXPAND_DEPTH", usual.expandDepth(), 1, 16))
        .referenceBytes(
            settings.integer(
                "LIMIT_REFERENCE_BYTES", usual.referenceBytes(), 1_024, (int) (64 * MIB)))
        .referenceWork(
            settings.number("LIMIT_REFERENCE_WORK", usual.referenceWork(), 1_000, 1L << 40))
        .batchShapeWork(
            settings.number("LIMIT_BATCH_SHAPE_WORK", usual.batchShapeWork(), 1_000, 1L << 40))
        .csvColumns(settings.integer("LIMIT_CSV_COLUMNS", usual.csvColumns(), 1, MANY))
        .bodyBytes(settings.integer("LIMIT_BODY_BYTES", usual.bodyBytes(), 1_024, (int) (64 * MIB)))
        .lineBytes(settings.integer("LIMIT_LINE_BYTES", usual.lineBytes(), 1_024, (int) (16 * MIB)))
        .maxConcurrency(concurrency)
        .defaultConcurrency(
            Math.min(
                concurrency,
                settings.integer("DEFAULT_CONCURRENCY", usual.defaultConcurrency(), 1, 10_000)))
        .maxDeadlineMs(deadline)
        .defaultDeadlineMs(
            Math.min(
                deadline,
                settings.number("DEFAULT_DEADLINE_MS", usual.defaultDeadlineMs(), 1, 3_600_000)))
        .answerBytes(settings.number("LIMIT_ANSWER_BYTES", usual.answerBytes(), 1_024, 1L << 40))
        .cacheReload(settings.flag("CACHE_RELOAD", hasSample(settings)))
        .build();
  }
}
