package dev.pokebatch.fetcher.disk;

import java.nio.file.Path;

/**
 * Where documents are kept, and how many.
 *
 * @param folder the folder; several processes may share it, each then has a file of its own there
 * @param maxBytes the most bytes of documents, as the upstream encoded them; 0 keeps none
 */
public record DiskConfig(Path folder, long maxBytes) {}
