package dev.pokebatch.fetcher.fetch;

/**
 * The two keys of a document that has both.
 *
 * @param id digits
 * @param name a key that is not an id
 */
public record Identity(String id, String name) {}
