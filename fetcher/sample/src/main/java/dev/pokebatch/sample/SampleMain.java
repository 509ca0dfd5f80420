package dev.pokebatch.sample;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;

/**
 * Runs the sample upstream as a process of its own: {@code --port 8000 --latency-ms 100 --documents
 * 151 --document-kb 80 --cache-mb 64 --max-age-s 86400 --rate 50 --at-once 10 --data DIR}, each
 * optional. Prints one line once it listens.
 */
public final class SampleMain {
  private static final String USAGE =
      "usage: [--port N] [--latency-ms N] [--documents N] [--document-kb N] [--cache-mb N]"
          + " [--max-age-s N] [--rate N] [--at-once N] [--data DIR]";

  private SampleMain() {}

  /** Starts the server. Exits with 2 if the arguments are invalid, with 1 if the start fails. */
  public static void main(String[] arguments) {
    SampleConfig config;
    try {
      config = parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    var files =
        new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
    var vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
    new SampleUpstream(vertx, config)
        .start()
        .onSuccess(upstream -> System.out.println("sample upstream at " + upstream.url()))
        .onFailure(
            failure -> {
              System.err.println("cannot start: " + failure.getMessage());
              System.exit(1);
            });
  }

  static SampleConfig parse(String[] arguments) {
    var config = SampleConfig.defaults();
    for (var i = 0; i < arguments.length; i += 2) {
      var name = arguments[i];
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      var value = arguments[i + 1];
      config =
          switch (name) {
            case "--port" -> config.withPort(number(name, value));
            case "--latency-ms" -> config.withLatencyMs(number(name, value));
            case "--documents" -> config.withDocuments(number(name, value));
            case "--document-kb" -> config.withDocumentKb(number(name, value));
            case "--cache-mb" -> config.withCacheBytes((long) number(name, value) << 20);
            case "--rate" -> config.withRate(number(name, value));
            case "--at-once" -> config.withAtOnce(number(name, value));
            case "--max-age-s" -> config.withMaxAgeS(number(name, value));
            case "--data" -> config.withData(new DataFolder(Path.of(value)));
            default -> throw new IllegalArgumentException("unknown option " + name);
          };
    }
    return config;
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(name + " needs a number: " + value, malformed);
    }
  }
}
