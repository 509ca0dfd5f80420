/**
 * Proves the manifests in {@code k8s} without a cluster: their schemas, what refers to what, and
 * what the program makes of the settings. Every rule has a mutation that it must find.
 */
@NullMarked
package dev.pokebatch.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
