package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.TransportKind;

/**
 * The options of a stream of steps, with all defaults filled in.
 *
 * @param onError whether a failed line stops the stream
 * @param concurrency how many documents may be in flight at the same time, at least 1
 * @param deadlineMs how long each line may take after it was read, in milliseconds, at least 1
 * @param view which parts of a document to return, for steps that do not say
 * @param transport how fetchers call the upstream
 * @param trace whether the answer has the timing of each document
 * @param order the order of results in the answer
 */
public record StreamOptions(
    OnError onError,
    int concurrency,
    long deadlineMs,
    View view,
    TransportKind transport,
    boolean trace,
    Order order) {}
