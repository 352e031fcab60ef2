package jp.linkage.local.registrar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.http.LinkageHttp;
import jp.linkage.kit.http.Reply;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.LogReaderExchange;
import jp.linkage.kit.steps.RegistrarExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.local.ceremony.KeyCeremony;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.keys.AgencyKeyFile;
import jp.linkage.protocol.manifest.AcceptManifest;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.LogExtract;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.permission.PermissionTable;

/** The resident registry (住民基本台帳) of 青葉市 in the local run. */
public final class ResidentRegistry implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofMinutes(10);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int MAX_RESPONSE = 32 * 1024 * 1024;

  private final AgencyKeys keys;
  private final Manifest manifest;
  private final AgencyJwts jwts = new AgencyJwts();
  private final LinkageHttp http = LinkageHttp.standalone(Duration.ofSeconds(5));

  private ResidentRegistry(AgencyKeys keys, Manifest manifest) {
    this.keys = keys;
    this.manifest = manifest;
  }

  /** The registry of a run that is started. */
  public static ResidentRegistry of(LocalStack stack) {
    Path folder = stack.data().resolve("keys");
    Path own = folder.resolve(Processes.AOBA_RESIDENTS);
    try {
      PermissionTable table =
          PermissionTable.parse(Files.readAllBytes(own.resolve("permission-table.yaml")));
      Manifest manifest =
          new AcceptManifest(KeyCeremony.authority(folder))
              .accept(
                  Files.readAllBytes(folder.resolve("manifest.json")),
                  table.hash(),
                  Optional.empty(),
                  Instant.now());
      return new ResidentRegistry(
          new AgencyKeys(AgencyKeyFile.read(own.resolve("keys.json"))), manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The manifest that this registry works under. */
  public Manifest manifest() {
    return manifest;
  }

  /** Registers residents, up to 500 under one header. */
  public void register(List<String> numbers) {
    for (int from = 0; from < numbers.size(); from += Header.MAX_ITEMS) {
      List<MyNumber> batch =
          numbers.subList(from, Math.min(numbers.size(), from + Header.MAX_ITEMS)).stream()
              .map(MyNumber::parse)
              .toList();
      var exchange = new RegistrarExchange(manifest);
      UnsignedRequest request =
          exchange.build(header(ExchangeType.REGISTER, batch.size(), "registration"), batch);
      batch.forEach(MyNumber::wipe);
      exchange.open(request, send(request));
    }
  }

  /** This agency's own token of a resident; empty when nobody registered the number. */
  public Optional<PersonToken> enrol(String number) {
    var exchange = new EnrollerExchange(manifest);
    UnsignedRequest request =
        exchange.build(header(ExchangeType.ENROL, 1, "enrolment"), List.of(MyNumber.parse(number)));
    return exchange.open(request, send(request), keys, Instant.now()).getFirst();
  }

  /** What the log holds about a resident, without what must not be disclosed (法31条). */
  public Optional<LogExtract> readLog(PersonToken token, String caseReference) {
    var exchange = new LogReaderExchange(manifest);
    LogReaderExchange.Reading reading =
        exchange.build(header(ExchangeType.READLOG, 1, caseReference), List.of(token));
    return exchange.open(reading, send(reading.request())).getFirst();
  }

  private Header header(ExchangeType type, int count, String caseReference) {
    return Header.own(
        manifest.hash(),
        type,
        ExchangeId.next(),
        keys.id(),
        count,
        new Occasion(
            "戸籍住民課", new CaseReference(caseReference), keys.pseudonym("registrar-01"), false),
        Validity.of(Instant.now(), VALIDITY));
  }

  private byte[] send(UnsignedRequest request) {
    Reply reply =
        http.post(
            manifest.gateway().endpoint().resolve("/linkage/v1/exchanges"),
            request.sign(keys, jwts, Instant.now()).bytes(),
            TIMEOUT,
            MAX_RESPONSE);
    return switch (reply) {
      case Reply.Done done -> done.body().toArray();
      case Reply.Failed failed ->
          throw new IllegalStateException(
              failed.problem().type().slug()
                  + " at the "
                  + failed.problem().stage().id()
                  + ": "
                  + failed.problem().detail());
      case Reply.NoReply no -> throw new IllegalStateException("the gateway: " + no.reason());
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
