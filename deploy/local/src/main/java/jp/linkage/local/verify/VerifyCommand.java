package jp.linkage.local.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.local.verify.database.BrokerTimes;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.evidence.Check;
import jp.linkage.protocol.evidence.VerifyEvidence;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;

/**
 * {@code ./linkage verify}: prints one line for each check, and tells by its exit code whether all
 * of them hold.
 */
public final class VerifyCommand {
  /** Everything holds. */
  static final int HOLDS = 0;

  /** Something does not hold, or could not be verified. */
  static final int FAILED = 1;

  /** The arguments are not of the form that the usage shows. */
  static final int USAGE = 2;

  /** More than any bundle that the audit-service makes; it is held in memory. */
  private static final int MAX_BUNDLE = 512 * 1024 * 1024;

  private final Map<String, String> environment;
  private final BrokerTimes.Opener topics;

  /**
   * A verifier that reads no topic.
   *
   * @param environment where an auditor's token may be
   */
  public VerifyCommand(Map<String, String> environment) {
    this(
        environment,
        _ -> {
          throw new IOException("no topic is read here");
        });
  }

  /**
   * @param environment where an auditor's token may be, and the login of a database
   * @param topics how to read the topic that is the log
   */
  public VerifyCommand(Map<String, String> environment, BrokerTimes.Opener topics) {
    this.environment = Map.copyOf(environment);
    this.topics = topics;
  }

  /**
   * Verifies.
   *
   * @param arguments without the command's own name
   * @return the exit code
   */
  public int run(List<String> arguments, PrintStream out, PrintStream error) {
    Optional<VerifyOptions> options;
    try {
      options = VerifyOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      error.println("linkage verify: " + Lines.printable(said(e)));
      return USAGE;
    }
    if (options.isEmpty()) {
      error.print(VerifyOptions.USAGE);
      return USAGE;
    }
    Lines lines = new Lines(out);
    try {
      return verify(options.get(), lines, error) ? HOLDS : FAILED;
    } catch (IOException | ProtocolViolation | IllegalArgumentException e) {
      error.println("linkage verify: " + Lines.printable(said(e)));
      return FAILED;
    }
  }

  private boolean verify(VerifyOptions options, Lines lines, PrintStream error) throws IOException {
    return options.bundle().isPresent()
        ? bundle(options.bundle().get(), options, lines)
        : new LogCommand(options, environment, topics, lines, error).run();
  }

  private static boolean bundle(Path file, VerifyOptions options, Lines lines) throws IOException {
    LogTrust trust = TrustFiles.trust(options);
    Optional<SignedCheckpoint> since =
        options.since().isPresent()
            ? Optional.of(TrustFiles.checkpoint(options.since().get()))
            : Optional.empty();
    List<Check> checks = VerifyEvidence.verify(TrustFiles.read(file, MAX_BUNDLE), trust, since);
    checks.forEach(lines::check);
    return lines.verdict(file.toString());
  }

  private static String said(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** What is printed, and whether all of it was good. */
  static final class Lines {
    private final PrintStream out;
    private int made;
    private int failed;

    Lines(PrintStream out) {
      this.out = new PrintStream(out, true, UTF_8);
    }

    void check(Check check) {
      made++;
      failed += check.passed() ? 0 : 1;
      text(check.line());
    }

    void text(String line) {
      out.println(printable(line));
    }

    /** The last line. At least one check must have been made. */
    boolean verdict(String what) {
      boolean holds = failed == 0 && made > 0;
      text(
          holds
              ? what + " holds: " + made + " checks"
              : what + " DOES NOT HOLD: " + failed + " of " + made + " checks failed");
      return holds;
    }

    /** Without the characters with which a file or a log could steer a terminal. */
    static String printable(String line) {
      return line.codePoints()
          .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }
}
