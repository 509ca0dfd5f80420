package dev.pokebatch.gateway;

import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.ReplySizes;
import dev.pokebatch.gateway.dispatch.TransferStats;
import dev.pokebatch.gateway.http.admission.ProcessPermits;
import dev.pokebatch.gateway.http.admission.RequestMemory;
import dev.pokebatch.gateway.job.KeysInProgress;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.spill.SpillFolder;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.process.memory.MemoryPool;
import io.vertx.core.Vertx;
import java.util.concurrent.Semaphore;

/**
 * What the gateway verticles of a process have in common. Each part is safe for any thread, and
 * each bound is the whole process's: one verticle can use what the others do not.
 *
 * @param transfers what the process has seen of the upstream
 * @param database of jobs and collections
 * @param keysInProgress of requests that are being accepted
 * @param places for what may go on at once
 * @param requests the memory for bodies of requests
 * @param inFlight bounds the documents in flight of all batches
 * @param sizes how large documents have been of late
 * @param memory bounds the bytes of answers
 * @param spill has what memory has no room for
 * @param jobs one slot for each job that may run at once
 * @param jobsInFlight bounds the documents in flight of all jobs
 * @param fetchers says when there is no fetcher any more, and when there is one again
 */
public record ProcessResources(
    TransferStats transfers,
    Database database,
    KeysInProgress keysInProgress,
    ProcessPermits places,
    RequestMemory requests,
    InFlightLimit inFlight,
    ReplySizes sizes,
    AnswerMemory memory,
    SpillFolder spill,
    Semaphore jobs,
    InFlightLimit jobsInFlight,
    FetcherAvailabilityLog fetchers) {

  /** What the verticles of a process with this configuration share. */
  public static ProcessResources of(Vertx vertx, GatewayConfig config, Database database) {
    return new ProcessResources(
        new TransferStats(),
        database,
        new KeysInProgress(),
        ProcessPermits.of(config.intake().connections(), config.intake().concurrency()),
        new RequestMemory(new MemoryPool("requests", config.intake().requestBytes())),
        new InFlightLimit(config.inFlight()),
        new ReplySizes(),
        new AnswerMemory(
            config.answerMemory(),
            config.intake().concurrency().answers(),
            config.referenceMemory()),
        new SpillFolder(vertx, config.spill(), config.spillBytes()),
        new Semaphore(config.jobs().running()),
        new InFlightLimit(config.jobs().inFlight()),
        new FetcherAvailabilityLog());
  }
}
