package jp.linkage.protocol.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import jp.linkage.protocol.assertion.RequestAssertion;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.InvalidMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {
  private static final Bytes MANIFEST = TestHeaders.hash(1);
  private static final AgencyId AGENCY = TestHeaders.AOBA_WELFARE;

  @ParameterizedTest
  @EnumSource(ExchangeType.class)
  void header_writtenAndRead_isTheSame(ExchangeType type) {
    Header header = header(type);

    Header read = Header.parse(header.bytes());

    assertEquals(header, read);
    assertEquals(header.hash(), read.hash());
    assertEquals(header.basis(), read.basis());
    assertEquals(header.occasion(), read.occasion());
    assertEquals(header.validity(), read.validity());
    assertEquals(type == ExchangeType.CONVERT, read.basis().isPresent());
  }

  @Test
  void hash_isThatOfTheBytes_andEachItemHasItsOwn() {
    Header header = TestHeaders.convert(MANIFEST, 2);

    assertEquals(Bytes.sha256(header.bytes()), header.hash());
    assertEquals(Bytes.sha256(header.hash(), Bytes.u32(1)), header.itemHash(1));
    assertNotEquals(header.itemHash(0), header.itemHash(1));
    assertThrows(IndexOutOfBoundsException.class, () -> header.itemHash(2));
    assertThrows(IndexOutOfBoundsException.class, () -> header.itemHash(-1));
  }

  // Protocol §4.1: a changed header is refused, or it is another header that σ_A does not sign
  @Test
  void header_withAnyByteChanged_isRefused() {
    Header header = TestHeaders.convert(MANIFEST, 3);
    Bytes root = TestHeaders.hash(2);
    RequestAssertion signed = RequestAssertion.of(header, root, header.requestedAt());
    byte[] bytes = header.bytes();
    for (int at = 0; at < bytes.length; at++) {
      for (int mask : new int[] {1, 2, 0x20, 0x80}) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) mask;
        assertTrue(isRefused(changed, signed, root), "byte " + at + " ^ " + mask);
      }
    }
  }

  private static boolean isRefused(byte[] changed, RequestAssertion signed, Bytes root) {
    try {
      Header other = Header.parse(changed);
      signed.require(other, root, other.requestedAt());
      return false;
    } catch (InvalidMessage | ProtocolViolation _) {
      return true;
    }
  }

  @Test
  void member_missing_isRefused() {
    for (ExchangeType type : ExchangeType.values()) {
      List<String> names = json(type).propertyStream().map(Map.Entry::getKey).toList();
      for (String name : names) {
        assertRefused(type, json -> json.remove(name));
      }
    }
  }

  @Test
  void member_unknown_isRefused() {
    for (ExchangeType type : ExchangeType.values()) {
      assertRefused(type, json -> json.put("comment", "x"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "itemNumber",
        "affair",
        "procedure",
        "information",
        "subjectRelation",
        "consentReference"
      })
  void member_ofConvert_isRefusedElsewhere(String name) {
    ObjectNode convert =
        parse(
            TestHeaders.convert(
                    MANIFEST,
                    1,
                    TestHeaders.withConsent(TestHeaders.basis("144", "a", "1", "applicant")))
                .bytes());
    for (ExchangeType type :
        List.of(ExchangeType.ENROL, ExchangeType.REGISTER, ExchangeType.READLOG)) {
      assertRefused(type, json -> json.set(name, convert.get(name)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONVERT, fromNamespace, aoba-tax",
    "CONVERT, fromNamespace, root",
    "CONVERT, toNamespace, aoba-welfare",
    "CONVERT, toNamespace, log",
    "CONVERT, toNamespace, root",
    "CONVERT, agency, aoba-tax",
    "ENROL, fromNamespace, aoba-welfare",
    "ENROL, toNamespace, aoba-tax",
    "ENROL, toNamespace, log",
    "REGISTER, fromNamespace, aoba-welfare",
    "REGISTER, toNamespace, aoba-welfare",
    "READLOG, fromNamespace, root",
    "READLOG, fromNamespace, aoba-tax",
    "READLOG, toNamespace, aoba-tax",
  })
  void route_thatTheTypeDoesNotHave_isRefused(ExchangeType type, String member, String value) {
    assertRefused(type, json -> json.put(member, value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol | jp-linkage/2",
        "manifest | AA",
        "type | convert",
        "exchangeId | 0190F4E6-7b5c-7000-8000-000000000000",
        "exchangeId | 0190f4e6-7b5c-4000-8000-000000000000",
        "exchangeId | 0190f4e6-7b5c-7000-c000-000000000000",
        "exchangeId | 0190f4e67b5c70008000000000000000",
        "itemNumber | 0144",
        "itemNumber | 144-",
        "affair | Tax",
        "procedure | 0",
        "procedure | 01",
        "procedure | 一",
        "subjectRelation | ''",
        "consentReference | a b",
        "organisation | ''",
        "caseReference | ケース",
        "requestedAt | 2026-11-23T05:00:00Z",
        "staff | short",
        "staff | 山田太郎山田太郎",
      })
  void member_ofAnotherForm_isRefusedAtItsPlace(String member, String value) {
    InvalidMessage refusal = assertRefused(ExchangeType.CONVERT, json -> json.put(member, value));

    assertEquals("$." + member, refusal.path());
    assertFalse(value.length() > 3 && refusal.getMessage().contains(value), refusal.getMessage());
  }

  @Test
  void member_ofAnotherType_isRefused() {
    assertRefused(ExchangeType.CONVERT, json -> json.put("count", "1"));
    assertRefused(ExchangeType.CONVERT, json -> json.put("nonDisclosure", "false"));
    assertRefused(ExchangeType.CONVERT, json -> json.put("procedure", 1));
    assertRefused(ExchangeType.CONVERT, json -> json.put("information", "municipal-tax"));
    assertRefused(ExchangeType.CONVERT, json -> json.putNull("staff"));
  }

  @Test
  void count_outside1To500_isRefused() {
    for (int count : new int[] {0, -1, 501}) {
      assertRefused(ExchangeType.ENROL, json -> json.put("count", count));
    }
    assertEquals(500, TestHeaders.convert(MANIFEST, 500).count());
    assertThrows(InvalidMessage.class, () -> TestHeaders.convert(MANIFEST, 501));
  }

  @Test
  void information_unsortedDoubledOrTooMuch_isRefused() {
    assertInformationRefused("resident-record", "municipal-tax");
    assertInformationRefused("municipal-tax", "municipal-tax");
    assertInformationRefused();
    assertInformationRefused("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
  }

  private static void assertInformationRefused(String... ids) {
    assertRefused(
        ExchangeType.CONVERT,
        json -> {
          var array = json.putArray("information");
          List.of(ids).forEach(array::add);
        });
  }

  @Test
  void validity_outOfOrderOrTooLong_isRefused() {
    Instant at = Instant.parse("2026-11-23T05:00:00.000Z");

    assertThrows(InvalidMessage.class, () -> new Validity(at, at.plusMillis(1), at.plusMillis(2)));
    assertThrows(InvalidMessage.class, () -> new Validity(at, at, at));
    assertThrows(
        InvalidMessage.class,
        () -> new Validity(at, at, at.plus(Duration.ofDays(7)).plusMillis(1)));
    new Validity(at, at.minusSeconds(3600), at.plus(Duration.ofDays(7)));
  }

  @Test
  void validity_isTimelyWithin60SecondsOfFirstSight() {
    Instant at = Instant.parse("2026-11-23T05:00:00.000Z");
    Validity validity = Validity.of(at, Duration.ofHours(1));

    assertTrue(validity.isTimely(at.plusSeconds(60)));
    assertTrue(validity.isTimely(at.minusSeconds(60)));
    assertFalse(validity.isTimely(at.plusMillis(60_001)));
    assertFalse(validity.isTimely(at.minusMillis(60_001)));
  }

  // 命令41条3項: the request loses its effect when the validity period ends
  @Test
  void validity_lapsesAtItsEnd() {
    Instant at = Instant.parse("2026-11-23T05:00:00.000Z");
    Validity validity = Validity.of(at, Duration.ofHours(1));

    assertFalse(validity.isExpired(at.plusMillis(3_599_999)));
    assertTrue(validity.isExpired(at.plusSeconds(3600)));
  }

  @Test
  void header_asLargeAsItCanBe_fits() {
    String long64 = "a".repeat(64);
    LegalBasis basis =
        new LegalBasis(
            new ItemNumber("ordinance-" + "a".repeat(51)),
            new AffairId(long64),
            new ProcedureNumber("999"),
            List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j").stream()
                .map(first -> new InformationId(first + "a".repeat(63)))
                .toList(),
            new SubjectRelation(long64),
            Optional.of(new ConsentReference(long64)));
    Header largest =
        Header.convert(
            MANIFEST,
            ExchangeId.next(),
            new AgencyId(long64),
            new AgencyId("b".repeat(64)),
            500,
            basis,
            new Occasion(
                "𠮷".repeat(100), new CaseReference(long64), new StaffPseudonym(long64), true),
            Validity.of(Instant.parse("2026-11-23T05:00:00.000Z"), Duration.ofDays(7)));

    assertEquals(largest, Header.parse(largest.bytes()));
    assertTrue(largest.bytes().length <= Header.MAX_BYTES);
  }

  @Test
  void organisation_withControlCharactersOrBlank_isRefused() {
    for (String name : List.of(" ", "　", "課\n係", "課\u0000", "a".repeat(101))) {
      assertRefused(ExchangeType.ENROL, json -> json.put("organisation", name));
    }
  }

  @Test
  void exchangeIds_madeOneAfterTheOther_sort() {
    ExchangeId first = ExchangeId.next();
    ExchangeId second = ExchangeId.next();

    assertTrue(first.toString().compareTo(second.toString()) < 0);
    assertEquals(first, ExchangeId.parse(first.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"root", "log", "linkage-gateway", "audit-service", "", "Aoba", "a-", "1a"})
  void agencyId_reservedOrOfAnotherForm_isRefused(String id) {
    assertThrows(InvalidMessage.class, () -> new AgencyId(id));
  }

  private static Header header(ExchangeType type) {
    return type == ExchangeType.CONVERT
        ? TestHeaders.convert(MANIFEST, 3)
        : TestHeaders.own(MANIFEST, type, AGENCY, 3);
  }

  private static ObjectNode json(ExchangeType type) {
    return parse(header(type).bytes());
  }

  private static ObjectNode parse(byte[] bytes) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
    }
  }

  private static InvalidMessage assertRefused(ExchangeType type, Consumer<ObjectNode> change) {
    ObjectNode json = json(type);
    change.accept(json);
    byte[] bytes = CanonicalJson.bytes(json);
    return assertThrows(
        InvalidMessage.class, () -> Header.parse(bytes), () -> CanonicalJson.text(json));
  }
}
