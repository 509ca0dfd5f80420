package dev.pokebatch.fetcher.guard;

import java.time.Duration;

/**
 * How one process protects the upstream. Ranges are checked where the settings are read.
 *
 * @param tries maximum number of attempts for a document, including the first
 * @param rate maximum requests a second of all processes together; 0 for no limit
 * @param burst maximum requests of all processes at once after a pause
 * @param failureRate percentage of failed requests at which the circuit opens
 * @param slow duration from which a request counts as slow
 * @param open how long the circuit stays open
 */
public record GuardConfig(
    int tries, int rate, int burst, int failureRate, Duration slow, Duration open) {}
