package jp.linkage.protocol.conversion;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jp.linkage.protocol.crypto.Sha256;

/**
 * A gateway, an audit-service and two agencies with fresh keys, each of which holds only its own.
 * Runs whole exchanges by the roles' own classes.
 */
final class TestParties {

  /** An agency, with what gateway and audit-service hold for its namespace. */
  static final class Agency {
    final BrokerShare brokerShare = BrokerShare.generate();
    final AuditShare auditShare = AuditShare.generate();
    final AgencyDecryptionKey key = AgencyDecryptionKey.generate();
    final NamespacePublic keys =
        NamespacePublic.ofAgency(brokerShare.publicKey(), auditShare.publicKey(), key.publicKey());
  }

  final BrokerDecryptionShare u = BrokerDecryptionShare.generate();
  final AuditDecryptionShare v = AuditDecryptionShare.generate();
  final JointKey joint = JointKey.of(u.publicKey(), v.publicKey());
  final BrokerShare logBrokerShare = BrokerShare.generate();
  final AuditShare logAuditShare = AuditShare.generate();
  final NamespacePublic log =
      NamespacePublic.ofLog(logBrokerShare.publicKey(), logAuditShare.publicKey());
  final Agency a = new Agency();
  final Agency b = new Agency();

  final BlindToken blinder = new BlindToken(joint);
  final BrokerConversion broker = new BrokerConversion(joint, u);
  final AuditConversion audit = new AuditConversion(joint, v, log, logAuditShare);

  /** The header hash of exchange number n, item 0. */
  static ItemHash item(int n) {
    return ItemHash.of(Sha256.of(("header " + n).getBytes(US_ASCII)), 0);
  }

  static PersonToken number(String digits) {
    return PersonToken.ofNumber(digits.getBytes(US_ASCII));
  }

  OpenConversion opener(Agency agency) {
    return new OpenConversion(joint, agency.keys, agency.key);
  }

  Brokered convert(ItemHash item, Blinded blinded, BrokerShare from, Agency to) {
    return broker.convert(item, blinded, from, to.brokerShare, logBrokerShare, to.key.publicKey());
  }

  /** ENROL: root to agency, opened by the agency itself. */
  PersonToken enrol(ItemHash item, String number, Agency agency) {
    Blinded blinded = blinder.blind(item, number(number));
    Brokered brokered = convert(item, blinded, BrokerShare.root(), agency);
    Audited audited =
        audit.subject(
            item, blinded, brokered, NamespacePublic.root(), agency.keys, AuditShare.root());
    Lent lent = audit.lend(audited, agency.auditShare);
    return opener(agency).open(item, blinded, brokered.token(), lent, NamespacePublic.root());
  }

  /** REGISTER: root to log. */
  SubjectToken register(ItemHash item, String number) {
    Blinded blinded = blinder.blind(item, number(number));
    BrokeredSubject subject =
        broker.convertSubject(item, blinded, BrokerShare.root(), logBrokerShare);
    return audit.subject(item, blinded, subject, NamespacePublic.root(), AuditShare.root());
  }

  /** READLOG: an agency to log. */
  SubjectToken readLog(ItemHash item, PersonToken token, Agency agency) {
    Blinded blinded = blinder.blind(item, token);
    BrokeredSubject subject =
        broker.convertSubject(item, blinded, agency.brokerShare, logBrokerShare);
    return audit.subject(item, blinded, subject, agency.keys, agency.auditShare);
  }

  /** CONVERT with everything that was on the wire. */
  Exchange exchange(ItemHash item, PersonToken token, Agency from, Agency to) {
    Blinded blinded = blinder.blind(item, token);
    Brokered brokered = convert(item, blinded, from.brokerShare, to);
    Audited audited = audit.subject(item, blinded, brokered, from.keys, to.keys, from.auditShare);
    Lent lent = audit.lend(audited, to.auditShare);
    PersonToken opened = opener(to).open(item, blinded, brokered.token(), lent, from.keys);
    return new Exchange(blinded, brokered, audited, lent, opened);
  }

  /** The messages of one exchange. */
  record Exchange(
      Blinded blinded, Brokered brokered, Audited audited, Lent lent, PersonToken opened) {}
}
