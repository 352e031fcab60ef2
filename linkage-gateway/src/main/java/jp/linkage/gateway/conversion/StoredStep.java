package jp.linkage.gateway.conversion;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.message.LogStep;
import jp.linkage.protocol.message.RequestItem;

/**
 * The gateway's step of an exchange as the database holds it: of every item S ‖ E ‖ F ‖ π_B
 * (CONVERT, ENROL) ‖ S′ ‖ D′ ‖ π_L, values of fixed size. The rest of M2 comes again with the
 * request, which is the same because its root is; and since a message has one canonical text, the
 * M2 that is made from these has the same bytes every time (protocol §4.3).
 */
public final class StoredStep {
  private static final int POINT = 33;
  private static final int PROOF_B = 4 * 32;
  private static final int PROOF_L = 3 * 32;
  private static final int TO_AGENCY = 3 * POINT + PROOF_B;
  private static final int TO_LOG = 2 * POINT + PROOF_L;

  private StoredStep() {}

  /** What to store. */
  public static Bytes encode(List<ConversionItem> items) {
    return Bytes.concat(items.stream().map(StoredStep::encode).toArray(Bytes[]::new));
  }

  private static Bytes encode(ConversionItem item) {
    return switch (item) {
      case ConversionItem.Conversion conversion ->
          Bytes.concat(encode(conversion.toAgency()), encode(conversion.toLog()));
      case ConversionItem.Registration registration -> encode(registration.toLog());
      case ConversionItem.Reading reading -> encode(reading.toLog());
    };
  }

  private static Bytes encode(BrokerStep step) {
    return Bytes.concat(step.s(), step.e(), step.f(), step.proofB());
  }

  private static Bytes encode(LogStep step) {
    return Bytes.concat(step.sPrime(), step.dPrime(), step.proofL());
  }

  /**
   * The items of M2.
   *
   * @param request the request whose step was stored
   * @throws IllegalStateException when the stored bytes belong to another kind or number of items
   */
  public static List<ConversionItem> decode(ExchangeRequest request, Bytes stored) {
    boolean converts = request.header().type().endsAtAgency();
    int size = converts ? TO_AGENCY + TO_LOG : TO_LOG;
    if (stored.length() != size * request.items().size()) {
      throw new IllegalStateException("the stored step is not one of this exchange");
    }
    ByteBuffer in = ByteBuffer.wrap(stored.toArray());
    List<ConversionItem> items = new ArrayList<>(request.items().size());
    for (RequestItem item : request.items()) {
      items.add(
          switch (item) {
            case RequestItem.Query query ->
                new ConversionItem.Conversion(
                    query.subject(), query.queryDigest(), brokerStep(in), logStep(in));
            case RequestItem.Person person ->
                converts
                    ? new ConversionItem.Conversion(
                        person.subject(), person.queryDigest(), brokerStep(in), logStep(in))
                    : new ConversionItem.Registration(
                        person.subject(), person.queryDigest(), logStep(in));
            case RequestItem.Reading reading ->
                new ConversionItem.Reading(reading.subject(), reading.answerKey(), logStep(in));
          });
    }
    return List.copyOf(items);
  }

  private static BrokerStep brokerStep(ByteBuffer in) {
    return new BrokerStep(take(in, POINT), take(in, POINT), take(in, POINT), take(in, PROOF_B));
  }

  private static LogStep logStep(ByteBuffer in) {
    return new LogStep(take(in, POINT), take(in, POINT), take(in, PROOF_L));
  }

  private static Bytes take(ByteBuffer in, int length) {
    byte[] octets = new byte[length];
    in.get(octets);
    return Bytes.of(octets);
  }
}
