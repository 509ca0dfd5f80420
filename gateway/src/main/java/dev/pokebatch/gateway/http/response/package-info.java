/**
 * How an HTTP response is written, whatever it is about: complete bodies, results of asynchronous
 * calls, request ids, and problems, which only {@code ProblemHandler} writes. May import {@code
 * problem}.
 */
@NullMarked
package dev.pokebatch.gateway.http.response;

import org.jspecify.annotations.NullMarked;
