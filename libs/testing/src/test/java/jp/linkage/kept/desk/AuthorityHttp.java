package jp.linkage.kept.desk;

class AuthorityHttp {
  private final jp.linkage.kept.ledger.Ledger ledger;

  @jakarta.inject.Inject
  AuthorityHttp(jp.linkage.kept.ledger.Ledger ledger) {
    this.ledger = ledger;
  }

  void call() {
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      ledger.append(client.version().name());
    }
  }
}
