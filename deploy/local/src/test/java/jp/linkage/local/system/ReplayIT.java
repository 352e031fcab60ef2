package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.Validity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Messages of real exchanges, sent again, later, or to somebody else (PROTOCOL.md §5.3): the same
 * request gets the stored bytes and moves nothing, everything else is refused.
 */
@ExtendWith(WithRunningLinkage.class)
class ReplayIT {
  private final RunningLinkage linkage;
  private final Impostor welfare;
  private long log;
  private long records;

  ReplayIT(RunningLinkage linkage) {
    this.linkage = linkage;
    this.welfare = linkage.impostor(Processes.AOBA_WELFARE);
  }

  @BeforeEach
  void count() {
    log = linkage.log();
    records = linkage.records(Processes.AOBA_TAX);
  }

  @Test
  void m1_replayed_getsTheStoredBytes() {
    replay(linkage.gateway(), KeptBack.M1, Processes.GATEWAY);
  }

  @Test
  void m2_replayed_getsTheStoredBytes() {
    replay(linkage.audit(), KeptBack.M2, Processes.AUDIT);
  }

  @Test
  void m3_replayed_getsTheStoredBytes() {
    replay(linkage.tax(), KeptBack.M3, Processes.AOBA_TAX);
  }

  @Test
  void release_replayed_getsTheStoredBytes() {
    replay(linkage.audit(), KeptBack.RELEASE, Processes.AUDIT);
  }

  @Test
  void m1_replayedAfterItsSignatureExpired_isRefused() {
    UnsignedRequest request = welfare.question(Processes.AOBA_TAX, token());
    assertTrue(send(welfare.sign(request).bytes()).succeeded());
    count();
    Answer late = send(welfare.sign(request, Instant.now().minusSeconds(61)).bytes());
    assertEquals(403, late.status());
    assertEquals("exchange-refused", late.problem());
    assertNothingMoved();
  }

  @Test
  void exchange_afterItsValidity_isExpired() {
    PersonToken token = token();
    Validity ended = Validity.of(Instant.now().minusSeconds(10), Duration.ofSeconds(5));
    Answer answer =
        send(
            welfare
                .sign(welfare.question(welfare.header(Processes.AOBA_TAX, ended), token))
                .bytes());
    assertEquals(410, answer.status());
    assertEquals("exchange-expired", answer.problem());
    assertNothingMoved();
  }

  @Test
  void exchange_fromAnHourAgo_isRefusedByTheClock() {
    PersonToken token = token();
    Validity old = Validity.of(Instant.now().minusSeconds(3_600), Duration.ofDays(1));
    Answer answer =
        send(
            welfare.sign(welfare.question(welfare.header(Processes.AOBA_TAX, old), token)).bytes());
    assertEquals("clock-skew", answer.problem());
    assertNothingMoved();
  }

  /** The same person, asked the same under the same id: blinded anew it is another request. */
  @Test
  void exchangeId_underAnotherRequest_isAConflict() {
    PersonToken token = token();
    Header header = welfare.header(Processes.AOBA_TAX);
    assertTrue(send(welfare.sign(welfare.question(header, token)).bytes()).succeeded());
    count();
    Answer other = send(welfare.sign(welfare.question(header, token)).bytes());
    assertEquals(409, other.status());
    assertEquals("exchange-id-conflict", other.problem());
    assertNothingMoved();
  }

  @Test
  void m3_sentToAnotherAgency_isRefused() {
    KeptBack kept = KeptBack.from(linkage, linkage.tax(), KeptBack.M3);
    long otherRecords = linkage.records(Processes.MIDORI_TAX);
    var refusals = new Refusals();
    refusals.expect(
        Processes.MIDORI_TAX, linkage.otherTax().send(kept.path(), kept.message().toArray()));
    URI inquirer = URI.create(linkage.stack().ports().url(Processes.AOBA_WELFARE));
    refusals.expect(
        Processes.AOBA_WELFARE,
        linkage.tax().send(inquirer, kept.path(), kept.message().toArray()));
    refusals.assertAll(2);
    assertEquals(otherRecords, linkage.records(Processes.MIDORI_TAX));
    assertEquals(records, linkage.records(Processes.AOBA_TAX));
    assertTrue(linkage.resume(kept.exchangeId()).succeeded());
  }

  private void replay(Tap tap, String path, String process) {
    byte[] message = Seen.message(linkage, tap, path);
    count();
    Answer first = tap.send(path, message);
    Answer second = tap.send(path, message);
    assertTrue(first.succeeded(), () -> process + ": " + first);
    assertEquals(first.body(), second.body(), process);
    // Another signature of the same statement, which anybody can make of the first one
    String assertion = Json.read(message).path("assertion").asText();
    byte[] twin = Json.with(message, "assertion", Tokens.withTwinSignature(assertion));
    assertEquals(first.body(), tap.send(path, twin).body(), process);
    assertNothingMoved();
  }

  private Answer send(byte[] m1) {
    return linkage.gateway().send(KeptBack.M1, m1);
  }

  private PersonToken token() {
    PersonToken token = welfare.token(linkage.gateway(), linkage.taxpayer().number());
    count();
    return token;
  }

  private void assertNothingMoved() {
    assertEquals(log, linkage.log(), "records of the log");
    assertEquals(records, linkage.records(Processes.AOBA_TAX), "records of the provider");
  }
}
