package dev.pokebatch.fetcher.guard;

/**
 * How the upstream is spared by one process. Ranges are checked where settings are read.
 *
 * @param tries how often the upstream is asked for a document at most, the first time included
 */
public record GuardConfig(int tries) {}
