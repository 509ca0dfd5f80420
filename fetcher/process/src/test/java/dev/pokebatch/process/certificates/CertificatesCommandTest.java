package dev.pokebatch.process.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesCommandTest {

  @TempDir
  @SuppressWarnings("NullAway") // set by JUnit
  private Path folder;

  @Test
  void itMakesAnAuthorityAndACertificateOfMembersWithKeysThatOnlyTheirOwnerCanRead()
      throws Exception {
    assertThat(run(folder.toString())).contains("made").doesNotContain("kept");

    assertThat(read()).containsOnlyKeys("ca.pem", "ca-key.pem", "member.pem", "member-key.pem");
    for (var key : List.of("ca-key.pem", "member-key.pem")) {
      var permissions = Files.getPosixFilePermissions(folder.resolve(key));
      assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }
    var member = files("member").read();
    assertThat(member.isValidFor(Duration.ofDays(364))).isTrue();
    assertThat(member.isValidFor(Duration.ofDays(366))).isFalse();
    assertThat(files("ca").read().isValidFor(Duration.ofDays(3_649))).isTrue();
    member.certificate().verify(files("ca").read().certificate().getPublicKey());
    assertThat(member.certificate().getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
  }

  @Test
  void aSecondRunKeepsTheFiles() throws Exception {
    run(folder.toString());
    var before = read();

    assertThat(run(folder.toString())).contains("kept").doesNotContain("made");
    assertThat(read()).isEqualTo(before);
  }

  @Test
  void renewReplacesTheCertificateOfMembersAndKeepsTheAuthority() throws Exception {
    run(folder.toString());
    var before = read();

    assertThat(run("--renew", folder.toString())).contains("kept", "made");

    var after = read();
    assertThat(after.get("ca.pem")).isEqualTo(before.get("ca.pem"));
    assertThat(after.get("ca-key.pem")).isEqualTo(before.get("ca-key.pem"));
    assertThat(after.get("member.pem")).isNotEqualTo(before.get("member.pem"));
    files("member").read().certificate().verify(files("ca").read().certificate().getPublicKey());
  }

  @Test
  void theKeyOfTheAuthorityCanBeElsewhere(@TempDir Path elsewhere) throws Exception {
    var key = elsewhere.resolve("ca-key.pem");
    run(folder.toString(), "--ca-key", key.toString());
    run(folder.toString(), "--ca-key", key.toString(), "--renew");

    assertThat(read()).containsOnlyKeys("ca.pem", "member.pem", "member-key.pem");
    assertThat(key).exists();
  }

  @Test
  void anAuthorityWithoutItsKeyIsNotReplaced() throws Exception {
    run(folder.toString());
    Files.delete(folder.resolve("ca-key.pem"));
    var before = read();

    assertThat(run(folder.toString())).contains("ca.pem exists, but not");
    assertThat(read()).isEqualTo(before);
  }

  @Test
  void otherArgumentsAreAnsweredWithItsUsage() {
    for (var arguments : List.of("", "a b", "--renew", "a --ca-key")) {
      assertThat(run(arguments.split(" "))).as(arguments).contains("usage: certificates FOLDER");
    }
  }

  /** Returns what the command printed, and why it failed. */
  private static String run(String... arguments) {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var given = List.of(arguments).stream().filter(argument -> !argument.isEmpty()).toList();
    var fault = CertificatesCommand.run(given, out);
    return printed.toString(StandardCharsets.UTF_8) + fault;
  }

  private IssuedFiles files(String name) {
    return new IssuedFiles(folder.resolve(name + ".pem"), folder.resolve(name + "-key.pem"));
  }

  private Map<String, String> read() throws IOException {
    var contents = new HashMap<String, String>();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
