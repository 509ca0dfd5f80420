/**
 * Who a client is: what fair shares and bounds are counted by. Imports nothing of ours; the HTTP
 * edge asks it, and everything that shares something out takes the name that it gives.
 */
@NullMarked
package dev.pokebatch.gateway.client;

import org.jspecify.annotations.NullMarked;
