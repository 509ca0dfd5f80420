package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of jobs. Ranges are checked where settings are read.
 *
 * @param database where jobs are stored; null if none is configured, and then there are no jobs
 * @param limits limits of one request
 * @param running maximum number of jobs that this process runs at once; the others wait, the oldest
 *     first
 * @param inFlight maximum number of documents in flight for all jobs together: so few that they do
 *     not slow down a batch whose client waits
 * @param queued maximum number of queued jobs; more are refused
 * @param lease how long a gateway owns a job after it last renewed its claim: a job of a killed
 *     gateway is resumed after this time
 * @param kept how long results are kept after the end, and a client's {@code Idempotency-Key} after
 *     its use
 * @param remembered how long an expired job is answered with {@code job-expired}
 * @param jobBytes maximum number of bytes of a job's documents, before compression; a job with more
 *     fails
 * @param allBytes maximum number of bytes of all jobs in the store; above it no job is accepted,
 *     and running jobs fail
 */
public record JobConfig(
    @Nullable DatabaseConfig database,
    BatchLimits limits,
    int running,
    int inFlight,
    int queued,
    Duration lease,
    Duration kept,
    Duration remembered,
    long jobBytes,
    long allBytes) {}
