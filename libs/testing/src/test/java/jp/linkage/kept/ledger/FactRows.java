package jp.linkage.kept.ledger;

/** Stands for a repository: uses the entity and the persistence API. */
class FactRows {
  FactRow find(jakarta.persistence.EntityManager entities, long id) {
    return entities.getReference(FactRow.class, id);
  }
}
