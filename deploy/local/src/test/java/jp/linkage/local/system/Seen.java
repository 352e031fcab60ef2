package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** What passes a proxy in one honest exchange. */
final class Seen {
  private Seen() {}

  /** The message to this path, which arrived and was answered. */
  static byte[] message(RunningLinkage linkage, Tap tap, String path) {
    return watch(linkage, tap, path).getFirst();
  }

  /** The answer to the message to this path. */
  static byte[] answer(RunningLinkage linkage, Tap tap, String path) {
    return watch(linkage, tap, path).getLast();
  }

  private static List<byte[]> watch(RunningLinkage linkage, Tap tap, String path) {
    var seen = new ArrayList<byte[]>();
    try (var _ =
        tap.intercept((to, target, message) -> {
          Answer answer = to.send(target, message);
          if (target.equals(path)) {
            seen.add(message);
            seen.add(answer.body().toArray());
          }
          return answer;
        })) {
      linkage.askSuccessfully();
    }
    assertEquals(2, seen.size(), () -> "one message to " + path);
    return seen;
  }
}
