package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.local.people.Resident;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.conversion.PersonToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@link ForgedRequestsIT} does to an inquiry, done to the requests in which no other agency
 * takes part (ENROL, REGISTER, READLOG), on both of their ways, and to the gateway's notice of a
 * denial.
 */
@ExtendWith(WithRunningLinkage.class)
class ForgedOwnRequestsIT {
  private final RunningLinkage linkage;
  private final Impostor registry;
  private final Resident resident;

  ForgedOwnRequestsIT(RunningLinkage linkage) {
    this.linkage = linkage;
    this.registry = linkage.impostor(Processes.AOBA_RESIDENTS);
    this.resident = linkage.taxpayer();
  }

  @Test
  void enrolment_anyFieldChanged_isRefusedByGatewayAndAuditService() {
    forge(() -> registry.enrolment(resident.number()));
  }

  @Test
  void registration_anyFieldChanged_isRefusedByGatewayAndAuditService() {
    forge(() -> registry.registration(resident.number()));
  }

  @Test
  void readingOfTheLog_anyFieldChanged_isRefusedByGatewayAndAuditService() {
    PersonToken token = registry.token(linkage.gateway(), resident.number());
    forge(() -> registry.reading(token));
  }

  @Test
  void denial_anyFieldChanged_isRefusedByTheAuditService() {
    Impostor welfare = linkage.impostor(Processes.AOBA_WELFARE);
    PersonToken token = welfare.token(linkage.gateway(), resident.number());
    UnsignedRequest forbidden = welfare.question(welfare.forbidden(Processes.AOBA_TAX), token);
    KeptBack kept =
        KeptBack.from(linkage, welfare.sign(forbidden), linkage.audit(), KeptBack.DENIAL);
    // Why it denied is the gateway's own word, which nobody signs.
    refuse(kept, 250, List.of("$.reason changed"));
  }

  private void forge(Supplier<UnsignedRequest> request) {
    refuse(KeptBack.from(linkage, registry.sign(request.get())), 300, List.of());
    refuse(
        KeptBack.from(linkage, registry.sign(request.get()), linkage.audit(), KeptBack.M2),
        300,
        List.of());
  }

  private void refuse(KeptBack kept, int atLeast, List<String> unsigned) {
    long log = linkage.log();
    var refusals = new Refusals();
    for (Forgery forgery : Forgeries.of(kept.message().toArray())) {
      if (!unsigned.contains(forgery.name())) {
        refusals.expect(forgery.name(), kept.send(forgery.message()));
      }
    }
    refusals.assertAll(atLeast);
    assertEquals(log, linkage.log(), "records of the log");

    Answer honest = kept.send();
    assertTrue(honest.succeeded(), honest::toString);
    assertEquals(log + 1, linkage.log(), "records of the log");
  }
}
