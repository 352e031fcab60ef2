package jp.linkage.broken.storage;

@jakarta.persistence.Entity
public class PublicRow {
  @jakarta.persistence.Id public long id;
}
