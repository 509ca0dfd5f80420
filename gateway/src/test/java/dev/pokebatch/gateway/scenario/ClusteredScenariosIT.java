package dev.pokebatch.gateway.scenario;

import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import java.util.HashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scenarios with gateway and fetcher as two processes on loopback. */
class ClusteredScenariosIT {

  private static ScriptedUpstream upstream;
  private static Cluster pair;

  @BeforeAll
  static void start() {
    upstream = new ScriptedUpstream();
    var settings = new HashMap<>(ScenarioRunner.SETTINGS);
    settings.put("POKEAPI_URL", upstream.url());
    pair = Cluster.start(settings);
  }

  @AfterAll
  static void stop() {
    pair.close();
    upstream.close();
  }

  @TestFactory
  Stream<DynamicTest> everyScenarioGetsItsAnswer() {
    return new ScenarioRunner(pair.url(), upstream).tests();
  }
}
