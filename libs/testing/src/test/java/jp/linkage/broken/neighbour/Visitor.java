package jp.linkage.broken.neighbour;

class Visitor {
  Class<?> neighbour = jp.linkage.kept.ledger.Ledger.class;
}
