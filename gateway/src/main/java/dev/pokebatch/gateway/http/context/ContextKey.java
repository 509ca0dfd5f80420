package dev.pokebatch.gateway.http.context;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * A typed entry of a {@link RoutingContext}, which by itself maps strings to objects of any type.
 *
 * @param <T> the type of the value
 */
public final class ContextKey<T> {

  private final String name;

  /**
   * Makes a key that differs from the keys of other owners.
   *
   * @param owner the class that puts the value
   * @param name which of the owner's values it is
   */
  public ContextKey(Class<?> owner, String name) {
    this.name = owner.getName() + "." + name;
  }

  /** Stores the value in the context of a request. */
  public void put(RoutingContext context, T value) {
    context.put(name, value);
  }

  /** Returns the value, or null if none has been stored. */
  public @Nullable T find(RoutingContext context) {
    return context.get(name);
  }

  /**
   * Returns the value.
   *
   * @throws IllegalStateException if none has been stored
   */
  public T get(RoutingContext context) {
    var value = find(context);
    if (value == null) {
      throw new IllegalStateException("the request has no " + name);
    }
    return value;
  }

  /** Removes the value, so that it can be collected before the request ends. */
  public void remove(RoutingContext context) {
    context.remove(name);
  }
}
