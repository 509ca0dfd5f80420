/**
 * Runs batches: {@code BatchRun} and {@code StreamRun} run steps, {@code Pump} decides when a
 * document is fetched, and {@code Reference*} evaluates references. May import {@code plan}, {@code
 * batch}, {@code dispatch}, {@code memory}, {@code quota}, {@code problem} and the fetcher's client
 * and contract. Results go to a {@code ResultSink}, which {@code answer} and {@code job} implement.
 */
@NullMarked
package dev.pokebatch.gateway.run;

import org.jspecify.annotations.NullMarked;
