package jp.linkage.kit.steps;

import java.time.Instant;
import jp.linkage.protocol.conversion.Blinded;
import jp.linkage.protocol.conversion.ItemHash;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.QueryItem;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.RecordType;

/** What the receiver of an M3 verifies besides signatures and its own table (protocol §4.7). */
final class ConversionCheck {
  private ConversionCheck() {}

  /**
   * The receipt: it is about these items, as the gateway converted them and as the audit-service
   * did.
   */
  static void verifyReceipt(
      QueryMessage message, Bytes requestRoot, Manifest manifest, Instant now) {
    boolean nobody = message.items().stream().allMatch(QueryItem.UnknownPerson.class::isInstance);
    RecordType type = nobody ? RecordType.DENY : RecordType.of(message.header().type());
    ExchangeRecord record =
        ReceiptCheck.exchange(
            message.receipt(), message.header(), requestRoot, type, manifest.audit());
    if (message.receipt().time().isAfter(now.plus(ReceiptCheck.SKEW))) {
      throw ReceiptCheck.refused("a receipt that is not from the future");
    }
    if (nobody) {
      // A DENY has no conversion root, and nothing was put out
      return;
    }
    ReceiptCheck.requireEqual(
        record.conversionRoot().orElseThrow(),
        Roots.conversionRoot(message),
        "a record of these conversions");
    ReceiptCheck.requireEqual(
        message.receipt().outputDigest(),
        Roots.outputDigest(message),
        "a receipt for these outputs");
  }

  /** π_A and π_B of an item that the audit-service rejected: the roots hold its points. */
  static void verifyRejected(
      Header header, int index, QueryItem.UnknownPerson item, Manifest manifest) {
    ItemHash hash = WirePoints.itemHash(header, index);
    Blinded blinded = WirePoints.read(item.subject());
    blinded.verify(hash, manifest.jointKey());
    WirePoints.read(item.brokerStep())
        .verify(
            hash,
            manifest.jointKey(),
            blinded,
            namespace(header.fromNamespace(), manifest),
            namespace(header.toNamespace(), manifest));
  }

  static NamespacePublic namespace(NamespaceId id, Manifest manifest) {
    return manifest
        .namespace(id)
        .orElseThrow(() -> ReceiptCheck.refused("a namespace of the manifest"));
  }
}
