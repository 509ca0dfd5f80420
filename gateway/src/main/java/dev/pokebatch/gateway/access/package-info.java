/**
 * Who may use the gateway: API keys, their scopes, what is anonymous, and who owns what. May import
 * {@code batch} for its JSON reader, {@code store}, {@code quota}, {@code problem} and {@code
 * process.digest}; {@code http} authenticates each request and checks the access of each route,
 * {@code job} and {@code collection} check owners.
 */
@NullMarked
package dev.pokebatch.gateway.access;

import org.jspecify.annotations.NullMarked;
