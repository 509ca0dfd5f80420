package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What jobs may take. Ranges are checked where settings are read.
 *
 * @param database where they are kept; null where nobody said, and then there are none
 * @param limits what one of them may ask for
 * @param running the most that this process runs at once; the others wait, the oldest first
 * @param inFlight the most documents that jobs have under way, all together: few enough that a
 *     batch for which somebody waits does not notice them
 * @param queued the most that may wait; more are refused
 * @param lease for how long a job belongs to who runs it without a sign of life: as long it stands
 *     still where its gateway was killed
 * @param kept how long results are kept after the end, and a client's {@code Idempotency-Key} after
 *     its use
 * @param remembered how long it is known after that that there was such a job
 * @param jobBytes bytes of documents that one job may have, before compression; with more it fails
 * @param allBytes bytes that all jobs may have as they are stored; while there are more, none is
 *     accepted, and those that run fail
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
