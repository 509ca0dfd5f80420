package dev.pokebatch.gateway.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server for tests: starts the installed one on a free port of loopback, with its data
 * in a temporary directory. It ends with this JVM.
 */
public final class PostgresServer implements AutoCloseable {

  /** Such as people have: with characters that mean something in a URL. */
  private static final String PASSWORD = "p@ss:w/rd%1";

  private static @Nullable PostgresServer shared;

  private final Path programs;
  private final Path home;
  private final List<String> asUser;
  private final AtomicInteger schemas = new AtomicInteger();
  private final int port;
  private Process server;

  private PostgresServer(Path programs) throws Exception {
    this.programs = programs;
    home = Files.createTempDirectory("postgres");
    asUser = user(home);
    var password = Files.writeString(home.resolve("password"), PASSWORD);
    var data = home.resolve("data");
    var initialise = command("initdb", "--pgdata=" + data, "--username=owner", "--no-sync");
    initialise.addAll(List.of("--encoding=UTF8", "--auth=scram-sha-256", "--pwfile=" + password));
    if (Integer.parseInt(programs.getName(programs.getNameCount() - 2).toString()) >= 15) {
      // A locale that does not sort by code points: queries that need that order must ask for it.
      initialise.addAll(List.of("--locale=C", "--locale-provider=icu", "--icu-locale=en-US"));
    }
    var made = run(initialise);
    if (made.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(home.resolve("log")));
    }
    port = Ports.next();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    server = start();
  }

  /** The one that the tests of this JVM share. Where none is installed, the test is skipped. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      shared = another();
    }
    return shared;
  }

  /** Whether there is one to be started. */
  public static boolean isInstalled() {
    return installed().isPresent();
  }

  /** One to be killed. Where none is installed, the test is skipped. */
  public static PostgresServer another() {
    var programs = installed();
    Assumptions.assumeTrue(programs.isPresent(), "no PostgreSQL in /usr/lib/postgresql");
    try {
      return new PostgresServer(programs.get());
    } catch (Exception failed) {
      throw new IllegalStateException("PostgreSQL does not start", failed);
    }
  }

  private static Optional<Path> installed() {
    try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .max(Comparator.comparing(Path::toString));
    } catch (IOException none) {
      return Optional.empty();
    }
  }

  /** PostgreSQL refuses to run as root: then it runs as another user, who gets the directory. */
  private static List<String> user(Path home) throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    var users = Files.readAllLines(Path.of("/etc/passwd")).stream().map(line -> line.split(":"));
    var user =
        users
            .filter(fields -> Arrays.asList("postgres", "nobody").contains(fields[0]))
            .max(Comparator.comparing(fields -> fields[0]))
            .orElseThrow();
    var lookup = home.getFileSystem().getUserPrincipalLookupService();
    Files.setOwner(home, lookup.lookupPrincipalByName(user[0]));
    return List.of("setpriv", "--reuid=" + user[2], "--regid=" + user[3], "--clear-groups");
  }

  private List<String> command(String program, String... arguments) {
    var command = new ArrayList<>(asUser);
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private Process run(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(new File("/"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
        .start();
  }

  private Process start() {
    var command =
        command(
            "postgres",
            "-D",
            home.resolve("data").toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "port=" + port,
            "-c",
            "unix_socket_directories=" + home);
    // Just after it was killed its last children may still be there, and it does not start.
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              var process = run(command);
              while (process.isAlive() && !answers()) {
                process.waitFor(50, TimeUnit.MILLISECONDS);
              }
              return process;
            },
            Process::isAlive);
  }

  private boolean answers() {
    try (var connection = DriverManager.getConnection(jdbc(), "owner", PASSWORD)) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private String jdbc() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** The URL of an empty schema, as a person would write it: with a password as it is. */
  public String emptySchema() {
    var schema = "schema" + schemas.incrementAndGet();
    execute("CREATE SCHEMA " + schema);
    return String.format(
        Locale.ROOT,
        "postgresql://owner:%s@127.0.0.1:%d/postgres?currentSchema=%s",
        PASSWORD,
        port,
        schema);
  }

  /** Runs a statement on a connection of its own. */
  public void execute(String sql) {
    try (var connection = DriverManager.getConnection(jdbc(), "owner", PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Kills it and its children, as a power cut would; those would go on for a moment. */
  public void kill() {
    var children = server.descendants().toList();
    server.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join());
  }

  /** Starts it again. */
  public void restart() {
    server = start();
  }

  /** Ends it and removes its data. */
  @Override
  public void close() {
    try {
      // Not at once by force, for that leaves a segment of shared memory behind.
      new ProcessBuilder("kill", "-QUIT", String.valueOf(server.pid())).start().waitFor();
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
      try (var files = Files.walk(home)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
