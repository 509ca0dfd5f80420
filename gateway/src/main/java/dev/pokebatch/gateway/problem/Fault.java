package dev.pokebatch.gateway.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with a request's body.
 *
 * @param pointer where: a JSON pointer (RFC 6901); for a missing member, where it should be
 * @param detail what: one clause for a person
 */
public record Fault(String pointer, String detail) {

  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("pointer", pointer);
    map.put("detail", detail);
    return Collections.unmodifiableMap(map);
  }
}
