package jp.linkage.protocol.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.Hmac;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogRecordTest {
  private static final SigningKey LOG_KEY = SigningKey.generate();
  private static final Aead PERIOD_KEY = Aead.of(SecretBytes.random(32));
  private static final Instant TIME = Instant.parse("2026-11-23T05:00:00.123Z");
  private static final String ORIGIN = "linkage.test/log";
  private static final Bytes TOPIC_OUTPUT = TestHeaders.hash(9);
  private static final Header HEADER = TestHeaders.convert(TestHeaders.hash(1), 3);

  static Stream<LogRecord> records() {
    return Stream.of(
        request(details(3)),
        denialOfTheGateway(),
        release(),
        view(viewDetails("苦情 2026-17 の調査")),
        new ConfigRecord(ORIGIN, TIME, TestHeaders.hash(1), LogRecord.UNSIGNED).signed(LOG_KEY),
        new KeyRecord(ORIGIN, TIME, "2019-10", 1_234_567, 2, LogRecord.UNSIGNED).signed(LOG_KEY));
  }

  @ParameterizedTest
  @MethodSource("records")
  void record_writtenAndRead_isTheSame(LogRecord record) {
    LogRecord read = LogRecord.parse(record.leaf());

    assertEquals(record, read);
    read.verify(LOG_KEY.publicKey());
  }

  @ParameterizedTest
  @MethodSource("records")
  void record_withAnyByteChanged_isRefused(LogRecord record) {
    byte[] leaf = record.leaf();
    for (int at = 0; at < leaf.length; at++) {
      byte[] changed = leaf.clone();
      changed[at] ^= 1;
      assertTrue(refuses(() -> LogRecord.parse(changed).verify(LOG_KEY.publicKey())), "byte " + at);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void receipt_writtenReadAndVerified_givesTheRecord(LogRecord record) {
    LogReceipt receipt = receipt(record);

    LogReceipt read = LogReceipt.parse(receipt.bytes());

    assertEquals(receipt, read);
    assertEquals(record, read.verify(LOG_KEY.publicKey()));
    assertThrows(ProtocolViolation.class, () -> read.verify(SigningKey.generate().publicKey()));
  }

  @Test
  void receipt_withAnyByteChanged_isRefused() {
    byte[] bytes = receipt(release()).bytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertTrue(
          refuses(() -> LogReceipt.parse(changed).verify(LOG_KEY.publicKey())), "byte " + at);
    }
  }

  @Test
  void receipt_forAnotherPlace_isRefused() {
    LogReceipt receipt = receipt(release());
    List<LogReceipt> others =
        List.of(
            new LogReceipt(
                receipt.leaf(),
                UUID.randomUUID(),
                receipt.offset(),
                TIME,
                TOPIC_OUTPUT,
                receipt.signature()),
            new LogReceipt(
                receipt.leaf(), receipt.topicId(), 8, TIME, TOPIC_OUTPUT, receipt.signature()),
            new LogReceipt(
                receipt.leaf(),
                receipt.topicId(),
                7,
                TIME.plusMillis(1),
                TOPIC_OUTPUT,
                receipt.signature()),
            new LogReceipt(
                receipt.leaf(),
                receipt.topicId(),
                7,
                TIME,
                TestHeaders.hash(8),
                receipt.signature()));

    for (LogReceipt other : others) {
      assertThrows(ProtocolViolation.class, () -> other.verify(LOG_KEY.publicKey()));
    }
  }

  // The receipt's own signature does not vouch for a record that the log key did not sign
  @Test
  void receipt_overAnUnsignedRecord_isRefused() {
    ConfigRecord unsigned = new ConfigRecord(ORIGIN, TIME, TestHeaders.hash(1), LogRecord.UNSIGNED);

    assertThrows(ProtocolViolation.class, () -> receipt(unsigned).verify(LOG_KEY.publicKey()));
  }

  @Test
  void signature_coversTheLabelAndTheFormWithoutIt() {
    ConfigRecord record =
        new ConfigRecord(ORIGIN, TIME, TestHeaders.hash(1), LogRecord.UNSIGNED).signed(LOG_KEY);
    String signed =
        "jp-linkage/1 log record\n"
            + "{\"log\":\"linkage.test/log\",\"manifest\":\""
            + TestHeaders.hash(1).text()
            + "\",\"time\":\"2026-11-23T05:00:00.123Z\",\"type\":\"CONFIG\",\"v\":1}";

    LOG_KEY
        .publicKey()
        .verifyPlain(record.signature().toArray(), signed.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void details_sealedAndOpened_areTheSame() {
    RecordDetails details = details(3);
    ExchangeRecord record = request(details);

    assertEquals(details, RecordDetails.open(PERIOD_KEY, record));
    assertFalse(
        new String(record.leaf(), StandardCharsets.UTF_8)
            .contains(details.lids().getFirst().text()),
        "the lid is not in clear");
    assertThrows(
        ProtocolViolation.class, () -> RecordDetails.open(Aead.of(SecretBytes.random(32)), record));
  }

  // Protocol §4.6: salt_h = HMAC(salt, "header"), salt_i = HMAC(salt, "subject" ‖ u32(i))
  @Test
  void commitments_areTheFormulasOfTheProtocol() {
    RecordDetails details = details(2);
    SecretBytes salt = SecretBytes.copyOf(details.salt().toArray());
    byte[] ofHeader = Hmac.sha256(salt, "header".getBytes(StandardCharsets.US_ASCII));
    byte[] ofSecond = Hmac.sha256(salt, "subject\0\0\0\1".getBytes(StandardCharsets.US_ASCII));

    assertEquals(Bytes.sha256(Bytes.of(ofHeader), details.header()), details.headerCommitment());
    assertEquals(
        Bytes.sha256(Bytes.of(ofSecond), details.lids().get(1)),
        details.subjectCommitments().get(1));
  }

  @Test
  void details_ofAnotherExchange_areNotOpened() {
    RecordDetails details = details(3);
    Bytes sealedForOther = details.seal(PERIOD_KEY, RecordType.REQUEST, ExchangeId.next());

    assertThrows(
        ProtocolViolation.class,
        () -> RecordDetails.open(PERIOD_KEY, request(details, sealedForOther)));
  }

  @Test
  void details_thatDoNotOpenTheCommitments_areRefused() {
    Bytes other = details(3).seal(PERIOD_KEY, RecordType.REQUEST, HEADER.exchangeId());

    assertThrows(
        ProtocolViolation.class, () -> RecordDetails.open(PERIOD_KEY, request(details(3), other)));
  }

  @Test
  void details_withRejectedOutOfOrder_areRefused() {
    for (List<Integer> rejected : List.of(List.of(1, 0), List.of(1, 1), List.of(3), List.of(-1))) {
      assertThrows(InvalidMessage.class, () -> withRejected(rejected));
    }
    assertEquals(List.of(0, 2), withRejected(List.of(0, 2)).rejected());
  }

  // tlog-tiles bundles carry a 16-bit length: the record of a full batch must fit
  @Test
  void record_ofAFullBatch_fits() {
    RecordDetails details =
        new RecordDetails(
            Bytes.of(new byte[Header.MAX_BYTES]),
            TestHeaders.hash(2),
            lids(Header.MAX_ITEMS),
            IntStream.range(0, Header.MAX_ITEMS).boxed().toList(),
            Optional.of("a".repeat(RecordDetails.MAX_REASON)),
            Optional.empty());
    ExchangeRecord denial =
        new ExchangeRecord(
                "l".repeat(255),
                RecordType.DENY,
                HEADER.exchangeId(),
                TIME,
                details.headerCommitment(),
                TestHeaders.hash(4),
                TestHeaders.hash(5),
                Optional.empty(),
                Optional.of(TestHeaders.hash(7)),
                details.subjectCommitments(),
                "2026-11",
                details.seal(PERIOD_KEY, RecordType.DENY, HEADER.exchangeId()),
                LogRecord.UNSIGNED)
            .signed(LOG_KEY);

    assertTrue(denial.leaf().length <= LogRecord.MAX_BYTES, denial.leaf().length + " bytes");
    assertEquals(denial, LogRecord.parse(denial.leaf()));
  }

  @Test
  void record_tooLargeForTheLog_isRefused() {
    ReleaseRecord record = release();
    ReleaseRecord large =
        new ReleaseRecord(
            ORIGIN,
            record.exchangeId(),
            TIME,
            record.header(),
            record.requestRoot(),
            record.answersRoot(),
            record.outcomes(),
            record.assertion(),
            record.period(),
            Bytes.of(new byte[49_000]),
            LogRecord.UNSIGNED);

    assertThrows(InvalidMessage.class, large::leaf);
  }

  @Test
  void record_withMembersOfAnotherType_isRefused() {
    ExchangeRecord request = request(details(3));

    assertThrows(InvalidMessage.class, () -> retyped(request, RecordType.VIEW));
    assertThrows(InvalidMessage.class, () -> retyped(request, RecordType.RELEASE));
    assertThrows(InvalidMessage.class, () -> retyped(denialOfTheGateway(), RecordType.REGISTER));
  }

  @Test
  void view_sealedAndOpened_isTheSameAndShowsNothing() {
    ViewDetails details = viewDetails("complaint 2026-17");
    ViewRecord record = view(details);

    assertEquals(details, ViewDetails.open(PERIOD_KEY, record));
    String leaf = new String(record.leaf(), StandardCharsets.UTF_8);
    for (String secret : List.of("complaint", "auditor-0001", "aoba-tax", "search-entries")) {
      assertFalse(leaf.contains(secret), secret);
    }
    assertThrows(
        ProtocolViolation.class, () -> ViewDetails.open(Aead.of(SecretBytes.random(32)), record));
  }

  // Protocol §4.6: salt_a = HMAC(salt, "auditor"), salt_q = HMAC(salt, "query"), salt_r
  @Test
  void viewCommitments_areTheFormulasOfTheProtocol() {
    ViewDetails details = viewDetails("complaint 2026-17");
    String query =
        "{\"operation\":\"search-entries\",\"parameters\":{\"limit\":\"5\",\"type\":\"DENY\"}}";

    assertEquals(
        salted(details, "auditor", "{\"agency\":\"aoba-tax\",\"pseudonym\":\"auditor-0001\"}"),
        details.auditorCommitment());
    assertEquals(salted(details, "query", query), details.queryCommitment());
    assertEquals(salted(details, "reason", "complaint 2026-17"), details.reasonCommitment());
  }

  private static Bytes salted(ViewDetails details, String label, String value) {
    SecretBytes salt = SecretBytes.copyOf(details.salt().toArray());
    return Bytes.sha256(
        Bytes.of(Hmac.sha256(salt, label.getBytes(StandardCharsets.US_ASCII))),
        Bytes.of(value.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void view_withAnotherReasonThanItCommitsTo_isNotOpened() {
    ViewRecord record = view(viewDetails("complaint 2026-17"));
    ViewRecord other =
        new ViewRecord(
            ORIGIN,
            record.viewId(),
            TIME,
            record.auditor(),
            record.query(),
            record.reason(),
            record.period(),
            viewDetails("another reason").seal(PERIOD_KEY, record.viewId()),
            LogRecord.UNSIGNED);

    assertThrows(ProtocolViolation.class, () -> ViewDetails.open(PERIOD_KEY, other));
  }

  // A VIEW of an agency names an exchange, one of an auditor does not: never one for the other
  @Test
  void view_ofAnAuditor_isNoneOfAnExchange() {
    String leaf = new String(view(viewDetails("complaint 2026-17")).leaf(), StandardCharsets.UTF_8);
    byte[] renamed = leaf.replace("\"viewId\"", "\"exchangeId\"").getBytes(StandardCharsets.UTF_8);

    assertThrows(InvalidMessage.class, () -> LogRecord.parse(renamed));
  }

  @Test
  void reason_ofAnotherForm_isRefused() {
    for (String text :
        List.of("", "abc", " four", "four ", "a".repeat(501), "two\nlines", "two\u2028lines")) {
      assertThrows(InvalidMessage.class, () -> new ViewReason(text));
    }
    assertEquals("苦情調査", new ViewReason("苦情調査").text());
    assertEquals(500, new ViewReason("a".repeat(500)).text().length());
  }

  @Test
  void query_tooLargeForItsRecord_isRefused() {
    assertThrows(InvalidMessage.class, () -> query(Map.of("va lue", "a")));
    assertThrows(InvalidMessage.class, () -> query(Map.of("value", "a\nb")));
    int rest = ViewQuery.MAX_BYTES - query(Map.of("value", "")).bytes().length;
    assertThrows(InvalidMessage.class, () -> query(Map.of("value", "a".repeat(rest + 1))));
    ViewDetails largest =
        new ViewDetails(
            TestHeaders.hash(3),
            new StaffPseudonym("a".repeat(64)),
            Optional.of(new AgencyId("a".repeat(64))),
            query(Map.of("value", "a".repeat(rest))),
            new ViewReason("苦".repeat(500)));
    assertTrue(view(largest).leaf().length < LogRecord.MAX_BYTES);
    assertEquals(largest, ViewDetails.open(PERIOD_KEY, view(largest)));
  }

  private static ViewQuery query(Map<String, String> parameters) {
    return new ViewQuery("search-entries", new TreeMap<>(parameters));
  }

  private static ViewDetails viewDetails(String reason) {
    return new ViewDetails(
        TestHeaders.hash(3),
        new StaffPseudonym("auditor-0001"),
        Optional.of(new AgencyId("aoba-tax")),
        query(Map.of("type", "DENY", "limit", "5")),
        new ViewReason(reason));
  }

  private static ViewRecord view(ViewDetails details) {
    UUID id = UUID.fromString("0b6ef1a2-8f11-4c7c-9d55-3f6f1f0e2a01");
    return new ViewRecord(
            ORIGIN,
            id,
            TIME,
            details.auditorCommitment(),
            details.queryCommitment(),
            details.reasonCommitment(),
            "2026-11",
            details.seal(PERIOD_KEY, id),
            LogRecord.UNSIGNED)
        .signed(LOG_KEY);
  }

  private static ExchangeRecord retyped(ExchangeRecord record, RecordType type) {
    return new ExchangeRecord(
        record.log(),
        type,
        record.exchangeId(),
        record.time(),
        record.header(),
        record.assertion(),
        record.requestRoot(),
        record.conversionRoot(),
        record.subjectRoot(),
        record.subjects(),
        record.period(),
        record.enc(),
        record.signature());
  }

  private static RecordDetails withRejected(List<Integer> rejected) {
    return new RecordDetails(
        Bytes.of(HEADER.bytes()),
        TestHeaders.hash(2),
        lids(3),
        rejected,
        Optional.empty(),
        Optional.empty());
  }

  private static RecordDetails details(int count) {
    return new RecordDetails(
        Bytes.of(HEADER.bytes()),
        Bytes.of(SecretBytes.random(32).toByteArray()),
        lids(count),
        List.of(1),
        Optional.empty(),
        Optional.empty());
  }

  private static List<Bytes> lids(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> Bytes.of(new byte[] {(byte) i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}))
        .toList();
  }

  private static ExchangeRecord request(RecordDetails details) {
    return request(details, details.seal(PERIOD_KEY, RecordType.REQUEST, HEADER.exchangeId()));
  }

  private static ExchangeRecord request(RecordDetails details, Bytes enc) {
    return new ExchangeRecord(
            ORIGIN,
            RecordType.REQUEST,
            HEADER.exchangeId(),
            TIME,
            details.headerCommitment(),
            TestHeaders.hash(4),
            TestHeaders.hash(5),
            Optional.of(TestHeaders.hash(6)),
            Optional.of(TestHeaders.hash(7)),
            details.subjectCommitments(),
            "2026-11",
            enc,
            LogRecord.UNSIGNED)
        .signed(LOG_KEY);
  }

  private static ExchangeRecord denialOfTheGateway() {
    RecordDetails details =
        new RecordDetails(
            Bytes.of(HEADER.bytes()),
            TestHeaders.hash(2),
            List.of(),
            List.of(),
            Optional.of("no row permits it"),
            Optional.empty());
    return new ExchangeRecord(
            ORIGIN,
            RecordType.DENY,
            HEADER.exchangeId(),
            TIME,
            details.headerCommitment(),
            TestHeaders.hash(4),
            TestHeaders.hash(5),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "2026-11",
            details.seal(PERIOD_KEY, RecordType.DENY, HEADER.exchangeId()),
            LogRecord.UNSIGNED)
        .signed(LOG_KEY);
  }

  private static ReleaseRecord release() {
    RecordDetails details =
        new RecordDetails(
            Bytes.of(HEADER.bytes()),
            TestHeaders.hash(2),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(List.of(AnswerStatus.ANSWERED, AnswerStatus.DEFERRED)));
    return new ReleaseRecord(
            ORIGIN,
            HEADER.exchangeId(),
            TIME,
            details.headerCommitment(),
            TestHeaders.hash(5),
            TestHeaders.hash(6),
            TestHeaders.hash(7),
            TestHeaders.hash(8),
            "2026-11",
            details.seal(PERIOD_KEY, RecordType.RELEASE, HEADER.exchangeId()),
            LogRecord.UNSIGNED)
        .signed(LOG_KEY);
  }

  private static LogReceipt receipt(LogRecord record) {
    return LogReceipt.sign(
        Bytes.of(record.leaf()), UUID.randomUUID(), 7, TIME, TOPIC_OUTPUT, LOG_KEY);
  }

  private static boolean refuses(Runnable check) {
    try {
      check.run();
      return false;
    } catch (InvalidMessage | ProtocolViolation _) {
      return true;
    }
  }
}
