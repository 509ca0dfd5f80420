package dev.pokebatch.fetcher.disk;

import java.nio.file.Path;

/**
 * The disk cache.
 *
 * @param folder the folder; processes may share it, since each takes a file of its own
 * @param maxBytes maximum size of the documents, in bytes as compressed; 0 disables the disk cache
 */
public record DiskConfig(Path folder, long maxBytes) {}
