package jp.linkage.kit.steps;

import java.util.List;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.receipt.RecordType;

/** The steps of a registrar, who enters residents into the audit-service's registry (REGISTER). */
public final class RegistrarExchange {
  private final Manifest manifest;

  /** What became of a number. */
  public enum Registration {
    /** The registry knows the person from now on. */
    REGISTERED,
    /** It knew the person before (as 命令44条2項 for symbols). */
    ALREADY_REGISTERED
  }

  /**
   * @param manifest the manifest that the headers name
   */
  public RegistrarExchange(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * Blinds the numbers. The caller wipes them.
   *
   * @param header a REGISTER under this manifest, whose count is the number of numbers
   */
  public UnsignedRequest build(Header header, List<MyNumber> numbers) {
    return new EnrollerExchange(manifest).build(header, numbers);
  }

  /**
   * Verifies the receipt of the registration.
   *
   * @param request what was sent
   * @param body the gateway's response
   * @return one registration per number, in order
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when anything does not hold
   */
  public List<Registration> open(UnsignedRequest request, byte[] body) {
    Header header = request.header();
    if (header.type() != ExchangeType.REGISTER) {
      throw new IllegalArgumentException("expected a REGISTER");
    }
    ConversionResponse response = parse(body, header);
    ReceiptCheck.exchange(
        response.receipt(), header, request.requestRoot(), RecordType.REGISTER, manifest.audit());
    return response.items().stream()
        .map(item ->
            item instanceof ConversionResult.Registered
                ? Registration.REGISTERED
                : Registration.ALREADY_REGISTERED)
        .toList();
  }

  static ConversionResponse parse(byte[] body, Header header) {
    try {
      return ConversionResponse.parse(body, header);
    } catch (InvalidMessage e) {
      throw ReceiptCheck.refused("a response of the gateway; " + e.getMessage());
    }
  }
}
