package jp.linkage.protocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.AnswerStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the roots with the formulas of protocol §4, written out once more and plainly. */
class RootsTest {
  private static final Bytes ZEROS = Bytes.of(new byte[32]);

  @ParameterizedTest
  @EnumSource(ExchangeType.class)
  void requestRoot_isTheSameInM1M2AndM3(ExchangeType type) {
    TestMessages messages = new TestMessages(2);
    Header header = header(type, 3);
    ExchangeRequest m1 = messages.exchangeRequest(header);
    ConversionRequest m2 = messages.conversionRequest(m1);

    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Bytes hashOfItem = sha256(header.hash().toArray(), new byte[] {0, 0, 0, (byte) i});
      RequestItem item = m1.items().get(i);
      byte[] asked =
          switch (item) {
            case RequestItem.Query query ->
                join(query.query().enc().toArray(), query.query().ciphertext().toArray());
            case RequestItem.Person _ -> new byte[0];
            case RequestItem.Reading reading -> reading.answerKey().toArray();
          };
      Bytes binding =
          sha256(
              hashOfItem.toArray(),
              item.subject().r().toArray(),
              item.subject().c().toArray(),
              item.subject().proofA().toArray());
      leaves.add(join(binding.toArray(), sha256(asked).toArray()));
    }

