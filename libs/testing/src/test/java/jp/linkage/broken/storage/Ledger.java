package jp.linkage.broken.storage;

class Ledger {
  Object manager(jakarta.persistence.EntityManagerFactory factory) {
    return factory.createEntityManager();
  }
}
