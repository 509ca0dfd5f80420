package dev.pokebatch.process.certificates;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the certificates of a cluster in a folder: those of a private certificate authority, {@code
 * ca.pem} and {@code ca-key.pem}, and those of the members, {@code member.pem} and {@code
 * member-key.pem}. It keeps the files that exist, and replaces only a certificate of members that
 * expires within 30 days, or with {@code --renew}.
 */
public final class CertificatesCommand {

  /** The name of the command. */
  public static final String NAME = "certificates";

  /** How the command is called. */
  public static final String USAGE = NAME + " FOLDER [--ca-key FILE] [--renew]";

  private static final Duration SOON = Duration.ofDays(30);

  private final IssuedFiles authority;
  private final IssuedFiles member;
  private final boolean renews;
  private final Consumer<String> report;

  private CertificatesCommand(
      Path folder, Path authorityKey, boolean renews, Consumer<String> report) {
    this.authority = new IssuedFiles(folder.resolve("ca.pem"), authorityKey);
    this.member = new IssuedFiles(folder.resolve("member.pem"), folder.resolve("member-key.pem"));
    this.renews = renews;
    this.report = report;
  }

  /**
   * Runs the command.
   *
   * @param arguments what follows its name
   * @param out for what it did
   * @return why it failed, in one sentence, or null if it succeeded
   */
  public static @Nullable String run(List<String> arguments, PrintStream out) {
    var names = new ArrayList<>(arguments);
    var renews = names.remove("--renew");
    var keyOption = names.indexOf("--ca-key");
    var key = keyOption >= 0 && keyOption + 1 < names.size() ? names.get(keyOption + 1) : null;
    if (key != null) {
      names.subList(keyOption, keyOption + 2).clear();
    }
    if (names.size() != 1 || names.get(0).startsWith("-")) {
      return "usage: " + USAGE;
    }
    var folder = Path.of(names.get(0));
    var authorityKey = key == null ? folder.resolve("ca-key.pem") : Path.of(key);
    try {
      new CertificatesCommand(folder, authorityKey, renews, out::println).run();
      return null;
    } catch (IOException | GeneralSecurityException failed) {
      return "the certificates could not be made: " + failed;
    }
  }

  private void run() throws IOException, GeneralSecurityException {
    var issuer = authority.exist() ? kept(authority) : made(authority, Issuer.authority());
    if (!issuer.isValidFor(Issuer.MEMBER_VALIDITY)) {
      throw new GeneralSecurityException(
          authority.certificate()
              + " expires before a new certificate of members would, on "
              + issuer.lastDay());
    }
    if (!member.exist()) {
      made(member, Issuer.member(issuer));
    } else if (renews || !member.read().isValidFor(SOON)) {
      made(member, Issuer.member(issuer));
    } else {
      kept(member);
    }
  }

  private Issued made(IssuedFiles files, Issued issued)
      throws IOException, GeneralSecurityException {
    files.write(issued);
    report.accept("made " + files.certificate() + ", valid until " + issued.lastDay());
    return issued;
  }

  private Issued kept(IssuedFiles files) throws IOException, GeneralSecurityException {
    var issued = files.read();
    report.accept("kept " + files.certificate() + ", valid until " + issued.lastDay());
    return issued;
  }
}
