package dev.pokebatch.gateway.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with a request.
 *
 * @param kind what the place is: a {@code pointer} or a {@code parameter}
 * @param place where: see {@link #inBody} and {@link #ofParameter}
 * @param detail what: one clause for a person, whose subject is the place
 */
public record RequestFault(String kind, String place, String detail) {

  /**
   * Of the body.
   *
   * @param pointer a JSON pointer (RFC 6901); for a missing member, where it should be
   */
  public static RequestFault inBody(String pointer, String detail) {
    return new RequestFault("pointer", pointer, detail);
  }

  /**
   * Of what stands in the URL.
   *
   * @param name of a parameter of the path or of the query
   */
  public static RequestFault ofParameter(String name, String detail) {
    return new RequestFault("parameter", name, detail);
  }

  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put(kind, place);
    map.put("detail", detail);
    return Collections.unmodifiableMap(map);
  }
}
