package dev.pokebatch.gateway.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One fault of a request, an entry of the problem's {@code errors}.
 *
 * @param kind the name of the member that says where the fault is: {@code pointer} or {@code
 *     parameter}
 * @param place the value of that member: a JSON pointer, or a parameter's name
 * @param detail one clause for people, whose subject is the place, such as "must be a string"
 */
public record RequestFault(String kind, String place, String detail) {

  /**
   * Returns a fault of the body.
   *
   * @param pointer a JSON pointer (RFC 6901); for a missing member, the place where it should be
   */
  public static RequestFault inBody(String pointer, String detail) {
    return new RequestFault("pointer", pointer, detail);
  }

  /**
   * Returns a fault of the URL.
   *
   * @param name the name of a path or query parameter
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
