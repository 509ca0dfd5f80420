package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.DocumentPath;

/**
 * A link in a text, to be replaced by what it names.
 *
 * @param from where it begins in the text's bytes
 * @param to the place after its end
 * @param target what it names
 * @param path where it stands in the document: names with dots between, arrays left out
 */
public record Link(int from, int to, DocumentPath target, String path) {}
