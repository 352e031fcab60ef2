package jp.linkage.audit.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.conversion.Verified.VerifiedItem;
import jp.linkage.kit.steps.WirePoints;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.Audited;
import jp.linkage.protocol.conversion.Blinded;
import jp.linkage.protocol.conversion.Brokered;
import jp.linkage.protocol.conversion.BrokeredSubject;
import jp.linkage.protocol.conversion.ItemHash;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.conversion.SubjectToken;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.Roots;

/** Verifies π_A, π_B and π_L of every item, and finds out who it is about. */
@ApplicationScoped
class VerifyProofs {
  private final AuditKeys auditKeys;

  VerifyProofs(AuditKeys auditKeys) {
    this.auditKeys = auditKeys;
  }

  /**
   * Verifies all items.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation if one fails
   */
  Verified verify(ConversionRequest request, ConversionKeys keys, Bytes requestRoot) {
    Header header = request.header();
    NamespacePublic from = keys.publicKeys(header.fromNamespace());
    NamespacePublic to = keys.publicKeys(header.toNamespace());
    AuditShare fromShare = keys.share(header.fromNamespace());
    List<VerifiedItem> items = new ArrayList<>(request.items().size());
    List<BrokerStep> steps = new ArrayList<>();
    for (int i = 0; i < request.items().size(); i++) {
      ItemHash hash = WirePoints.itemHash(header, i);
      ConversionItem item = request.items().get(i);
      Blinded blinded = WirePoints.read(item.subject());
      BrokeredSubject subject = WirePoints.read(item.toLog());
      items.add(
          switch (item) {
            case ConversionItem.Conversion conversion -> {
              steps.add(conversion.toAgency());
              Audited audited =
                  keys.conversion()
                      .subject(
                          hash,
                          blinded,
                          new Brokered(WirePoints.read(conversion.toAgency()), subject),
                          from,
                          to,
                          fromShare);
              yield item(audited.subject(), Optional.of(audited));
            }
            case ConversionItem.Registration _, ConversionItem.Reading _ ->
                item(
                    keys.conversion().subject(hash, blinded, subject, from, fromShare),
                    Optional.empty());
          });
    }
    return new Verified(
        request,
        keys,
        requestRoot,
        steps.isEmpty() ? Optional.empty() : Optional.of(Roots.conversionRoot(steps)),
        Roots.subjectRoot(request),
        items);
  }

  private VerifiedItem item(SubjectToken subject, Optional<Audited> audited) {
    return new VerifiedItem(auditKeys.subjectId(subject), audited);
  }
}
