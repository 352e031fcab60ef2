package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.local.api.BackOfficeHttp;

/** Collects what should have been refused and was not, so that one run shows all of it. */
final class Refusals {
  private final List<String> notRefused = new ArrayList<>();
  private Optional<String> open = Optional.empty();
  private int count;

  /** A refusal is a problem document of status 4xx: no success, no crash, no excuse. */
  void expect(String what, Answer answer) {
    count++;
    boolean refused =
        answer.status() >= 400
            && answer.status() < 500
            && answer.contentType().startsWith("application/problem+json");
    if (!refused) {
      notRefused.add(what + " -> " + answer);
    }
  }

  /**
   * The same for what a back-office system sees: either the exchange is refused, or, where the
   * asking agency itself did not believe what came back, it stays open and can be resumed.
   */
  void expect(String what, BackOfficeHttp.Reply reply) {
    count++;
    String type = reply.body().path("type").asText();
    boolean refused = reply.status() == 403 && type.endsWith(":exchange-refused");
    boolean disbelieved =
        reply.status() == 503
            && reply.body().path("detail").asText().equals("The answer does not pass the checks.");
    if (disbelieved) {
      open = Optional.of(reply.body().path("exchangeId").asText());
    }
    if (!(refused || disbelieved) || !reply.body().path("subjects").isMissingNode()) {
      notRefused.add(what + " -> " + reply);
    }
  }

  /** Fails unless at least so many were tried and all of them refused. */
  void assertAll(int atLeast) {
    assertEquals(List.of(), notRefused, "accepted");
    assertTrue(count >= atLeast, () -> "tried only " + count + ", expected " + atLeast);
    System.out.println("· " + count + " refused");
  }

  /** An exchange whose changed answer was not believed gets its true answer when it is resumed. */
  void assertOpenOneIsAnswered(RunningLinkage linkage) {
    open.ifPresent(exchange -> {
      BackOfficeHttp.Reply reply = linkage.resume(exchange);
      assertTrue(reply.succeeded(), reply::toString);
    });
  }
}
