package jp.linkage.kit.steps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.protocol.assertion.AnswerAssertion;
import jp.linkage.protocol.assertion.Permit;
import jp.linkage.protocol.conversion.ItemHash;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.conversion.OpenConversion;
import jp.linkage.protocol.crypto.Hpke;
import jp.linkage.protocol.crypto.HpkePublicKey;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.keys.Es256PublicKey;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.message.AnswerItem;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.AnswerPayload;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.message.ProvidedInformation;
import jp.linkage.protocol.message.QueryItem;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.message.QueryPayload;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.permission.Decision;

/** The steps of the agency that answers (CONVERT): M3 and M4 (protocol §4.7, §4.8). */
public final class ProviderExchange {
  private final Manifest manifest;
  private final AgencyKeys keys;
  private final AgencyJwts jwts;

  /**
   * @param manifest the manifest that the header names
   * @param keys of the answering agency
   */
  public ProviderExchange(Manifest manifest, AgencyKeys keys, AgencyJwts jwts) {
    this.manifest = manifest;
    this.keys = keys;
    this.jwts = jwts;
  }

  /**
   * Verifies who asks, that the log holds it and that the gateway permits it: everything but the
   * proofs, which {@link #open} verifies as it goes.
   *
   * @param permitted what this agency's own copy of the table says
   * @param now the own clock
   * @return the request root, to which the exchange id is to be bound
   * @throws ProtocolViolation when anything does not hold
   */
  public Bytes verify(QueryMessage message, Decision.Permitted permitted, Instant now) {
    Header header = message.header();
    if (header.type() != ExchangeType.CONVERT
        || !header.toNamespace().equals(keys.id().namespace())) {
      throw ReceiptCheck.refused("a CONVERT to this agency");
    }
    Bytes requestRoot = Roots.requestRoot(message);
    ConversionCheck.verifyReceipt(message, requestRoot, manifest, now);
    verifyAssertion(message, requestRoot, now);
    Permit permit =
        jwts.verifyPermit(
            message.permit().orElseThrow(),
            header,
            requestRoot,
            manifest.gateway().signingKey(),
            now);
    if (!permit.row().equals(permitted.rowIds())) {
      throw ReceiptCheck.refused("a permit of the rows " + permitted.rowIds());
    }
    return requestRoot;
  }

  /**
   * σ_A lives for a minute only. A resumed exchange carries the one that the log saw, which was
   * valid at the receipt's time, or a fresh one.
   */
  private void verifyAssertion(QueryMessage message, Bytes requestRoot, Instant now) {
    Header header = message.header();
    ManifestAgency inquirer =
        manifest
            .agency(header.agency())
            .orElseThrow(() -> ReceiptCheck.refused("an agency of the manifest"));
    Es256PublicKey key = inquirer.signingKey();
    try {
      jwts.verifyRequest(message.assertion(), header, requestRoot, key, now);
    } catch (ProtocolViolation _) {
      jwts.verifyRequest(message.assertion(), header, requestRoot, key, message.receipt().time());
    }
  }

  /**
   * Verifies π_A, π_B and π_S of every item, then opens the tokens and the queries.
   *
   * @throws ProtocolViolation when a proof fails; a query that does not open is not the fault of
   *     the brokers and refuses its own item only
   */
  public List<OpenedQuery> open(QueryMessage message) {
    OpenConversion opener = keys.opener(manifest);
    NamespacePublic from = ConversionCheck.namespace(message.header().fromNamespace(), manifest);
    List<OpenedQuery> opened = new ArrayList<>(message.items().size());
    for (int i = 0; i < message.items().size(); i++) {
      opened.add(
          switch (message.items().get(i)) {
            case QueryItem.Query query -> open(message.header(), i, query, opener, from);
            case QueryItem.UnknownPerson unknown -> {
              ConversionCheck.verifyRejected(message.header(), i, unknown, manifest);
              yield new OpenedQuery.Rejected();
            }
            case QueryItem.Enrolment _ -> throw ReceiptCheck.refused("an item of CONVERT");
          });
    }
    return List.copyOf(opened);
  }

  private OpenedQuery open(
      Header header,
      int index,
      QueryItem.Query query,
      OpenConversion opener,
      NamespacePublic from) {
    ItemHash hash = WirePoints.itemHash(header, index);
    var token =
        opener.open(
            hash,
            WirePoints.read(query.subject()),
            WirePoints.read(query.brokerStep()),
            WirePoints.read(query.auditStep()),
            from);
    try {
      Hpke.Opened opened =
          Hpke.open(
              keys.hpkeKey(),
              hash.bytes(),
              query.subject().binding(header.itemHash(index)).toArray(),
              WirePoints.read(query.query()));
      QueryPayload payload = QueryPayload.parse(opened.payload());
      HpkePublicKey answerKey = HpkePublicKey.decode(payload.answerKey().toArray());
      return new OpenedQuery.Opened(token, payload.parameters(), answerKey, opened.answerSecret());
    } catch (ProtocolViolation | InvalidMessage e) {
      return new OpenedQuery.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Seals an answer.
   *
   * @param index of the item
   * @param query the opened query of the item
   * @param information what is provided; none unless the outcome is {@link Outcome#PROVIDED}
   */
  public SealedAnswer seal(
      QueryMessage message,
      int index,
      OpenedQuery.Opened query,
      Outcome outcome,
      List<ProvidedInformation> information) {
    Header header = message.header();
    AnswerPayload payload =
        new AnswerPayload(outcome, Bytes.of(SecretBytes.random(32).toByteArray()), information);
    var subject = message.items().get(index).subject();
    var sealed =
        Hpke.sealAnswer(
            query.answerKey(),
            query.answerSecret(),
            header.itemHash(index).toArray(),
            subject.binding(header.itemHash(index)).toArray(),
            payload.bytes());
    return new SealedAnswer(
        AnswerItem.answered(WirePoints.write(sealed)), Optional.of(payload.commitment()));
  }

  /**
   * M4 with σ_B.
   *
   * @param answers one per item, in order
   */
  public AnswerMessage sign(
      Header header, Bytes requestRoot, List<SealedAnswer> answers, Instant now) {
    List<AnswerItem> items = answers.stream().map(SealedAnswer::item).toList();
    Bytes outcomes =
        Roots.outcomesOfCommitments(answers.stream().map(SealedAnswer::commitment).toList());
    AnswerAssertion assertion =
        AnswerAssertion.of(header, requestRoot, Roots.answersRootOf(items), outcomes, now);
    return new AnswerMessage(items, outcomes, jwts.sign(assertion, keys.id(), keys.signingKey()));
  }
}
