package jp.linkage.kept.ledger;

class LedgerKafka {
  Adapter adapter = new Adapter();

  /** Nested in an adapter, so part of it. */
  static class Adapter {
    org.apache.kafka.common.Uuid topic = org.apache.kafka.common.Uuid.ZERO_UUID;
  }
}
