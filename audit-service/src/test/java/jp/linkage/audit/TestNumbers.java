package jp.linkage.audit;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.protocol.conversion.PersonToken;

/** My Numbers that pass their check digit and belong to nobody the tests know twice. */
public final class TestNumbers {
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  private TestNumbers() {}

  /** A number that no test had before. */
  public static String next() {
    String eleven = "9%010d".formatted(NEXT.getAndIncrement());
    int sum = 0;
    for (int n = 1; n <= 11; n++) {
      // 命令5条
      sum += (eleven.charAt(11 - n) - '0') * (n <= 6 ? n + 1 : n - 5);
    }
    int remainder = sum % 11;
    return eleven + (remainder <= 1 ? 0 : 11 - remainder);
  }

  /** The token of a person that nobody has registered. */
  public static PersonToken stranger() {
    return PersonToken.ofNumber(next().getBytes(StandardCharsets.US_ASCII));
  }
}
