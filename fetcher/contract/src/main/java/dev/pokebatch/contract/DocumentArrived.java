package dev.pokebatch.contract;

/**
 * Tells a caller that the document it asked for is there, and that its links are being followed
 * from now on: the reply comes when that is done.
 *
 * @param number which of the caller's calls
 */
public record DocumentArrived(long number) {}
