package jp.linkage.gateway.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.gateway.config.GatewayKeys;
import jp.linkage.kit.steps.WirePoints;
import jp.linkage.protocol.conversion.Blinded;
import jp.linkage.protocol.conversion.BrokerConversion;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.conversion.Brokered;
import jp.linkage.protocol.conversion.ItemHash;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.message.LogStep;
import jp.linkage.protocol.message.RequestItem;

/**
 * Verifies π_A of every item and makes the gateway's step of it (protocol §4.3). What comes out
 * differs from call to call, so it is made once and stored.
 */
@ApplicationScoped
public class ConvertBlindly {
  private final GatewayKeys keys;

  ConvertBlindly(GatewayKeys keys) {
    this.keys = keys;
  }

  /**
   * The items of M2.
   *
   * @param manifest the manifest that the header names
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when a point or a proof is not one
   */
  public List<ConversionItem> convert(ExchangeRequest request, Manifest manifest) {
    Header header = request.header();
    var broker = new BrokerConversion(manifest.jointKey(), keys.decryptionShare());
    BrokerShare from = keys.share(header.fromNamespace());
    BrokerShare log = keys.share(NamespaceId.LOG);
    List<ConversionItem> items = new ArrayList<>(header.count());
    for (int i = 0; i < header.count(); i++) {
      ItemHash hash = WirePoints.itemHash(header, i);
      RequestItem item = request.items().get(i);
      Blinded blinded = WirePoints.read(item.subject());
      if (header.type().endsAtAgency()) {
        BrokerShare to = keys.share(header.toNamespace());
        Brokered brokered = broker.convert(hash, blinded, from, to, log, toY(manifest, header));
        items.add(
            new ConversionItem.Conversion(
                item.subject(),
                item.queryDigest(),
                WirePoints.write(brokered.token()),
                WirePoints.write(brokered.subject())));
      } else {
        items.add(toLog(item, WirePoints.write(broker.convertSubject(hash, blinded, from, log))));
      }
    }
    return List.copyOf(items);
  }

  private static ConversionItem toLog(RequestItem item, LogStep step) {
    return switch (item) {
      case RequestItem.Reading reading ->
          new ConversionItem.Reading(reading.subject(), reading.answerKey(), step);
      case RequestItem.Person _, RequestItem.Query _ ->
          new ConversionItem.Registration(item.subject(), item.queryDigest(), step);
    };
  }

  private static Element toY(Manifest manifest, Header header) {
    return manifest
        .agency(header.toNamespace().agency())
        .orElseThrow(() -> new IllegalStateException("the permission was checked before"))
        .y();
  }
}
