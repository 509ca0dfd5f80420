package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.TransportKind;

/**
 * What holds for all steps of a stream, with every default filled in.
 *
 * @param onError what becomes of the others when one of them has failed
 * @param concurrency how many documents may be in flight at once, at least 1
 * @param deadlineMs how long each may take from when it was read, in milliseconds, at least 1
 * @param view what to keep of a document where a step does not say
 * @param transport how fetchers get what they have to get
 * @param trace whether to say of each document what happened to it when
 * @param order in which they are answered
 */
public record StreamOptions(
    OnError onError,
    int concurrency,
    long deadlineMs,
    View view,
    TransportKind transport,
    boolean trace,
    Order order) {}
