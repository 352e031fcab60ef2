package jp.linkage.kit.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.conversion.BlindToken;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.Hpke;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.BlindedSubject;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.LogExtract;
import jp.linkage.protocol.message.RequestItem;
import jp.linkage.protocol.message.Sealed;
import jp.linkage.protocol.receipt.RecordType;

/** The steps of an agency that reads the log for a person (READLOG, §4.9; 番号法31条). */
public final class LogReaderExchange {
  private final Manifest manifest;

  /**
   * A request, and the keys that open what comes back.
   *
   * @param request everything of M1 but σ_A
   * @param answerKeys one per item
   */
  public record Reading(UnsignedRequest request, List<HpkePrivateKey> answerKeys) {
    public Reading {
      answerKeys = List.copyOf(answerKeys);
    }
  }

  /**
   * @param manifest the manifest that the headers name
   */
  public LogReaderExchange(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * Blinds the tokens, each with a key of its own for the entries.
   *
   * @param header a READLOG under this manifest, whose count is the number of tokens
   */
  public Reading build(Header header, List<PersonToken> tokens) {
    BlindToken blind = new BlindToken(manifest.jointKey());
    List<RequestItem> items = new ArrayList<>(tokens.size());
    List<HpkePrivateKey> keys = new ArrayList<>(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      HpkePrivateKey key = HpkePrivateKey.generate();
      items.add(
          new RequestItem.Reading(
              WirePoints.write(blind.blind(WirePoints.itemHash(header, i), tokens.get(i))),
              Bytes.of(key.publicKey().encode())));
      keys.add(key);
    }
    return new Reading(new UnsignedRequest(header, items), keys);
  }

  /**
   * Verifies the receipt of VIEW, then opens the entries.
   *
   * @param reading what {@link #build} gave
   * @param body the gateway's response
   * @return one extract per token, empty where the registry does not know the person
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when anything does not hold
   */
  public List<Optional<LogExtract>> open(Reading reading, byte[] body) {
    UnsignedRequest request = reading.request();
    Header header = request.header();
    if (header.type() != ExchangeType.READLOG) {
      throw new IllegalArgumentException("expected a READLOG");
    }
    ConversionResponse response = RegistrarExchange.parse(body, header);
    boolean nobody =
        response.items().stream().allMatch(ConversionResult.UnknownPerson.class::isInstance);
    ReceiptCheck.exchange(
        response.receipt(),
        header,
        request.requestRoot(),
        nobody ? RecordType.DENY : RecordType.VIEW,
        manifest.audit());
    List<Optional<LogExtract>> extracts = new ArrayList<>(header.count());
    for (int i = 0; i < header.count(); i++) {
      extracts.add(open(reading, i, response.items().get(i)));
    }
    return List.copyOf(extracts);
  }

  private static Optional<LogExtract> open(Reading reading, int index, ConversionResult result) {
    if (!(result instanceof ConversionResult.Read read)) {
      return Optional.empty();
    }
    Header header = reading.request().header();
    BlindedSubject subject = reading.request().items().get(index).subject();
    Sealed records = read.records();
    Hpke.Opened opened =
        Hpke.open(
            reading.answerKeys().get(index),
            header.itemHash(index).toArray(),
            subject.binding(header.itemHash(index)).toArray(),
            WirePoints.read(records));
    try {
      return Optional.of(LogExtract.parse(opened.payload()));
    } catch (InvalidMessage e) {
      throw ReceiptCheck.refused("entries of the log; " + e.getMessage());
    }
  }
}
