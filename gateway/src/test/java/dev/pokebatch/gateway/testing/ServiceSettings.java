package dev.pokebatch.gateway.testing;

import dev.pokebatch.fetcher.launch.FetcherMain;
import dev.pokebatch.gateway.launch.GatewayMain;
import dev.pokebatch.process.launch.Management;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import dev.pokebatch.process.trace.TraceConfig;
import java.util.Map;

/** Reads all settings of a process without starting it. */
public final class ServiceSettings {

  private ServiceSettings() {}

  /** Reads the settings of a process that has the heap of this one. */
  public static Settings read(String service, Map<String, String> environment) {
    return read(service, environment, Runtime.getRuntime().maxMemory());
  }

  /**
   * Reads the settings of a process. They contain the faults of the environment.
   *
   * @param service {@code gateway} or {@code fetcher}
   * @param heapBytes bytes of its heap
   */
  public static Settings read(String service, Map<String, String> environment, long heapBytes) {
    var settings = Settings.of(environment);
    var heap = new HeapBudget(settings, heapBytes);
    if (service.equals("gateway")) {
      GatewayMain.read(settings, heap);
    } else {
      FetcherMain.read(settings, heap);
    }
    Management.read(settings);
    TraceConfig.read(settings, service);
    settings.text("LOG_LEVEL", "INFO"); // logback.xml reads it
    heap.check();
    return settings;
  }
}
