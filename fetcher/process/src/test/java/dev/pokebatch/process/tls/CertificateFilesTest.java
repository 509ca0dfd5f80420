package dev.pokebatch.process.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.process.certificates.CertificatesCommand;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFilesTest {

  @TempDir
  @SuppressWarnings("NullAway") // set by JUnit
  private Path folder;

  private Path ours;
  private Path others;

  @BeforeEach
  void make() {
    ours = made("ours");
    others = made("others");
  }

  @Test
  void filesThatBelongTogetherAreAccepted() {
    assertThat(files(ours, ours, ours).load()).asString().contains("CN=Pokebatch member");
  }

  @Test
  void eachFaultIsTold() throws Exception {
    var rubbish = Files.createDirectory(folder.resolve("rubbish"));
    for (var name : List.of("member.pem", "member-key.pem", "ca.pem")) {
      Files.writeString(rubbish.resolve(name), "rubbish");
    }
    var cut = Files.createDirectory(folder.resolve("cut"));
    for (var name : List.of("member.pem", "member-key.pem", "ca.pem")) {
      var whole = Files.readString(ours.resolve(name));
      Files.writeString(cut.resolve(name), whole.substring(0, whole.length() / 2));
    }

    assertFault(files(folder, ours, ours), "C cannot be read: ");
    assertFault(files(ours, others, ours), "K is not the key of C");
    assertFault(files(ours, ours, others), "C is not issued by A for clients and servers");
    for (var broken : List.of(rubbish, cut)) {
      assertFault(files(broken, ours, ours), "C contains no certificate that can be read");
      assertFault(files(ours, broken, ours), "K is not a private key");
      assertFault(files(ours, ours, broken), "A contains no certificate that can be read");
    }
  }

  @Test
  void aFileWithoutTheOthersIsAFault() {
    var settings = Settings.of(Map.of("K", "key.pem"));

    assertThat(CertificateFiles.read(settings, "C", "K", "A")).isNull();
    assertThatThrownBy(settings::check)
        .hasMessage("C must be set too, because K is set; A must be set too, because K is set");
  }

  @Test
  void replacedFilesAreUsedOnceTheyBelongTogether() throws Exception {
    var used = link(ours);
    var files = files(used, used, used);
    Queue<Certificates> uses = new ConcurrentLinkedQueue<>();
    var vertx = Vertx.vertx();
    try {
      CertificateWatch.start(
          vertx,
          files,
          files.load(),
          found -> {
            uses.add(found);
            return Future.succeededFuture();
          });
      Files.delete(used.resolve("member-key.pem"));
      Files.copy(others.resolve("member-key.pem"), used.resolve("member-key.pem"));
      await().during(Duration.ofSeconds(3)).until(uses::isEmpty);

      link(others); // as Kubernetes does: the folder is a symbolic link to another one from now on

      await().until(() -> uses.size() == 1);
      assertThat(uses.element().contents()).isEqualTo(files(others, others, others).contents());
    } finally {
      vertx.close().await();
    }
  }

  private Path link(Path copied) throws Exception {
    var version = Files.createTempDirectory(folder, "version");
    for (var name : List.of("member.pem", "member-key.pem", "ca.pem")) {
      Files.copy(copied.resolve(name), version.resolve(name));
    }
    var next = Files.createSymbolicLink(folder.resolve("next"), version);
    return Files.move(next, folder.resolve("used"), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path made(String name) {
    var made = folder.resolve(name);
    assertThat(CertificatesCommand.run(List.of(made.toString()), System.out)).isNull();
    return made;
  }

  private static CertificateFiles files(Path certificate, Path key, Path authority) {
    var paths =
        Map.of(
            "C", certificate.resolve("member.pem").toString(),
            "K", key.resolve("member-key.pem").toString(),
            "A", authority.resolve("ca.pem").toString());
    return requireNonNull(CertificateFiles.read(Settings.of(paths), "C", "K", "A"));
  }

  private static void assertFault(CertificateFiles files, String beginning) {
    assertThatThrownBy(files::load)
        .isInstanceOf(InvalidCertificates.class)
        .message()
        .startsWith(beginning)
        .doesNotContain("\n");
  }
}
