package jp.linkage.protocol.tlog.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Cosigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What travels. The requests of a Sigsum log and what a witness answers to them are the test script
 * of litewitness (FiloSottile/torchwood, cmd/litewitness/testdata/litewitness.txt), but for the
 * unknown log, which tlog-witness answers with 404.
 */
class AddCheckpointTest {
  private static final String ORIGIN =
      "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";

  private static final Witness WITNESS =
      new Witness(
          List.of(
              new WitnessedLog(
                  ORIGIN,
                  List.of(
                      VerifierKey.ed25519(
                          ORIGIN,
                          VerifyingKey.decode(
                              HexFormat.of()
                                  .parseHex(
                                      "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")))))),
          List.of(TestLog.WITNESS));

  private static String hash(int last) {
    byte[] hash = new byte[32];
    hash[0] = 0x2a;
    hash[1] = (byte) last;
    return java.util.Base64.getEncoder().encodeToString(hash) + "\n";
  }

  private static String checkpoint(String size, String root, String signature) {
    return "\n%s\n%s\n%s\n\n— %s UgIom%s\n".formatted(ORIGIN, size, root, ORIGIN, signature);
  }

  private static final String ONE =
      checkpoint(
          "1",
          "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
          "7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=");
  private static final String THREE =
      checkpoint(
          "3",
          "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=",
          "2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=");
  private static final String FIVE =
      checkpoint(
          "5",
          "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=",
          "w/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=");

  private static final String FROM_3_TO_5 =
      "old 3\n"
          + hash(2)
          + hash(3)
          + "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=\n"
          + hash(4)
          + FIVE;

  private static AddCheckpointRequest read(String request) {
    AddCheckpointRequest read = AddCheckpointRequest.parse(request.getBytes(UTF_8));
    assertArrayEquals(request.getBytes(UTF_8), read.bytes());
    return read;
  }

  private static WitnessDecision answer(String request, Optional<Checkpoint> latest) {
    return WITNESS.decide(read(request), latest, TestLog.TIME);
  }

  @Test
  void sigsumLog_grows_asLitewitnessAnswers() {
    var first = answer("old 0\n" + ONE, Optional.empty());
    assertEquals(200, first.response().status());
    Optional<Checkpoint> one = first.newState().map(SignedCheckpoint::checkpoint);
    String grow = "old 1\n" + hash(1) + hash(2);
    assertEquals(403, answer(grow + THREE.replace("2VbtIcd", "2VbtIce"), one).response().status());
    assertEquals(
        404, answer(grow + THREE.replaceFirst("e562\n", "e563\n"), one).response().status());
    assertEquals(422, answer("old 1\n" + THREE, one).response().status());
    assertEquals(422, answer("old 1\n" + hash(1) + hash(3) + THREE, one).response().status());
    var second = answer(grow + THREE, one);
    assertEquals(200, second.response().status());
    Optional<Checkpoint> three = second.newState().map(SignedCheckpoint::checkpoint);
    var conflict = answer("old 1\n" + hash(1) + hash(4) + FIVE, three).response();
    assertEquals(409, conflict.status());
    assertArrayEquals("3\n".getBytes(UTF_8), conflict.body());
    var third = answer(FROM_3_TO_5, three);
    assertEquals(200, third.response().status());
    Optional<Checkpoint> five = third.newState().map(SignedCheckpoint::checkpoint);
    assertArrayEquals("5\n".getBytes(UTF_8), answer("old 0\n" + FIVE, five).response().body());
  }

