package dev.pokebatch.fetcher.guard;

import java.time.Duration;

/**
 * How the upstream is spared by one process. Ranges are checked where settings are read.
 *
 * @param tries how often the upstream is asked for a document at most, the first time included
 * @param failureRate percentage of requests that fail at which the upstream is left alone
 * @param slow how long a request takes that counts as slow
 * @param open how long the upstream is left alone
 */
public record GuardConfig(int tries, int failureRate, Duration slow, Duration open) {}
