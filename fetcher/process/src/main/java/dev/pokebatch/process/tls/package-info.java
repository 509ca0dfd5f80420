/**
 * Certificates and keys from PEM files, which may be replaced while the process runs. May import
 * {@code settings} and {@code offload}.
 */
@NullMarked
package dev.pokebatch.process.tls;

import org.jspecify.annotations.NullMarked;
