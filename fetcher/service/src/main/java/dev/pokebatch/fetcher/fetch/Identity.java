package dev.pokebatch.fetcher.fetch;

/**
 * The two keys of a document that has both, as they stand in it.
 *
 * @param id digits
 * @param name a key that is no id
 */
public record Identity(String id, String name) {}
