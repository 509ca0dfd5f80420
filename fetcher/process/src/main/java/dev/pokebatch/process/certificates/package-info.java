/**
 * The command {@code certificates}, which makes a certificate authority and certificates for a
 * cluster. The only package that uses Bouncy Castle. May import no other package of the project.
 */
@NullMarked
package dev.pokebatch.process.certificates;

import org.jspecify.annotations.NullMarked;
