package dev.pokebatch.gateway;

import dev.pokebatch.gateway.access.AccessConfig;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.browser.BrowserPolicy;
import dev.pokebatch.gateway.http.admission.ServerLimits;
import dev.pokebatch.gateway.http.log.LogFormat;
import dev.pokebatch.gateway.job.JobConfig;
import dev.pokebatch.gateway.quota.QuotaLimits;
import dev.pokebatch.process.tls.CertificateFiles;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a gateway process. Limits apply to all of its verticles together. Ranges are
 * checked where settings are read.
 *
 * @param host address to listen on
 * @param port to listen on, 0 for any free one
 * @param certificates certificate and key of HTTP over TLS; null for HTTP without TLS
 * @param instances gateway verticles, each with an event loop of its own
 * @param access who may use it
 * @param quotas what one client may have, unless its API key says otherwise
 * @param browsers what browsers may do
 * @param accessLog the format of the access log
 * @param slowBatch how long a batch may take before it is logged; 0 to log none
 * @param limits what one batch may ask for
 * @param serverLimits the limits of connections and requests
 * @param inFlight the most documents under way over all batches; the batches take turns for them
 * @param wholeAnswerBytes up to so many bytes a JSON answer is sent whole, with its length
 * @param answerMemory the most bytes of documents that are on their way from fetchers or wait for
 *     their turn or their client, over all batches
 * @param referenceMemory the most bytes that references read of documents, over all batches
 * @param responseMemory the most bytes of responses that are complete, or have ended, and that
 *     their clients have not read
 * @param spill the folder for temporary files of answers that memory has no room for
 * @param spillBytes the most bytes of those files
 * @param idleTimeout how long a connection may be silent while the gateway waits for its client to
 *     send or to read; a request that is being worked on does not count
 * @param notice how long it goes on accepting batches after it was asked to end, so that load
 *     balancers find out
 * @param collections the most batch requests that are stored under names
 * @param collectionBytes the most bytes that all of them may have together
 * @param jobs batches that are kept
 */
public record GatewayConfig(
    String host,
    int port,
    @Nullable CertificateFiles certificates,
    int instances,
    AccessConfig access,
    QuotaLimits quotas,
    BrowserPolicy browsers,
    LogFormat accessLog,
    Duration slowBatch,
    BatchLimits limits,
    ServerLimits serverLimits,
    int inFlight,
    int wholeAnswerBytes,
    long answerMemory,
    long referenceMemory,
    long responseMemory,
    Path spill,
    long spillBytes,
    Duration idleTimeout,
    Duration notice,
    int collections,
    long collectionBytes,
    JobConfig jobs) {}
