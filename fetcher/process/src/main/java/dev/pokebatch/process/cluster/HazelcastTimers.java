package dev.pokebatch.process.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.spi.impl.executionservice.impl.ExecutionServiceImpl;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Hazelcast from waking for work that nobody here needs, so that a member at rest costs next
 * to nothing. What finds lost members is not touched.
 */
final class HazelcastTimers {

  private static final Logger LOG = LoggerFactory.getLogger(HazelcastTimers.class);

  /**
   * Ten times a second, two threads look whether a future that is not Hazelcast's own has
   * completed. Only distributed executors make such futures, and the event bus uses none.
   */
  private static final String UNUSED = "CompletableFutureTask";

  /** A task is not in the queue for some microseconds while it runs. */
  private static final int TRIES = 100;

  private HazelcastTimers() {}

  /** Turns off what can be configured: Hazelcast's own metrics, and its watching of itself. */
  static void configure(Config config) {
    config.getMetricsConfig().setEnabled(false);
    // How often counters are replicated, of which there are none.
    config
        .getCRDTReplicationConfig()
        .setReplicationPeriodMillis((int) Duration.ofDays(1).toMillis());
    config
        .setProperty("hazelcast.health.monitoring.level", "OFF")
        .setProperty("hazelcast.slow.operation.detector.enabled", "false");
  }

  /** Ends the unused task of a member, for which Hazelcast has no setting. */
  static void quieten(HazelcastInstance member) {
    try {
      var timers = timers(((HazelcastInstanceProxy) member).getOriginal());
      for (var i = 0; i < TRIES; i++) {
        if (timers.getQueue().removeIf(task -> task.toString().contains(UNUSED))) {
          return;
        }
        Thread.sleep(1);
      }
      LOG.debug("Hazelcast has no task {}", UNUSED);
    } catch (ReflectiveOperationException | ClassCastException changed) {
      LOG.debug("Hazelcast keeps its timers elsewhere", changed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the timers of a member. */
  static ScheduledThreadPoolExecutor timers(HazelcastInstanceImpl member)
      throws ReflectiveOperationException {
    var field = ExecutionServiceImpl.class.getDeclaredField("scheduledExecutorService");
    field.setAccessible(true);
    return (ScheduledThreadPoolExecutor)
        field.get(member.node.getNodeEngine().getExecutionService());
  }
}
