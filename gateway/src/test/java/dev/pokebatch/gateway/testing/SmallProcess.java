package dev.pokebatch.gateway.testing;

import java.util.Map;

/** The JVM of a container with half a gigabyte, which ends when its memory does not suffice. */
public final class SmallProcess {

  /** Its flags, separated by spaces. */
  public static final String FLAGS =
      "-Xmx256m -XX:MaxDirectMemorySize=128m -XX:+ExitOnOutOfMemoryError";

  private SmallProcess() {}

  /** Starts gateway and fetcher in one such process, with these settings. */
  public static GatewayProcess start(Map<String, String> settings) {
    return GatewayProcess.start(settings, FLAGS.split(" "));
  }
}
