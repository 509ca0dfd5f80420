/**
 * The log of a process: its formats, the request that a line belongs to, repeated lines, and levels
 * that change while it runs. May import {@code health}, whose server answers for {@link
 * dev.pokebatch.process.log.LoggersHandler}; {@code logback.xml} names its classes.
 */
@NullMarked
package dev.pokebatch.process.log;

import org.jspecify.annotations.NullMarked;
