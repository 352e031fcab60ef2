package jp.linkage.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.local.ceremony.KeyCeremony;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.assertion.RequestAssertion;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.keys.AgencyKeyFile;
import jp.linkage.protocol.manifest.AcceptManifest;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.ReleaseResponse;
import jp.linkage.protocol.permission.PermissionTable;

/**
 * Appends over REST as the gateway does when it denied: the record of the log that costs the least
 * beside the append (one ES256 signature verified, one row, one receipt signed, no curve). Each
 * call is a new exchange, signed by the welfare office before its time begins to count.
 */
final class DenialCallsHttp implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofMinutes(10);

  private final URI denials;
  private final AgencyKeyFile agency;
  private final Bytes manifest;
  private final AgencyJwts jwts = new AgencyJwts();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  DenialCallsHttp(LocalStack stack) throws IOException {
    this.denials = URI.create(stack.ports().url(Processes.AUDIT) + "/linkage/v1/denials");
    Path keys = stack.data().resolve("keys");
    Path own = keys.resolve(Processes.AOBA_WELFARE);
    this.agency = AgencyKeyFile.read(own.resolve("keys.json"));
    PermissionTable table =
        PermissionTable.parse(Files.readAllBytes(own.resolve("permission-table.yaml")));
    this.manifest =
        new AcceptManifest(KeyCeremony.authority(keys))
            .accept(
                Files.readAllBytes(keys.resolve("manifest.json")),
                table.hash(),
                Optional.empty(),
                Instant.now())
            .hash();
  }

  /** A notice that the audit-service has not seen. */
  HttpRequest prepare() {
    Instant now = Instant.now();
    ExchangeId exchange = ExchangeId.next();
    Header header =
        Header.convert(
            manifest,
            exchange,
            agency.id(),
            new AgencyId(Processes.AOBA_TAX),
            1,
            new LegalBasis(
                new ItemNumber("144"),
                new AffairId("disability-support-benefits"),
                new ProcedureNumber("2"),
                List.of(new InformationId("municipal-tax")),
                new SubjectRelation("applicant"),
                Optional.empty()),
            new Occasion(
                "障害福祉課",
                new CaseReference("bench/1"),
                new StaffPseudonym(Bytes.of(new byte[16]).text()),
                false),
            Validity.of(now, VALIDITY));
    Bytes root = Bytes.sha256(header.bytes());
    var notice =
        new DenialNotice(
            header,
            jwts.sign(RequestAssertion.of(header, root, now), agency.id(), agency.signingKey()),
            root,
            "bench: no row of the table allows it");
    return HttpRequest.newBuilder(denials)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(notice.bytes()))
        .build();
  }

  /** Sends it; what was said instead of 200, or the offset of the record. */
  Reply send(HttpRequest prepared) {
    try {
      HttpResponse<byte[]> response = client.send(prepared, BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? new Reply(
              OptionalLong.of(ReleaseResponse.parse(response.body()).receipt().offset()), "")
          : new Reply(OptionalLong.empty(), "status " + response.statusCode());
    } catch (IOException e) {
      return new Reply(OptionalLong.empty(), String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** An answer. */
  record Reply(OptionalLong offset, String failure) {}

  @Override
  public void close() {
    client.close();
  }
}
