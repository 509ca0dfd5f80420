package dev.pokebatch.fetcher.guard;

import java.time.Duration;

/**
 * How the upstream is spared by one process. Ranges are checked where settings are read.
 *
 * @param tries how often the upstream is asked for a document at most, the first time included
 * @param rate requests a second to the upstream, of all processes together; 0 is any number
 * @param burst requests of all processes that may go at once where there were none before
 * @param failureRate percentage of requests that fail at which the upstream is left alone
 * @param slow how long a request takes that counts as slow
 * @param open how long the upstream is left alone
 */
public record GuardConfig(
    int tries, int rate, int burst, int failureRate, Duration slow, Duration open) {}
