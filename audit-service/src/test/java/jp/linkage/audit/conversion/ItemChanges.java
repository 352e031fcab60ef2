package jp.linkage.audit.conversion;

import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.BlindedSubject;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.ConversionItem.Conversion;
import jp.linkage.protocol.message.LogStep;

/** An item with one member taken from another one: well formed, and wrong. */
final class ItemChanges {
  private ItemChanges() {}

  static Conversion r(Conversion item, Conversion other) {
    return subject(item, other.subject().r(), item.subject().c(), item.subject().proofA());
  }

  static Conversion c(Conversion item, Conversion other) {
    return subject(item, item.subject().r(), other.subject().c(), item.subject().proofA());
  }

  static Conversion proofA(Conversion item, Conversion other) {
    return subject(item, item.subject().r(), item.subject().c(), other.subject().proofA());
  }

  private static Conversion subject(Conversion item, Bytes r, Bytes c, Bytes proof) {
    return new Conversion(
        new BlindedSubject(r, c, proof), item.queryDigest(), item.toAgency(), item.toLog());
  }

  static Conversion queryDigest(Conversion item, Conversion other) {
    return new Conversion(
        item.subject(), Bytes.sha256(other.queryDigest()), item.toAgency(), item.toLog());
  }

  static Conversion s(Conversion item, Conversion other) {
    BrokerStep step = item.toAgency();
    return toAgency(item, new BrokerStep(other.toAgency().s(), step.e(), step.f(), step.proofB()));
  }

  static Conversion e(Conversion item, Conversion other) {
    BrokerStep step = item.toAgency();
    return toAgency(item, new BrokerStep(step.s(), other.toAgency().e(), step.f(), step.proofB()));
  }

  static Conversion f(Conversion item, Conversion other) {
    BrokerStep step = item.toAgency();
    return toAgency(item, new BrokerStep(step.s(), step.e(), other.toAgency().f(), step.proofB()));
  }

  static Conversion proofB(Conversion item, Conversion other) {
    BrokerStep step = item.toAgency();
    return toAgency(item, new BrokerStep(step.s(), step.e(), step.f(), other.toAgency().proofB()));
  }

  private static Conversion toAgency(Conversion item, BrokerStep step) {
    return new Conversion(item.subject(), item.queryDigest(), step, item.toLog());
  }

  static Conversion sPrime(Conversion item, Conversion other) {
    LogStep step = item.toLog();
    return toLog(item, new LogStep(other.toLog().sPrime(), step.dPrime(), step.proofL()));
  }

  static Conversion dPrime(Conversion item, Conversion other) {
    LogStep step = item.toLog();
    return toLog(item, new LogStep(step.sPrime(), other.toLog().dPrime(), step.proofL()));
  }

  static Conversion proofL(Conversion item, Conversion other) {
    LogStep step = item.toLog();
    return toLog(item, new LogStep(step.sPrime(), step.dPrime(), other.toLog().proofL()));
  }

  private static Conversion toLog(Conversion item, LogStep step) {
    return new Conversion(item.subject(), item.queryDigest(), item.toAgency(), step);
  }
}
