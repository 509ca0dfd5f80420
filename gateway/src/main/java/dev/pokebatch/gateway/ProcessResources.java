package dev.pokebatch.gateway;

import dev.pokebatch.gateway.access.KeyRing;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.ReplySizes;
import dev.pokebatch.gateway.dispatch.TransferStats;
import dev.pokebatch.gateway.http.admission.ProcessPermits;
import dev.pokebatch.gateway.http.admission.RequestMemory;
import dev.pokebatch.gateway.http.connection.Listener;
import dev.pokebatch.gateway.http.reference.EventLoops;
import dev.pokebatch.gateway.job.JobClaims;
import dev.pokebatch.gateway.job.JobPolls;
import dev.pokebatch.gateway.job.KeysInProgress;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.metrics.GatewayMeters;
import dev.pokebatch.gateway.quota.QuotaAccounts;
import dev.pokebatch.gateway.spill.SpillFolder;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.metrics.Metrics;
import dev.pokebatch.process.tls.Certificates;
import dev.pokebatch.process.tls.InvalidCertificates;
import dev.pokebatch.process.trace.Tracing;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits, memory pools and database that all gateway verticles of a process share. Every
 * component is thread-safe, and each limit applies to the whole process: one verticle can use what
 * the others leave.
 *
 * @param keys the API keys that are valid now
 * @param quotas what clients have used of their quotas
 * @param transfers measured transfers of the upstream
 * @param database database of jobs and collections
 * @param keysInProgress idempotency keys of requests that are being accepted
 * @param listener the socket for HTTP
 * @param permits for connections and concurrent requests
 * @param requests memory pool of request bodies
 * @param inFlight limit of the documents in flight for all batches
 * @param sizes recent sizes of documents, by kind
 * @param memory memory pool of answers
 * @param spill temporary files of answers that exceed the memory
 * @param jobClaims claims jobs, up to the number that may run at once
 * @param jobPolls when to look for jobs
 * @param jobsInFlight limit of the documents in flight for all jobs
 * @param fetchers logs when no fetcher is available
 * @param eventLoops those of the gateway verticles
 * @param meters what the verticles record for the metrics
 * @param tracing the traces of the process
 * @param certificates for HTTP over TLS, when the process started; null for HTTP without TLS
 */
public record ProcessResources(
    KeyRing keys,
    QuotaAccounts quotas,
    TransferStats transfers,
    Database database,
    KeysInProgress keysInProgress,
    Listener listener,
    ProcessPermits permits,
    RequestMemory requests,
    InFlightLimit inFlight,
    ReplySizes sizes,
    AnswerMemory memory,
    SpillFolder spill,
    JobClaims jobClaims,
    JobPolls jobPolls,
    InFlightLimit jobsInFlight,
    FetcherAvailabilityLog fetchers,
    EventLoops eventLoops,
    GatewayMeters meters,
    Tracing tracing,
    @Nullable Certificates certificates) {

  /**
   * Creates the shared resources of a process with this configuration, and exports them to its
   * metrics. Blocks while it reads certificates.
   *
   * @throws InvalidCertificates if it cannot use them
   */
  public static ProcessResources of(
      Vertx vertx, GatewayConfig config, Database database, Metrics metrics) {
    return of(vertx, config, database, metrics, Tracing.OFF, System::nanoTime);
  }

  /**
   * Does so with traces, and with another clock for quotas.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public static ProcessResources of(
      Vertx vertx,
      GatewayConfig config,
      Database database,
      Metrics metrics,
      Tracing tracing,
      LongSupplier nanoTime) {
    var certificates = config.certificates() == null ? null : config.certificates().load();
    var shared =
        new ProcessResources(
            new KeyRing(config.access().keysOfFile(), config.jobs().database() != null),
            new QuotaAccounts(config.quotas(), nanoTime),
            new TransferStats(),
            database,
            new KeysInProgress(),
            new Listener(),
            ProcessPermits.of(
                config.serverLimits().connections(), config.serverLimits().concurrency()),
            new RequestMemory(new MemoryPool("requests", config.serverLimits().requestBytes())),
            new InFlightLimit(config.inFlight()),
            new ReplySizes(),
            new AnswerMemory(
                config.answerMemory(),
                config.serverLimits().concurrency().answers(),
                config.referenceMemory(),
                config.responseMemory()),
            new SpillFolder(vertx, config.spill(), config.spillBytes()),
            new JobClaims(database, config.jobs().lease(), config.jobs().running()),
            new JobPolls(System::nanoTime),
            new InFlightLimit(config.jobs().inFlight()),
            new FetcherAvailabilityLog(),
            new EventLoops(),
            GatewayMeters.of(metrics, config.slowBatch()),
            tracing,
            certificates);
    GatewayGauges.register(metrics, shared, config.jobs().database() != null);
    return shared;
  }
}
