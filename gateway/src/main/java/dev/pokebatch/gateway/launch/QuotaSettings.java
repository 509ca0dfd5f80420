package dev.pokebatch.gateway.launch;

import dev.pokebatch.gateway.quota.Quota;
import dev.pokebatch.gateway.quota.QuotaLimits;
import dev.pokebatch.process.settings.Settings;
import java.util.EnumMap;
import java.util.Map;

/** Reads what one client may have. */
final class QuotaSettings {

  private final Settings settings;
  private final Map<Quota, Long> values = new EnumMap<>(Quota.class);

  private QuotaSettings(Settings settings) {
    this.settings = settings;
  }

  /** Reads each quota; by default there are none. */
  static QuotaLimits of(Settings settings) {
    var quotas = new QuotaSettings(settings);
    quotas.read(Quota.REQUESTS_PER_SECOND, "QUOTA_REQUESTS_PER_SECOND");
    quotas.read(Quota.REQUEST_BURST, "QUOTA_REQUEST_BURST");
    quotas.read(Quota.BATCHES, "QUOTA_BATCHES");
    quotas.read(Quota.STREAMS, "QUOTA_STREAMS");
    quotas.read(Quota.DOCUMENTS_PER_MINUTE, "QUOTA_DOCUMENTS_PER_MINUTE");
    quotas.read(Quota.WORK_PER_MINUTE, "QUOTA_WORK_PER_MINUTE");
    quotas.read(Quota.BYTES_PER_DAY, "QUOTA_BYTES_PER_DAY");
    quotas.read(Quota.JOB_BYTES, "QUOTA_JOB_BYTES");
    quotas.read(Quota.COLLECTIONS, "QUOTA_COLLECTIONS");
    return new QuotaLimits(quotas.values);
  }

  private void read(Quota quota, String name) {
    var value = settings.number(name, 0, 0, quota.max());
    if (value > 0) {
      values.put(quota, value);
    }
  }
}
