package dev.pokebatch.gateway.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every test wait for an event for a minute unless it says otherwise: the limit only ends a
 * test that hangs, and must not depend on how busy the machine is. JUnit finds it by itself.
 */
public final class PatientWaiting implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }
}
