package dev.pokebatch.process.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.lang.management.ManagementFactory;
import java.util.Objects;

/** What every JVM has: memory, garbage collection, threads, processor time, and its version. */
final class JvmMeters {

  private JvmMeters() {}

  /** The garbage collector's listener lives as long as the process, so it is never closed. */
  @SuppressWarnings("resource")
  static void register(Metrics metrics) {
    var registry = metrics.registry();
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, bean -> bean.getProcessCpuTime() / 1e9)
          .baseUnit("seconds")
          .description("The CPU time of the process.")
          .register(registry);
    }
    metrics.gauge(
        "pokebatch.build.info",
        "",
        "The versions of the program and of the JVM; always 1.",
        () -> 1,
        "version",
        Objects.requireNonNullElse(
            JvmMeters.class.getPackage().getImplementationVersion(), "unknown"),
        "java",
        System.getProperty("java.version"));
  }
}
