package dev.pokebatch.process.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import org.junit.jupiter.api.Test;

/** What Hazelcast does periodically in a member at rest. */
class HazelcastTimersTest {

  @Test
  void whatNobodyNeedsDoesNotRun() throws ReflectiveOperationException {
    MaskingLoggerFactory.install();
    var config = new Config();
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.getJetConfig().setEnabled(false);
    config.getNetworkConfig().setPort(0).getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    HazelcastTimers.configure(config);
    var member = Hazelcast.newHazelcastInstance(config);
    try {
      var timers = HazelcastTimers.timers(((HazelcastInstanceProxy) member).getOriginal());
      HazelcastTimers.quieten(member);

      assertThat(timers.getQueue())
          .isNotEmpty()
          .noneMatch(task -> task.toString().contains("CompletableFutureTask"))
          .noneMatch(task -> task.toString().contains("MetricsService"));
    } finally {
      member.shutdown();
    }
  }
}
