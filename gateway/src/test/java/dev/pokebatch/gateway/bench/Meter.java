package dev.pokebatch.gateway.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.pokebatch.gateway.bench.Bench.Measure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads another JVM's CPU time and peak heap from its own management beans. */
@SuppressWarnings("BanJNDI") // our own child process, over its own local agent
final class Meter implements AutoCloseable {

  private final JMXConnector connector;
  private final OperatingSystemMXBean system;
  private final List<MemoryPoolMXBean> heap;
  private long cpuAtBegin;

  Meter(long pid) throws IOException {
    try {
      var machine = VirtualMachine.attach(String.valueOf(pid));
      connector =
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      machine.detach();
    } catch (AttachNotSupportedException failed) {
      throw new IOException(failed);
    }
    var beans = connector.getMBeanServerConnection();
    system = ManagementFactory.getPlatformMXBean(beans, OperatingSystemMXBean.class);
    heap =
        ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class).stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
  }

  void begin() {
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    cpuAtBegin = system.getProcessCpuTime();
  }

  Measure end(double wallSeconds) {
    var cpu = (system.getProcessCpuTime() - cpuAtBegin) / 1e9;
    var peak = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    return new Measure(wallSeconds, cpu, peak / 1048576.0);
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
