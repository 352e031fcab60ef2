package jp.linkage.audit.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import jp.linkage.audit.append.LogUnavailable;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.problem.ProblemType;
import org.jboss.logging.Logger;

/** What the service answers when an exchange cannot go on. */
public final class ExchangeProblems {
  private static final Logger LOG = Logger.getLogger(ExchangeProblems.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private ExchangeProblems() {}

  /** What was answered before, or the problem that the binding stands for. */
  public static Bytes answered(Binding binding) {
    return switch (binding) {
      case Binding.Answered(Bytes response) -> response;
      case Binding.Conflict() -> throw conflict();
      case Binding.Forgotten() -> throw expired();
      case Binding.New() -> throw new IllegalStateException("nothing was answered yet");
    };
  }

  /** Protocol §5 rule 3: after expiresAt all is refused. */
  public static void requireNotExpired(Header header, Instant now) {
    if (header.validity().isExpired(now)) {
      throw expired();
    }
  }

  /** The exchange has expired. */
  public static ProblemException expired() {
    return new ProblemException(
        ProblemType.EXCHANGE_EXPIRED, "Ask again with a new exchange id (命令41条3項).");
  }

  /** The exchange id belongs to another request. */
  public static ProblemException conflict() {
    return new ProblemException(
        ProblemType.EXCHANGE_ID_CONFLICT, "Another request was made under this exchange id.");
  }

  /**
   * Runs a step of an exchange. Without the log, or without the registry, nothing is exchanged
   * (protocol §5 rule 1), and the caller may repeat the same step.
   */
  public static <T> T available(Supplier<T> step) {
    try {
      return step.get();
    } catch (LogUnavailable | DatabaseUnavailable e) {
      LOG.warnf("audit-unavailable: %s", e.getMessage());
      throw new ProblemException(
          ProblemType.AUDIT_UNAVAILABLE,
          "Nothing was exchanged; send the same message again.",
          RETRY_AFTER);
    }
  }
}
