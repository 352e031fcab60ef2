package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** Collects what should have been refused and was not, so that one run shows all of it. */
final class Refusals {
  private final List<String> notRefused = new ArrayList<>();
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

  /** The same for what a back-office system sees. */
  void expect(String what, jp.linkage.local.api.BackOfficeHttp.Reply reply) {
    count++;
    boolean refused =
        reply.status() == 403
            && reply.body().path("type").asText().endsWith(":exchange-refused")
            && reply.body().path("subjects").isMissingNode();
    if (!refused) {
      notRefused.add(what + " -> " + reply);
    }
  }

  /** Fails unless at least so many were tried and all of them refused. */
  void assertAll(int atLeast) {
    assertEquals(List.of(), notRefused, "accepted");
    if (count < atLeast) {
      throw new AssertionError("tried only " + count + ", expected " + atLeast + " or more");
    }
    System.out.println("· " + count + " refused");
  }
}
