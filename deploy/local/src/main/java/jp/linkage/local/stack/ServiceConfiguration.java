package jp.linkage.local.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import jp.linkage.local.ceremony.KeyCeremony;
import jp.linkage.local.ceremony.StaffIssuer;

/** What the local run sets in a service's configuration; the rest are the service's defaults. */
final class ServiceConfiguration {
  private ServiceConfiguration() {}

  static Map<String, String> of(
      String process, int port, Path keys, String jdbcUrl, String kafka, String logUrl) {
    var properties = new TreeMap<String, String>();
    properties.put("quarkus.http.host", "localhost");
    properties.put("quarkus.http.port", String.valueOf(port));
    properties.put("quarkus.datasource.jdbc.url", jdbcUrl);
    // Five services share one server, which takes 100 connections, and a small machine, where more
    // threads and connections at work at a time only cost.
    properties.put("quarkus.datasource.jdbc.max-size", "16");
    properties.put("quarkus.vertx.event-loops-pool-size", "1");
    properties.put("quarkus.datasource.username", "postgres");
    properties.put("quarkus.datasource.password", "postgres");
    properties.put("linkage.keys.file", keys.resolve(process).resolve("keys.json").toString());
    properties.put("linkage.manifest.file", keys.resolve("manifest.json").toString());
    properties.put("linkage.manifest.authority-key", KeyCeremony.authorityKey(keys));
    properties.put(
        "linkage.permission-table.file",
        keys.resolve(process).resolve("permission-table.yaml").toString());
    properties.put(
        "mp.jwt.verify.publickey.location",
        StaffIssuer.publicKeyFile(keys.resolve("identity-provider")).toUri().toString());
    properties.put("mp.jwt.verify.publickey.algorithm", "ES256");
    properties.put("mp.jwt.verify.issuer", StaffIssuer.ISSUER);
    properties.put("mp.jwt.verify.audiences", process);
    if (Processes.AGENCIES.contains(process)) {
      properties.put("linkage.agency.id", process);
      properties.put("linkage.receipts.log-url", logUrl);
      properties.put(
          "linkage.agency.organisation", process.equals(Processes.AOBA_WELFARE) ? "障害福祉課" : "市民税課");
    }
    if (process.equals(Processes.AUDIT)) {
      properties.put("kafka.bootstrap.servers", kafka);
      // A proof may come a little later where five services share two processors
      properties.put("linkage.audit.seal.gathering", "100ms");
    }
    return properties;
  }
}
