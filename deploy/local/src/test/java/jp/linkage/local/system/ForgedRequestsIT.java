package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jp.linkage.local.stack.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every field of every request between the parties, changed on its way: refused by whoever receives
 * it, and nothing has happened then. The true message, sent after all of them, is accepted: neither
 * time nor an earlier forgery was why they were refused.
 */
@ExtendWith(WithRunningLinkage.class)
class ForgedRequestsIT {
  private final RunningLinkage linkage;

  ForgedRequestsIT(RunningLinkage linkage) {
    this.linkage = linkage;
  }

  @Test
  void m1_anyFieldChanged_isRefusedByTheGateway() {
    forge(KeptBack.from(linkage, linkage.gateway(), KeptBack.M1), 400);
  }

  @Test
  void m2_anyFieldChanged_isRefusedByTheAuditService() {
    forge(KeptBack.from(linkage, linkage.audit(), KeptBack.M2), 500);
  }

  @Test
  void m3_anyFieldChanged_isRefusedByTheProvider() {
    forge(KeptBack.from(linkage, linkage.tax(), KeptBack.M3), 700);
  }

  @Test
  void release_anyFieldChanged_isRefusedByTheAuditService() {
    forge(KeptBack.from(linkage, linkage.audit(), KeptBack.RELEASE), 200);
  }

  private void forge(KeptBack kept, int atLeast) {
    long log = linkage.log();
    long records = linkage.records(Processes.AOBA_TAX);
    var refusals = new Refusals();
    for (Forgery forgery : Forgeries.of(kept.message().toArray())) {
      refusals.expect(forgery.name(), kept.send(forgery.message()));
    }
    refusals.assertAll(atLeast);
    assertEquals(log, linkage.log(), "records of the log");
    assertEquals(records, linkage.records(Processes.AOBA_TAX), "records of the provider");

    Answer honest = kept.send();
    assertTrue(honest.succeeded(), honest::toString);
    assertTrue(linkage.resume(kept.exchangeId()).succeeded());
  }
}
