package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.DocumentPath;

/**
 * A link in a text, to be replaced by the document that it names.
 *
 * @param from index of its first byte in the text
 * @param to index after its last byte
 * @param target the document that it names
 * @param path where it stands in the document: member names separated by dots, without array
 *     indexes
 */
public record Link(int from, int to, DocumentPath target, String path) {}