    assertEquals(mth(leaves), Roots.requestRoot(m1));
    assertEquals(mth(leaves), Roots.requestRoot(m2));
    if (type.endsAtAgency()) {
      assertEquals(
          mth(leaves),
          Roots.requestRoot(messages.queryMessage(m1, m2, messages.conversionResponse(header))));
    }
  }

  @Test
  void requestRoot_coversEveryByteOfEveryItem() {
    ExchangeRequest m1 = new TestMessages(3).exchangeRequest(header(ExchangeType.CONVERT, 2));
    Set<Bytes> roots = new HashSet<>(Set.of(Roots.requestRoot(m1)));
    BlindedSubject subject = m1.items().getFirst().subject();
    Sealed query = ((RequestItem.Query) m1.items().getFirst()).query();

    List<RequestItem> changed =
        List.of(
            new RequestItem.Query(
                new BlindedSubject(flip(subject.r()), subject.c(), subject.proofA()), query),
            new RequestItem.Query(
                new BlindedSubject(subject.r(), flip(subject.c()), subject.proofA()), query),
            new RequestItem.Query(
                new BlindedSubject(subject.r(), subject.c(), flip(subject.proofA())), query),
            new RequestItem.Query(subject, new Sealed(flip(query.enc()), query.ciphertext())),
            new RequestItem.Query(subject, new Sealed(query.enc(), flip(query.ciphertext()))),
            m1.items().get(1));
    for (RequestItem item : changed) {
      List<RequestItem> items = List.of(item, m1.items().get(1));
      roots.add(Roots.requestRoot(new ExchangeRequest(m1.header(), items, m1.assertion())));
    }
    roots.add(
        Roots.requestRoot(new ExchangeRequest(m1.header(), m1.items().reversed(), m1.assertion())));

    assertEquals(changed.size() + 2, roots.size(), "each change gives another root");
  }

  @Test
  void conversionSubjectAndOutput_areTheFormulasOfTheProtocol() {
    TestMessages messages = new TestMessages(4);
    Header header = header(ExchangeType.CONVERT, 3);
    ExchangeRequest m1 = messages.exchangeRequest(header);
    ConversionRequest m2 = messages.conversionRequest(m1);
    ConversionResponse response = messages.conversionResponse(header);
    QueryMessage m3 = messages.queryMessage(m1, m2, response);
    List<byte[]> conversions = new ArrayList<>();
    List<byte[]> subjects = new ArrayList<>();
    List<byte[]> outputs = new ArrayList<>();
    List<BrokerStep> steps = new ArrayList<>();
    List<Optional<AuditStep>> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ConversionItem.Conversion item = (ConversionItem.Conversion) m2.items().get(i);
      BrokerStep b = item.toAgency();
      LogStep l = item.toLog();
      byte[] sef = join(b.s().toArray(), b.e().toArray(), b.f().toArray());
      conversions.add(sha256(sef).toArray());
      subjects.add(
          sha256(l.sPrime().toArray(), l.dPrime().toArray(), l.proofL().toArray()).toArray());
      steps.add(b);
      if (response.items().get(i) instanceof ConversionResult.Converted converted) {
        AuditStep a = converted.step();
        outputs.add(sha256(sef, a.e2().toArray(), a.f2().toArray()).toArray());
        results.add(Optional.of(a));
      } else {
        outputs.add(ZEROS.toArray());
        results.add(Optional.empty());
      }
    }

    assertEquals(mth(conversions), Roots.conversionRoot(steps));
    assertEquals(mth(conversions), Roots.conversionRoot(m3));
    assertEquals(mth(subjects), Roots.subjectRoot(m2));
    assertEquals(mth(outputs), Roots.outputDigest(steps, results));
    assertEquals(mth(outputs), Roots.outputDigest(m3));
    assertEquals(ZEROS, Roots.NO_OUTPUT);
    assertEquals(Optional.empty(), results.get(2), "one item is rejected");
  }

  @Test
  void answersRoot_isTheSameForBAndForTheAuditService() {
    AnswerMessage m4 = new TestMessages(5).answerMessage(header(ExchangeType.CONVERT, 4));
    List<byte[]> leaves = new ArrayList<>();
    for (AnswerItem item : m4.items()) {
      byte[] status = item.status().wire().getBytes(StandardCharsets.US_ASCII);
      byte[] digest =
          item.answer()
              .map(answer -> sha256(answer.enc().toArray(), answer.ciphertext().toArray()))
              .map(Bytes::toArray)
              .orElse(new byte[0]);
      leaves.add(join(status, new byte[] {0}, digest));
    }

    assertEquals(mth(leaves), Roots.answersRootOf(m4.items()));
    assertEquals(
        mth(leaves), Roots.answersRoot(m4.items().stream().map(AnswerItem::toRelease).toList()));
  }

  @Test
  void answersRoot_ofAnotherStatus_isAnother() {
    AnswerItem deferred = AnswerItem.without(AnswerStatus.DEFERRED);
    AnswerItem refused = AnswerItem.without(AnswerStatus.REFUSED);

    assertNotEquals(Roots.answersRootOf(List.of(deferred)), Roots.answersRootOf(List.of(refused)));
  }

  @Test
  void outcomes_hideTheOutcomeBehindItsSalt() {
    AnswerPayload noRecord = new AnswerPayload(Outcome.NO_RECORD, TestHeaders.hash(6), List.of());
    byte[] committed =
        sha256(TestHeaders.hash(6).toArray(), "no-record".getBytes(StandardCharsets.US_ASCII))
            .toArray();

    assertEquals(committed.length, noRecord.commitment().length());
    assertEquals(Bytes.of(committed), noRecord.commitment());
    assertEquals(
        mth(List.of(committed, new byte[0])),
        Roots.outcomes(List.of(Optional.of(noRecord), Optional.empty())));
  }

  private static Header header(ExchangeType type, int count) {
    return type == ExchangeType.CONVERT
        ? TestHeaders.convert(TestHeaders.hash(1), count)
        : TestHeaders.own(TestHeaders.hash(1), type, TestHeaders.AOBA_WELFARE, count);
  }

  private static Bytes flip(Bytes bytes) {
    byte[] octets = bytes.toArray();
    octets[octets.length / 2] ^= 1;
    return Bytes.of(octets);
  }

  /** RFC 6962 §2.1, from its text. */
  private static Bytes mth(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return sha256(new byte[] {0}, leaves.getFirst());
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return sha256(
        new byte[] {1},
        mth(leaves.subList(0, k)).toArray(),
        mth(leaves.subList(k, leaves.size())).toArray());
  }

  private static Bytes sha256(byte[]... parts) {
    return Bytes.sha256(join(parts));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
