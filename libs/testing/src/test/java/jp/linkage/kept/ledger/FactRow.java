package jp.linkage.kept.ledger;

@jakarta.persistence.Entity
class FactRow {
  @jakarta.persistence.Id long id;
}
