package jp.linkage.kit.steps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.protocol.conversion.BlindToken;
import jp.linkage.protocol.conversion.ItemHash;
import jp.linkage.protocol.crypto.Hpke;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.message.AnswerItem;
import jp.linkage.protocol.message.AnswerPayload;
import jp.linkage.protocol.message.BlindedSubject;
import jp.linkage.protocol.message.ExchangeResponse;
import jp.linkage.protocol.message.QueryPayload;
import jp.linkage.protocol.message.RequestItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.message.Sealed;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;

/**
 * The steps of the agency that asks (CONVERT): M1, and what the gateway gives back (§4.2, §4.8).
 */
public final class InquirerExchange {
  private final Manifest manifest;
  private final AgencyJwts jwts;

  /**
   * @param manifest the manifest that the headers name
   */
  public InquirerExchange(Manifest manifest, AgencyJwts jwts) {
    this.manifest = manifest;
    this.jwts = jwts;
  }

  /**
   * Blinds the tokens and seals the queries, each with a key of its own for the answer.
   *
   * @param header a CONVERT under this manifest, whose count is the number of persons
   */
  public BuiltInquiry build(Header header, List<AskedPerson> persons) {
    ManifestAgency provider = provider(header);
    BlindToken blind = new BlindToken(manifest.jointKey());
    List<RequestItem> items = new ArrayList<>(persons.size());
    List<AnswerSecret> secrets = new ArrayList<>(persons.size());
    for (int i = 0; i < persons.size(); i++) {
      AskedPerson person = persons.get(i);
      ItemHash hash = WirePoints.itemHash(header, i);
      BlindedSubject subject = WirePoints.write(blind.blind(hash, person.token()));
      HpkePrivateKey answerKey = HpkePrivateKey.generate();
      QueryPayload payload =
          new QueryPayload(Bytes.of(answerKey.publicKey().encode()), person.parameters());
      Hpke.Sealed sealed =
          Hpke.seal(
              provider.hpkeKey(),
              hash.bytes(),
              subject.binding(header.itemHash(i)).toArray(),
              payload.bytes());
      items.add(new RequestItem.Query(subject, WirePoints.write(sealed.message())));
      secrets.add(new AnswerSecret(answerKey, sealed.answerSecret()));
    }
    return new BuiltInquiry(new UnsignedRequest(header, items), secrets);
  }

  /**
   * Verifies both receipts, σ_B and the roots, then opens the answers and verifies what B committed
   * to about their outcomes.
   *
   * @param request what was sent
   * @param secrets what {@link #build} gave for it
   * @param body the gateway's response
   * @param now the own clock
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when anything does not hold
   */
  public VerifiedAnswers open(
      UnsignedRequest request, List<AnswerSecret> secrets, byte[] body, Instant now) {
    Header header = request.header();
    ExchangeResponse response = parse(body, header);
    Bytes requestRoot = request.requestRoot();
    if (response.requestReceipt().time().isAfter(now.plus(ReceiptCheck.SKEW))) {
      throw ReceiptCheck.refused("a receipt that is not from the future");
    }
    if (response.release().isEmpty()) {
      // the record's form already says that every item is unknown-person
      ReceiptCheck.exchange(
          response.requestReceipt(), header, requestRoot, RecordType.DENY, manifest.audit());
      return new VerifiedAnswers(
          response.items().stream()
              .<OpenedAnswer>map(_ -> new OpenedAnswer.UnknownPerson())
              .toList(),
          response.requestReceipt(),
          Optional.empty());
    }
    ExchangeResponse.Release release = response.release().get();
    ReceiptCheck.exchange(
        response.requestReceipt(), header, requestRoot, RecordType.REQUEST, manifest.audit());
    verifyRelease(header, requestRoot, response, release, now);
    List<OpenedAnswer> opened = new ArrayList<>(header.count());
    for (int i = 0; i < header.count(); i++) {
      opened.add(open(request, i, secrets.get(i), response.items().get(i)));
    }
    ReceiptCheck.requireEqual(
        Roots.outcomes(opened.stream().map(InquirerExchange::payload).toList()),
        release.outcomes(),
        "the outcomes that the provider committed to");
    return new VerifiedAnswers(opened, response.requestReceipt(), Optional.of(release.receipt()));
  }

  private void verifyRelease(
      Header header,
      Bytes requestRoot,
      ExchangeResponse response,
      ExchangeResponse.Release release,
      Instant now) {
    LogReceipt receipt = release.receipt();
    Bytes answersRoot = Roots.answersRootOf(response.items());
    ReleaseRecord record =
        ReceiptCheck.release(receipt, header.exchangeId(), requestRoot, manifest.audit());
    ReceiptCheck.requireEqual(record.answersRoot(), answersRoot, "a release of these answers");
    ReceiptCheck.requireEqual(record.outcomes(), release.outcomes(), "a release of these outcomes");
    ReceiptCheck.requireEqual(
        record.assertion(), release.assertion().hash(), "a release of this σ_B");
    ReceiptCheck.requireEqual(
        receipt.outputDigest(), answersRoot, "a release whose output is these answers");
    if (!receipt.topicId().equals(response.requestReceipt().topicId())
        || receipt.offset() <= response.requestReceipt().offset()) {
      throw ReceiptCheck.refused("a release in the same log after the request");
    }
    if (!receipt.time().isBefore(header.expiresAt())
        || receipt.time().isAfter(now.plus(ReceiptCheck.SKEW))) {
      throw ReceiptCheck.refused("a release within the validity");
    }
    jwts.verifyAnswer(
        release.assertion(),
        header,
        requestRoot,
        answersRoot,
        release.outcomes(),
        provider(header).signingKey(),
        receipt.time());
  }

  private static OpenedAnswer open(
      UnsignedRequest request, int index, AnswerSecret secret, AnswerItem item) {
    return switch (item.status()) {
      case ANSWERED -> {
        Sealed answer = item.answer().orElseThrow();
        Header header = request.header();
        BlindedSubject subject = request.items().get(index).subject();
        byte[] plain =
            Hpke.openAnswer(
                secret.answerKey(),
                secret.contextSecret(),
                header.itemHash(index).toArray(),
                subject.binding(header.itemHash(index)).toArray(),
                WirePoints.read(answer));
        yield new OpenedAnswer.Answered(parsePayload(plain));
      }
      case DEFERRED -> new OpenedAnswer.Deferred();
      case REFUSED -> new OpenedAnswer.Refused();
      case UNKNOWN_PERSON -> new OpenedAnswer.UnknownPerson();
    };
  }

  private static Optional<AnswerPayload> payload(OpenedAnswer answer) {
    return answer instanceof OpenedAnswer.Answered answered
        ? Optional.of(answered.payload())
        : Optional.empty();
  }

  private static ExchangeResponse parse(byte[] body, Header header) {
    try {
      return ExchangeResponse.parse(body, header);
    } catch (InvalidMessage e) {
      throw ReceiptCheck.refused("a response of the gateway; " + e.getMessage());
    }
  }

  private static AnswerPayload parsePayload(byte[] plain) {
    try {
      return AnswerPayload.parse(plain);
    } catch (InvalidMessage e) {
      throw ReceiptCheck.refused("an answer; " + e.getMessage());
    }
  }

  private ManifestAgency provider(Header header) {
    return manifest
        .agency(header.toNamespace().agency())
        .orElseThrow(() -> new IllegalArgumentException("the manifest names no such provider"));
  }
}
