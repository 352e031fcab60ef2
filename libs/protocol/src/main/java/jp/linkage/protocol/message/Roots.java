package jp.linkage.protocol.message;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.tlog.MerkleTree;

/**
 * The Merkle roots that bind the items of an exchange together (protocol §4.2, §4.5, §4.8), each a
 * pure function of what travelled. MTH is the tree hash of RFC 6962 §2.1.
 */
public final class Roots {
  /** What a receipt holds as output digest where nothing was converted. */
  public static final Bytes NO_OUTPUT = Bytes.of(new byte[32]);

  private Roots() {}

  /** requestRoot = MTH(t_i ‖ q_i) of M1. */
  public static Bytes requestRoot(ExchangeRequest request) {
    return requestRoot(request.header(), request.items());
  }

  /** requestRoot of an M1 that is not signed yet. */
  public static Bytes requestRoot(Header header, List<RequestItem> items) {
    return requestRoot(header, items, RequestItem::subject, RequestItem::queryDigest);
  }

  /** requestRoot of M2. */
  public static Bytes requestRoot(ConversionRequest request) {
    return requestRoot(
        request.header(), request.items(), ConversionItem::subject, ConversionItem::queryDigest);
  }

  /** requestRoot of M3. */
  public static Bytes requestRoot(QueryMessage message) {
    return requestRoot(
        message.header(), message.items(), QueryItem::subject, QueryItem::queryDigest);
  }

  private static <T> Bytes requestRoot(
      Header header,
      List<T> items,
      Function<T, BlindedSubject> subject,
      Function<T, Bytes> queryDigest) {
    return root(
        IntStream.range(0, items.size())
            .mapToObj(i -> {
              T item = items.get(i);
              Bytes binding = subject.apply(item).binding(header.itemHash(i));
              return Bytes.concat(binding, queryDigest.apply(item));
            })
            .toList());
  }

  /** conversionRoot = MTH(SHA-256(S ‖ E ‖ F)). */
  public static Bytes conversionRoot(List<BrokerStep> steps) {
    return root(steps.stream().map(step -> Bytes.sha256(step.s(), step.e(), step.f())).toList());
  }

  /** conversionRoot of M3. */
  public static Bytes conversionRoot(QueryMessage message) {
    return conversionRoot(message.items().stream().map(QueryItem::brokerStep).toList());
  }

  /** subjectRoot = MTH(SHA-256(S′ ‖ D′ ‖ π_L)). */
  public static Bytes subjectRoot(List<LogStep> steps) {
    return root(steps.stream().map(LogStep::digest).toList());
  }

  /** subjectRoot of M2. */
  public static Bytes subjectRoot(ConversionRequest request) {
    return subjectRoot(request.items().stream().map(ConversionItem::toLog).toList());
  }

  /**
   * outputDigest of CONVERT and ENROL = MTH(SHA-256(S ‖ E ‖ F ‖ E₂ ‖ F₂)), with 32 zero bytes in
   * the place of a rejected item.
   *
   * @param steps the gateway's steps
   * @param results the audit-service's steps, as many; empty for a rejected item
   */
  public static Bytes outputDigest(List<BrokerStep> steps, List<Optional<AuditStep>> results) {
    if (steps.size() != results.size()) {
      throw new InvalidMessage("$.items", "as many results as items");
    }
    return root(
        IntStream.range(0, steps.size())
            .mapToObj(i -> results.get(i).map(step -> output(steps.get(i), step)).orElse(NO_OUTPUT))
            .toList());
  }

  /** outputDigest of M3. */
  public static Bytes outputDigest(QueryMessage message) {
    return root(
        message.items().stream()
            .map(item ->
                switch (item) {
                  case QueryItem.Query query -> output(query.brokerStep(), query.auditStep());
                  case QueryItem.Enrolment enrolment ->
                      output(enrolment.brokerStep(), enrolment.auditStep());
                  case QueryItem.UnknownPerson _ -> NO_OUTPUT;
                })
            .toList());
  }

  private static Bytes output(BrokerStep step, AuditStep result) {
    return Bytes.sha256(step.s(), step.e(), step.f(), result.e2(), result.f2());
  }

  /** answersRoot = MTH(status ‖ 0x00 ‖ SHA-256(enc ‖ ciphertext)), as the audit-service sees it. */
  public static Bytes answersRoot(List<ReleaseItem> items) {
    return root(items.stream().map(ReleaseItem::leaf).toList());
  }

  /** answersRoot of the items of M4, or of what the gateway hands to A. */
  public static Bytes answersRootOf(List<AnswerItem> items) {
    return answersRoot(items.stream().map(AnswerItem::toRelease).toList());
  }

  /**
   * outcomes = MTH(SHA-256(salt_i ‖ outcome_i)), an empty leaf where there is no answer.
   *
   * @param payloads the opened answers, one per item
   */
  public static Bytes outcomes(List<Optional<AnswerPayload>> payloads) {
    return outcomesOfCommitments(
        payloads.stream().map(payload -> payload.map(AnswerPayload::commitment)).toList());
  }

  /**
   * As {@link #outcomes}, for B, which keeps the commitments only.
   *
   * @param commitments one per item, 32 octets; empty where there is no answer
   */
  public static Bytes outcomesOfCommitments(List<Optional<Bytes>> commitments) {
    return root(commitments.stream().map(hash -> hash.orElse(Bytes.EMPTY)).toList());
  }

  private static Bytes root(List<Bytes> leaves) {
    return Bytes.of(MerkleTree.rootOfLeaves(leaves.stream().map(Bytes::toArray).toList()));
  }
}
