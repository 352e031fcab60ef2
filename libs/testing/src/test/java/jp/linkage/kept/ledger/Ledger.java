package jp.linkage.kept.ledger;

public interface Ledger {
  void append(String fact);
}
