package jp.linkage.kit.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import jp.linkage.protocol.assertion.AnswerAssertion;
import jp.linkage.protocol.assertion.Permit;
import jp.linkage.protocol.assertion.RequestAssertion;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.crypto.Hmac;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.keys.Es256PrivateKey;
import org.junit.jupiter.api.Test;

/** Protocol §4.2, §4.3 and §4.8: what a verifier of the three assertions refuses. */
class AgencyJwtsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
  private static final AgencyId INQUIRER = new AgencyId("aoba-welfare");
  private static final AgencyId PROVIDER = new AgencyId("aoba-tax");
  private static final Bytes ROOT = Bytes.sha256(new byte[] {1});
  private static final Bytes ANSWERS = Bytes.sha256(new byte[] {2});
  private static final Bytes OUTCOMES = Bytes.sha256(new byte[] {3});

  private final AgencyJwts jwts = new AgencyJwts();
  private final Es256PrivateKey key = Es256PrivateKey.generate();
  private final Header header = header(NOW);

  private static Header header(Instant at) {
    return Header.convert(
        Bytes.sha256(new byte[] {9}),
        ExchangeId.next(),
        INQUIRER,
        PROVIDER,
        1,
        new LegalBasis(
            new ItemNumber("144"),
            new AffairId("disability-support-benefits"),
            new ProcedureNumber("1"),
            List.of(new InformationId("municipal-tax")),
            new SubjectRelation("applicant"),
            Optional.empty()),
        new Occasion("福祉課", new CaseReference("case-1"), new StaffPseudonym("staff-0001"), false),
        Validity.of(at, Duration.ofHours(1)));
  }

  private SignedAssertion request() {
    return jwts.sign(RequestAssertion.of(header, ROOT, NOW), INQUIRER, key);
  }

  private void verify(SignedAssertion jwt, Instant at) {
    jwts.verifyRequest(jwt, header, ROOT, key.publicKey(), at);
  }

  private void assertRefused(SignedAssertion jwt, Instant at) {
    assertThrows(ProtocolViolation.class, () -> verify(jwt, at));
  }

  private SignedAssertion requestWith(String claim, Object value) {
    Map<String, Object> claims =
        new LinkedHashMap<>(RequestAssertion.of(header, ROOT, NOW).claims());
    claims.put(claim, value);
    return sign(claims, RequestAssertion.TYP, INQUIRER.value());
  }

  private SignedAssertion sign(Map<String, Object> claims, String typ, String kid) {
    return new SignedAssertion(
        Jwt.claims(claims)
            .jws()
            .header("typ", typ)
            .keyId(kid)
            .algorithm(SignatureAlgorithm.ES256)
            .sign(key.toKey()));
  }

  @Test
  void request_signedByTheAgency_isAccepted() {
    verify(request(), NOW);
    verify(request(), NOW.plusSeconds(59));
  }

  @Test
  void request_expired_isRefusedNowButAcceptedAtTheReceiptsTime() {
    assertRefused(request(), NOW.plusSeconds(60));
    assertRefused(request(), NOW.plus(Duration.ofDays(2)));
    verify(request(), NOW.plusSeconds(3));
  }

  @Test
  void request_issuedMoreThanAMinuteAhead_isRefused() {
    assertRefused(request(), NOW.minusSeconds(61));
    verify(request(), NOW.minusSeconds(60));
  }

  @Test
  void request_validForMoreThanAMinute_isRefused() {
    assertRefused(requestWith("exp", NOW.getEpochSecond() + 61), NOW);
  }

  @Test
  void request_modified_isRefused() {
    String compact = request().compact();
    String[] parts = compact.split("\\.", -1);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
    long expiry = NOW.getEpochSecond() + 60;
    String later = payload.replace("\"exp\":" + expiry, "\"exp\":" + (expiry - 1));
    assertNotEquals(payload, later);
    String forged =
        parts[0]
            + "."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(later.getBytes(UTF_8))
            + "."
            + parts[2];
    assertRefused(new SignedAssertion(forged), NOW);
    char flipped = compact.charAt(compact.length() - 20) == 'A' ? 'B' : 'A';
    StringBuilder signature = new StringBuilder(compact);
    signature.setCharAt(compact.length() - 20, flipped);
    assertRefused(new SignedAssertion(signature.toString()), NOW);
  }

  /** 64 octets leave four bits of the last character unused, which decoders like to ignore. */
  @Test
  void request_withAnotherTextOfItsSignature_isRefused() {
    String compact = request().compact();
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(compact.charAt(compact.length() - 1));
    String other = compact.substring(0, compact.length() - 1) + alphabet.charAt(last + 1);
    assertArrayEquals(
        Base64.getUrlDecoder().decode(compact.substring(compact.lastIndexOf('.') + 1)),
        Base64.getUrlDecoder().decode(other.substring(other.lastIndexOf('.') + 1)));
    assertRefused(new SignedAssertion(other), NOW);
  }

  @Test
  void request_ofAnotherIssuer_isRefused() {
    assertRefused(requestWith("iss", "midori-welfare"), NOW);
  }

  @Test
  void request_withAnotherAudience_isRefused() {
    assertRefused(requestWith("aud", List.of("linkage-gateway")), NOW);
    assertRefused(
        requestWith("aud", List.of("linkage-gateway", "audit-service", "midori-tax")), NOW);
    assertRefused(
        requestWith("aud", List.of("linkage-gateway", "audit-service", "aoba-tax", "x")), NOW);
    assertRefused(requestWith("aud", "linkage-gateway"), NOW);
  }

  @Test
  void request_withAnotherTypOrKid_isRefused() {
    Map<String, Object> claims = RequestAssertion.of(header, ROOT, NOW).claims();
    assertRefused(sign(claims, "JWT", INQUIRER.value()), NOW);
    assertRefused(sign(claims, AnswerAssertion.TYP, INQUIRER.value()), NOW);
    assertRefused(sign(claims, RequestAssertion.TYP, PROVIDER.value()), NOW);
  }

  @Test
  void request_withAnotherHeaderMember_isRefused() {
    SignedAssertion jwt =
        new SignedAssertion(
            Jwt.claims(RequestAssertion.of(header, ROOT, NOW).claims())
                .jws()
                .header("typ", RequestAssertion.TYP)
                .header("crit", List.of("b64"))
                .keyId(INQUIRER.value())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.toKey()));
    assertRefused(jwt, NOW);
  }

  @Test
  void request_withAnUnknownClaim_isRefused() {
    assertRefused(requestWith("nbf", NOW.getEpochSecond()), NOW);
  }

  @Test
  void request_aboutAnotherRequest_isRefused() {
    assertRefused(requestWith("root", ANSWERS.text()), NOW);
    assertRefused(requestWith("h", ANSWERS.text()), NOW);
    assertRefused(requestWith("jti", ExchangeId.next().toString()), NOW);
    assertThrows(
        ProtocolViolation.class,
        () -> jwts.verifyRequest(request(), header, ANSWERS, key.publicKey(), NOW));
    assertThrows(
        ProtocolViolation.class,
        () -> jwts.verifyRequest(request(), header(NOW), ROOT, key.publicKey(), NOW));
  }

  @Test
  void request_signedWithAnotherKey_isRefused() {
    Es256PrivateKey other = Es256PrivateKey.generate();
    SignedAssertion jwt = jwts.sign(RequestAssertion.of(header, ROOT, NOW), INQUIRER, other);
    assertRefused(jwt, NOW);
  }

  @Test
  void request_withoutSignatureAlgorithm_isRefused() {
    String payload = request().compact().split("\\.", -1)[1];
    String none =
        encode("{\"alg\":\"none\",\"typ\":\"linkage-request+jwt\",\"kid\":\"aoba-welfare\"}");
    assertRefused(new SignedAssertion(none + "." + payload + ".AA"), NOW);
  }

  @Test
  void request_withHmacUnderThePublicKey_isRefused() {
    String payload = request().compact().split("\\.", -1)[1];
    String header256 =
        encode("{\"alg\":\"HS256\",\"typ\":\"linkage-request+jwt\",\"kid\":\"aoba-welfare\"}");
    byte[] mac =
        Hmac.sha256(
            SecretBytes.copyOf(
                new SecretKeySpec(key.publicKey().toKey().getEncoded(), "x").getEncoded()),
            (header256 + "." + payload).getBytes(US_ASCII));
    String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    assertRefused(new SignedAssertion(header256 + "." + payload + "." + signature), NOW);
  }

  @Test
  void permit_ofTheGateway_isAcceptedUntilTheHeaderExpires() {
    SignedAssertion jwt = jwts.sign(Permit.of(header, ROOT, "144.1.municipal-tax", NOW), key);
    Permit permit = jwts.verifyPermit(jwt, header, ROOT, key.publicKey(), NOW.plusSeconds(3500));
    assertEquals("144.1.municipal-tax", permit.row());
    assertThrows(
        ProtocolViolation.class,
        () -> jwts.verifyPermit(jwt, header, ROOT, key.publicKey(), header.expiresAt()));
  }

  @Test
  void permit_signedByTheAgencyInTheGatewaysName_isRefused() {
    SignedAssertion jwt =
        jwts.sign(Permit.of(header, ROOT, "row", NOW), Es256PrivateKey.generate());
    assertThrows(
        ProtocolViolation.class, () -> jwts.verifyPermit(jwt, header, ROOT, key.publicKey(), NOW));
  }

  @Test
  void answer_aboutTheseAnswers_isAccepted() {
    SignedAssertion jwt =
        jwts.sign(AnswerAssertion.of(header, ROOT, ANSWERS, OUTCOMES, NOW), PROVIDER, key);
    jwts.verifyAnswer(jwt, header, ROOT, ANSWERS, OUTCOMES, key.publicKey(), NOW);
  }

  @Test
  void answer_aboutOtherAnswersOrOutcomes_isRefused() {
    SignedAssertion jwt =
        jwts.sign(AnswerAssertion.of(header, ROOT, ANSWERS, OUTCOMES, NOW), PROVIDER, key);
    assertThrows(
        ProtocolViolation.class,
        () -> jwts.verifyAnswer(jwt, header, ROOT, OUTCOMES, OUTCOMES, key.publicKey(), NOW));
    assertThrows(
        ProtocolViolation.class,
        () -> jwts.verifyAnswer(jwt, header, ROOT, ANSWERS, ANSWERS, key.publicKey(), NOW));
    assertThrows(
        ProtocolViolation.class,
        () -> jwts.verifyAnswer(jwt, header, ANSWERS, ANSWERS, OUTCOMES, key.publicKey(), NOW));
  }

  @Test
  void request_asPermitOrAnswer_isRefused() {
    assertThrows(
        ProtocolViolation.class,
        () -> jwts.verifyPermit(request(), header, ROOT, key.publicKey(), NOW));
    assertThrows(
        ProtocolViolation.class,
        () -> jwts.verifyAnswer(request(), header, ROOT, ANSWERS, OUTCOMES, key.publicKey(), NOW));
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }
}
