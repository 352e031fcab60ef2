package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
  private static final TestLog LOG = new TestLog(7);

  private static String vkey(int number) {
    return VerifierKey.ed25519Cosigner("w" + number, TestLog.ed25519(number).publicKey()).text();
  }

  /** The example of tlog-policy. */
  private static String example() {
    return """
    # two operators
    log %s https://log.example/

    witness X1 %s
    witness X2 %s https://x2.example/
    witness X3 %s
    group X-witnesses 2 X1 X2 X3

    \twitness  Y1\t%s\t
    witness Y2 %s
      # the younger one
    witness Y3 %s
    group Y-witnesses any Y1 Y2 Y3

    group X-and-Y all X-witnesses Y-witnesses
    quorum X-and-Y
    """
        .formatted(
            TestLog.SIGNERS.getFirst().key().text(),
            vkey(11),
            vkey(12),
            vkey(13),
            vkey(21),
            vkey(22),
            vkey(23));
  }

  private static TrustPolicy parse(String file) {
    return TrustPolicy.parse(file.getBytes(UTF_8));
  }

  @Test
  void parse_exampleOfTheSpecification_hasItsParts() {
    TrustPolicy policy = parse(example());
    assertEquals(
        List.of(
            new TrustPolicy.Log(
                TestLog.SIGNERS.getFirst().key(), Optional.of("https://log.example/"))),
        policy.logs());
    assertEquals(
        List.of("X1", "X2", "X3", "Y1", "Y2", "Y3"),
        policy.witnesses().stream().map(TrustPolicy.Witness::name).toList());
    assertEquals(Optional.of("https://x2.example/"), policy.witnesses().get(1).url());
  }

  @ParameterizedTest
  @CsvSource({
    "'',false",
    "X1 X2,false",
    "X1 Y1,false",
    "Y1 Y2 Y3,false",
    "X1 X2 Y3,true",
    "X2 X3 Y1 Y2,true",
    "X1 X2 X3 Y1 Y2 Y3,true",
    "X1 Z1 Y1,false",
  })
  void quorum_exampleOfTheSpecification(String witnesses, boolean met) {
    assertEquals(met, parse(example()).quorum().isMetBy(Set.of(witnesses.split(" "))));
  }

  @Test
  void quorum_noneOrOne() {
    assertTrue(parse("quorum none\n").quorum().isMetBy(Set.of()));
    Quorum one = parse("witness a " + vkey(1) + "\nquorum a\n").quorum();
    assertEquals(true, one.isMetBy(Set.of("a")));
    assertEquals(false, one.isMetBy(Set.of()));
    assertThrows(IllegalArgumentException.class, () -> new Quorum.Group(1, List.of()));
  }

  @Test
  void parse_thirtyTwoOfEach_isTaken() {
    StringBuilder file = new StringBuilder();
    for (int i = 1; i <= 32; i++) {
      file.append("log ")
          .append(VerifierKey.ed25519("l" + i, TestLog.ed25519(i).publicKey()).text());
      file.append("\nwitness w").append(i).append(' ').append(vkey(100 + i - 50));
      file.append("\ngroup g").append(i).append(" all w").append(i).append('\n');
    }
    TrustPolicy policy = parse(file + "quorum g32\n");
    assertEquals(32, policy.logs().size());
    assertEquals(32, policy.witnesses().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "quorum none",
        "quorum none\nquorum none\n",
        "quorum\n",
        "quorum none more\n",
        "quorum a\n",
        "quorum a\nwitness a W1\n",
        "witnes a W1\nquorum none\n",
        "witness a\nquorum none\n",
        "witness a W1 url more\nquorum none\n",
        "witness a LOG\nquorum none\n",
        "witness none W1\nquorum none\n",
        "witness a W1\nwitness a W2\nquorum none\n",
        "witness a W1\nwitness b W1\nquorum none\n",
        "witness a W1\nwitness b RENAMED\nquorum none\n",
        "log\nquorum none\n",
        "log W1\nquorum none\n",
        "log LOG url more\nquorum none\n",
        "log LOG\nlog LOG\nquorum none\n",
        "log LO\nquorum none\n",
        "witness a W1\ngroup g any\nquorum g\n",
        "witness a W1\ngroup g 0 a\nquorum g\n",
        "witness a W1\ngroup g 2 a\nquorum g\n",
        "witness a W1\ngroup g 01 a\nquorum g\n",
        "witness a W1\ngroup g some a\nquorum g\n",
        "witness a W1\ngroup g any none\nquorum g\n",
        "witness a W1\ngroup g any b\nquorum g\n",
        "witness a W1\ngroup g any g\nquorum g\n",
        "witness a W1\ngroup a any a\nquorum a\n",
        "witness a W1\ngroup g any a a\nquorum g\n",
        "witness a W1\ngroup g any a\ngroup h any a\nquorum g\n",
        "witness a W1\r\nquorum none\n",
        "quorum\u00a0none\n",
        "quorum none\u007f\n",
      })
  void parse_malformed_isRefused(String template) {
    String renamed = VerifierKey.ed25519Cosigner("other", TestLog.ed25519(1).publicKey()).text();
    String file =
        template
            .replace("W1", vkey(1))
            .replace("W2", vkey(2))
            .replace("LOG", TestLog.SIGNERS.getFirst().key().text())
            .replace("RENAMED", renamed);
    var refused = assertThrows(ProtocolViolation.class, () -> parse(file));
    assertEquals(Reason.MALFORMED_VALUE, refused.reason());
  }

  @Test
  void parse_notUtf8OrTooLong_isRefused() {
    assertThrows(
        ProtocolViolation.class, () -> TrustPolicy.parse(new byte[] {'#', (byte) 0xff, '\n'}));
    assertThrows(
        ProtocolViolation.class,
        () -> parse("#" + "a".repeat(TrustPolicy.MAX_BYTES) + "\nquorum none\n"));
  }

  @Test
  void verify_bothKeysOfTheLog_isTaken() {
    assertDoesNotThrow(() -> TestLog.policy().verify(LOG.signed(7)));
  }

  @Test
  void verify_oneOfTheLogsTwoKeys_isRefused() {
    for (NoteSigner signer : TestLog.SIGNERS) {
      SignedCheckpoint half =
          SignedCheckpoint.sign(LOG.checkpoint(7), List.of(signer), TestLog.TIME);
      refused("expected a signature by", TestLog.policy(), half);
    }
  }

  @Test
  void verify_otherLog_isRefused() {
    Checkpoint other = new Checkpoint("other.example", 7, LOG.checkpoint(7).root());
    SignedCheckpoint signed = SignedCheckpoint.sign(other, TestLog.SIGNERS, TestLog.TIME);
    refused("a checkpoint of a log of the policy", TestLog.policy(), signed);
  }

  @Test
  void verify_quorum_isAskedFor() {
    TrustPolicy policy = TestLog.policy(TestLog.WITNESS, TestLog.OTHER_WITNESS);
    SignedCheckpoint signed = LOG.signed(7);
    refused("a quorum of witnesses, found []", policy, signed);
    SignedCheckpoint one = signed.with(TestLog.WITNESS.sign(LOG.checkpoint(7), TestLog.TIME));
    refused("a quorum of witnesses, found [witness.example/w1]", policy, one);
    SignedCheckpoint both = one.with(TestLog.OTHER_WITNESS.sign(LOG.checkpoint(7), TestLog.TIME));
    assertDoesNotThrow(() -> policy.verify(both));
    assertEquals(Set.of("witness.example/w1", "witness.example/w2"), policy.cosigners(both));
  }

  @Test
  void verify_cosignatureThatFails_refusesAndIsNotCounted() {
    TrustPolicy policy = TestLog.policy(TestLog.WITNESS);
    SignedCheckpoint lying =
        LOG.signed(7).with(TestLog.WITNESS.sign(LOG.checkpoint(6), TestLog.TIME));
    assertThrows(ProtocolViolation.class, () -> policy.verify(lying));
    assertEquals(Set.of(), policy.cosigners(lying));
  }

  private static void refused(String expected, TrustPolicy policy, SignedCheckpoint signed) {
    var refused = assertThrows(ProtocolViolation.class, () -> policy.verify(signed));
    assertEquals(Reason.INVALID_SIGNATURE, refused.reason());
    assertTrue(refused.toString().contains(expected), refused::toString);
  }

  @Test
  void message_tellsTheLine() {
    String file = "quorum none\na b\n";
    assertEquals(
        "MALFORMED_VALUE: policy, line 2: expected log, witness, group or quorum",
        assertThrows(ProtocolViolation.class, () -> parse(file)).getMessage());
  }
}
