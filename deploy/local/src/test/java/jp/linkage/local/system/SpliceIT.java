package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import jp.linkage.local.stack.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two honest exchanges of the same agencies, and every mixture of their parts: a ciphertext put
 * onto the other's sealed query, the other's proofs, query, receipt, permit, signature, answer
 * (PROTOCOL.md §1). Each is refused where it arrives, and the two true ones go on.
 */
@ExtendWith(WithRunningLinkage.class)
class SpliceIT {
  private static final List<String> SUBJECT =
      List.of("/items/0/r", "/items/0/c", "/items/0/proofA");
  private static final List<String> BROKER =
      List.of("/items/0/s", "/items/0/e", "/items/0/f", "/items/0/proofB");
  private static final List<String> TO_LOG =
      List.of("/items/0/sPrime", "/items/0/dPrime", "/items/0/proofL");
  private static final List<String> AUDIT =
      List.of("/items/0/e2", "/items/0/f2", "/items/0/proofS");

  private final RunningLinkage linkage;

  SpliceIT(RunningLinkage linkage) {
    this.linkage = linkage;
  }

  @Test
  void m1_mixedWithAnother_isRefusedByTheGateway() {
    splice(
        linkage.gateway(),
        KeptBack.M1,
        List.of(List.of("/header"), List.of("/assertion"), SUBJECT, List.of("/items/0/query")));
  }

  @Test
  void m2_mixedWithAnother_isRefusedByTheAuditService() {
    splice(
        linkage.audit(),
        KeptBack.M2,
        List.of(
            List.of("/header"),
            List.of("/assertion"),
            SUBJECT,
            List.of("/items/0/queryDigest"),
            BROKER,
            TO_LOG));
  }

  @Test
  void m3_mixedWithAnother_isRefusedByTheProvider() {
    splice(
        linkage.tax(),
        KeptBack.M3,
        List.of(
            List.of("/header"),
            List.of("/assertion"),
            List.of("/permit"),
            List.of("/receipt"),
            SUBJECT,
            List.of("/items/0/query"),
            BROKER,
            AUDIT));
  }

  @Test
  void release_mixedWithAnother_isRefusedByTheAuditService() {
    splice(
        linkage.audit(),
        KeptBack.RELEASE,
        List.of(
            List.of("/header"), List.of("/assertion"), List.of("/items"), List.of("/outcomes")));
  }

  @Test
  void answerToM2_mixedWithAnother_isRefusedByTheGateway() {
    spliceAnswers(linkage.audit(), KeptBack.M2, List.of(AUDIT, List.of("/receipt")));
  }

  @Test
  void m4_mixedWithAnother_isRefusedByTheGateway() {
    spliceAnswers(
        linkage.tax(),
        KeptBack.M3,
        List.of(List.of("/items"), List.of("/outcomes"), List.of("/assertion")));
  }

  @Test
  void answerToTheRelease_ofAnother_isRefusedByTheGateway() {
    spliceAnswers(linkage.audit(), KeptBack.RELEASE, List.of(List.of("/receipt")));
  }

  @Test
  void answerToM1_mixedWithAnother_isRefusedByTheAskingAgency() {
    spliceAnswers(
        linkage.gateway(),
        KeptBack.M1,
        List.of(
            List.of("/items"),
            List.of("/outcomes"),
            List.of("/assertion"),
            List.of("/requestReceipt"),
            List.of("/releaseReceipt")));
  }

  private void splice(Tap tap, String path, List<List<String>> groups) {
    KeptBack first = KeptBack.from(linkage, tap, path);
    KeptBack second = KeptBack.from(linkage, tap, path);
    long log = linkage.log();
    long records = linkage.records(Processes.AOBA_TAX);
    var refusals = new Refusals();
    List<Forgery> mixtures =
        Mixtures.of(first.message().toArray(), second.message().toArray(), groups, false);
    mixtures.forEach(mixture -> refusals.expect(mixture.name(), tap.send(path, mixture.message())));
    assertEquals(log, linkage.log(), "records of the log");
    assertEquals(records, linkage.records(Processes.AOBA_TAX), "records of the provider");
    refusals.assertAll((1 << groups.size()) - 2);
    for (KeptBack honest : List.of(first, second)) {
      assertTrue(honest.send().succeeded());
      assertTrue(linkage.resume(honest.exchangeId()).succeeded());
    }
  }

  private void spliceAnswers(Tap tap, String path, List<List<String>> groups) {
    byte[] other = Seen.answer(linkage, tap, path);
    var refusals = new Refusals();
    int mixtures = Mixtures.of(other, other, groups, true).size();
    for (int i = 0; i < mixtures; i++) {
      int index = i;
      var tried = new ArrayList<Forgery>();
      try (var _ =
          tap.intercept((to, target, message) -> {
            Answer answer = to.send(target, message);
            if (!target.equals(path)) {
              return answer;
            }
            tried.add(Mixtures.of(answer.body().toArray(), other, groups, true).get(index));
            return answer.withBody(tried.getLast().message());
          })) {
        refusals.expect(String.valueOf(index), linkage.ask(linkage.taxpayer()));
      }
      assertEquals(1, tried.size());
    }
    refusals.assertAll((1 << groups.size()) - 1);
    refusals.assertOpenOneIsAnswered(linkage);
    linkage.askSuccessfully();
  }
}
