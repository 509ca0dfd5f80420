package dev.pokebatch.gateway.quota;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The quotas of a client.
 *
 * @param values the maximum of each quota; 0 for no limit. An absent quota is not set, which is no
 *     limit either, unless other quotas set it
 */
public record QuotaLimits(Map<Quota, Long> values) {

  /** Sets no quota. */
  public static final QuotaLimits NONE = new QuotaLimits(Map.of());

  /** Copies the values. */
  public QuotaLimits {
    var copy = new EnumMap<Quota, Long>(Quota.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Returns the maximum of a quota; 0 for no limit. */
  public long of(Quota quota) {
    return values.getOrDefault(quota, 0L);
  }

  /** Returns whether nothing is limited. */
  public boolean isUnlimited() {
    return values.isEmpty() || values.values().stream().allMatch(value -> value == 0);
  }

  /** Returns these quotas, except those that the others set. */
  public QuotaLimits with(QuotaLimits others) {
    if (others.values.isEmpty()) {
      return this;
    }
    var all = new EnumMap<Quota, Long>(Quota.class);
    all.putAll(values);
    all.putAll(others.values);
    return new QuotaLimits(all);
  }

  /** Returns the quotas that are set, by their names. */
  public JsonObject toJson() {
    var json = new JsonObject();
    values.forEach((quota, value) -> json.put(quota.word(), value));
    return json;
  }

  /** Reads what {@link #toJson} has returned; ignores quotas that are not known. */
  public static QuotaLimits of(JsonObject json) {
    var values = new EnumMap<Quota, Long>(Quota.class);
    for (var quota : Quota.values()) {
      var value = json.getLong(quota.word());
      if (value != null) {
        values.put(quota, value);
      }
    }
    return new QuotaLimits(values);
  }
}
