package jp.linkage.kit.steps;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.conversion.BlindToken;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.conversion.OpenConversion;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.QueryItem;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.message.RequestItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.number.MyNumber;

/**
 * The steps of an agency that turns numbers into tokens of its own (ENROL), and of a registrar that
 * enters its residents into the registry (REGISTER): both send H(n), blinded, and nothing else.
 */
public final class EnrollerExchange {
  private final Manifest manifest;

  /**
   * @param manifest the manifest that the headers name
   */
  public EnrollerExchange(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * Blinds the numbers. The caller wipes them.
   *
   * @param header an ENROL or REGISTER under this manifest, whose count is the number of numbers
   */
  public UnsignedRequest build(Header header, List<MyNumber> numbers) {
    BlindToken blind = new BlindToken(manifest.jointKey());
    List<RequestItem> items = new ArrayList<>(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      byte[] digits = numbers.get(i).toAsciiBytes();
      PersonToken token = PersonToken.ofNumber(digits);
      Arrays.fill(digits, (byte) 0);
      items.add(
          new RequestItem.Person(
              WirePoints.write(blind.blind(WirePoints.itemHash(header, i), token))));
    }
    return new UnsignedRequest(header, items);
  }

  /**
   * Verifies the receipt, the roots and every proof of an ENROL's response, then opens the tokens.
   *
   * @param request what was sent
   * @param body the gateway's response
   * @param keys of the enrolling agency
   * @param now the own clock
   * @return one token per number, empty where the registry does not know it
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when anything does not hold
   */
  public List<Optional<PersonToken>> open(
      UnsignedRequest request, byte[] body, AgencyKeys keys, Instant now) {
    Header header = request.header();
    QueryMessage message = parse(body);
    if (header.type() != ExchangeType.ENROL || !message.header().equals(header)) {
      throw ReceiptCheck.refused("the header that was sent");
    }
    Bytes requestRoot = request.requestRoot();
    ReceiptCheck.requireEqual(Roots.requestRoot(message), requestRoot, "the items that were sent");
    ConversionCheck.verifyReceipt(message, requestRoot, manifest, now);
    OpenConversion opener = keys.opener(manifest);
    List<Optional<PersonToken>> tokens = new ArrayList<>(header.count());
    for (int i = 0; i < header.count(); i++) {
      tokens.add(open(message, i, opener));
    }
    return List.copyOf(tokens);
  }

  private Optional<PersonToken> open(QueryMessage message, int index, OpenConversion opener) {
    return switch (message.items().get(index)) {
      case QueryItem.Enrolment enrolment ->
          Optional.of(
              opener.open(
                  WirePoints.itemHash(message.header(), index),
                  WirePoints.read(enrolment.subject()),
                  WirePoints.read(enrolment.brokerStep()),
                  WirePoints.read(enrolment.auditStep()),
                  NamespacePublic.root()));
      case QueryItem.UnknownPerson unknown -> {
        ConversionCheck.verifyRejected(message.header(), index, unknown, manifest);
        yield Optional.empty();
      }
      case QueryItem.Query _ -> throw ReceiptCheck.refused("an item of ENROL");
    };
  }

  private static QueryMessage parse(byte[] body) {
    try {
      return QueryMessage.parse(body);
    } catch (InvalidMessage e) {
      throw ReceiptCheck.refused("a response of the gateway; " + e.getMessage());
    }
  }
}