  @Test
  void request_anyByteChanged_isNotCosigned() {
    TestLog log = new TestLog(5);
    byte[] three = "old 3\n".getBytes(UTF_8);
    byte[] bytes = new AddCheckpointRequest(3, log.consistency(3, 5), log.signed(5)).bytes();
    assertArrayEquals(three, java.util.Arrays.copyOf(bytes, three.length));
    Witness witness =
        new Witness(
            List.of(
                new WitnessedLog(
                    TestLog.ORIGIN, TestLog.SIGNERS.stream().map(s -> s.key()).toList())),
            List.of(TestLog.WITNESS));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertTrue(status(witness, changed, log.checkpoint(3)) >= 400, "byte " + i);
    }
    assertEquals(200, status(witness, bytes, log.checkpoint(3)));
  }

  private static int status(Witness witness, byte[] body, Checkpoint latest) {
    AddCheckpointRequest request;
    try {
      request = AddCheckpointRequest.parse(body);
    } catch (ProtocolViolation _) {
      return AddCheckpointResponse.Refusal.MALFORMED.status();
    }
    return witness.decide(request, Optional.of(latest), TestLog.TIME).response().status();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                      | line 1: expected old and the size of the witness's tree in decimal, found the end
          'old 01\\n\\nCHECKPOINT'    | line 1: expected old and the size of the witness's tree in decimal, found "old 01"
          'old -1\\n\\nCHECKPOINT'    | line 1: expected old
          'Old 1\\n\\nCHECKPOINT'     | line 1: expected old
          'old 1\\nAAAA\\n\\nCHECKPOINT' | line 2: expected a hash of the proof, or an empty line, 32 bytes in Base64, found "AAAA"
          'old 1\\nCHECKPOINT'       | line 2: expected a hash of the proof, or an empty line
          'old 1\\n'                | line 2: expected a hash of the proof, or an empty line
          'old 1\\n\\n'              | expected a text, an empty line and signatures
          """)
  void request_malformed_isRefused(String template, String expected) {
    String request =
        template
            .translateEscapes()
            .replace("CHECKPOINT", new String(new TestLog(1).signed(1).bytes(), UTF_8));
    var refused =
        assertThrows(
            ProtocolViolation.class, () -> AddCheckpointRequest.parse(request.getBytes(UTF_8)));
    assertTrue(refused.toString().contains(expected), refused::toString);
  }

  @Test
  void request_proofOfMoreThan63_isRefused() {
    String rest = "\n" + new String(new TestLog(1).signed(1).bytes(), UTF_8);
    byte[] longer = ("old 1\n" + hash(0).repeat(64) + rest).getBytes(UTF_8);
    assertThrows(ProtocolViolation.class, () -> AddCheckpointRequest.parse(longer));
    assertEquals(63, read("old 1\n" + hash(0).repeat(63) + rest).proof().size());
  }

  @Test
  void response_cosignatureThatTheLogCannotUse_isRefused() {
    TestLog log = new TestLog(5);
    SignedCheckpoint sent = log.signed(5);
    VerifierKey key = TestLog.WITNESS.key();
    Cosigned other =
        new Cosigned(List.of(TestLog.OTHER_WITNESS.sign(log.checkpoint(5), TestLog.TIME)));
    assertThrows(ProtocolViolation.class, () -> other.addTo(sent, key));
    Cosigned lying = new Cosigned(List.of(TestLog.WITNESS.sign(log.checkpoint(4), TestLog.TIME)));
    assertThrows(ProtocolViolation.class, () -> lying.addTo(sent, key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | ''
          200 | 'sorry\\n'
          200 | '— w AAAAAAE='
          409 | ''
          409 | '5'
          409 | '05\\n'
          409 | '5\\n6\\n'
          500 | ''
          201 | ''
          """)
  void response_malformed_isRefused(int status, String body) {
    byte[] bytes = body.translateEscapes().getBytes(UTF_8);
    assertThrows(ProtocolViolation.class, () -> AddCheckpointResponse.parse(status, bytes));
  }

  @Test
  void response_refusal_isReadBack() {
    for (AddCheckpointResponse.Refusal refusal : AddCheckpointResponse.Refusal.values()) {
      var sent = new AddCheckpointResponse.Refused(refusal, "because");
      assertEquals(sent, AddCheckpointResponse.parse(refusal.status(), sent.body()));
      assertEquals("text/plain; charset=utf-8", sent.mediaType());
    }
  }

  @Test
  void decision_answerAndState_mustAgree() {
    var refused = new AddCheckpointResponse.Conflict(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new WitnessDecision(refused, Optional.of(new TestLog(1).signed(1))));
  }
}
