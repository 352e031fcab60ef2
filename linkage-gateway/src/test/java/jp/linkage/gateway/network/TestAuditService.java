package jp.linkage.gateway.network;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import jp.linkage.gateway.network.LoopbackParty.Refusal;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.steps.WirePoints;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.conversion.AuditConversion;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.Audited;
import jp.linkage.protocol.conversion.Brokered;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.crypto.Hpke;
import jp.linkage.protocol.crypto.HpkePublicKey;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.keys.AuditKeyFile;
import jp.linkage.protocol.message.AuditStep;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.LogExtract;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.ReleaseResponse;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;

/**
 * An audit-service that verifies everything, converts, and signs receipts for a log that it only
 * counts. It binds exchange ids as the real one does, and remembers what it was sent.
 */
public final class TestAuditService {
  /** M2. */
  public static final String CONVERSIONS = "/linkage/v1/conversions";

  /** Releases. */
  public static final String RELEASES = "/linkage/v1/releases";

  /** Denials. */
  public static final String DENIALS = "/linkage/v1/denials";

  private static final Bytes ZEROS = Bytes.of(new byte[64]);
  private static final Bytes SEALED = Bytes.of(new byte[48]);

  private final ManifestInForce grounds;
  private final AuditKeyFile keys;
  private final SigningKey logKey;
  private final AgencyJwts jwts = new AgencyJwts();
  private final LoopbackParty party;
  private final UUID topic = UUID.randomUUID();
  private final AtomicLong offset = new AtomicLong();
  private final Set<SubjectId> registry = ConcurrentHashMap.newKeySet();
  private final Map<ExchangeId, Recorded> exchanges = new ConcurrentHashMap<>();
  private final Map<ExchangeId, byte[]> released = new ConcurrentHashMap<>();
  private final Map<ExchangeId, List<Bytes>> contents = new ConcurrentHashMap<>();
  private final Map<ExchangeId, List<String>> assertions = new ConcurrentHashMap<>();
  private final List<DenialNotice> denials = new CopyOnWriteArrayList<>();

  private record Recorded(
      Bytes requestRoot, RecordType type, List<SubjectId> lids, Bytes response) {}

  TestAuditService(URI endpoint, ManifestInForce grounds, AuditKeyFile keys) {
    this.grounds = grounds;
    this.keys = keys;
    this.logKey = SigningKey.ofSeed(keys.logKeySeed());
    this.party =
        new LoopbackParty(endpoint, Stage.AUDIT)
            .on(CONVERSIONS, this::convert)
            .on(RELEASES, this::release)
            .on(DENIALS, this::deny);
  }

  /** Starts listening. */
  public void start() {
    party.start();
  }

  /** Stops listening. */
  public void stop() {
    party.stop();
  }

  void reset() {
    party.reset();
  }

  /** How often a path was called. */
  public int calls(String path) {
    return party.calls(path);
  }

  /** The next call of a path goes wrong. */
  public void next(String path, Fault fault) {
    party.next(path, fault);
  }

  /** Why it refused. */
  public Queue<String> refusals() {
    return party.refusals();
  }

  /** The items of every M2 of an exchange, byte for byte. */
  public List<Bytes> contents(ExchangeId id) {
    return contents.getOrDefault(id, List.of());
  }

  /** The σ_A of every M2 of an exchange. */
  public List<String> assertions(ExchangeId id) {
    return assertions.getOrDefault(id, List.of());
  }

  /** The denials that the gateway reported. */
  public List<DenialNotice> denials() {
    return denials;
  }

  /** Whether an exchange was recorded. */
  public boolean isRecorded(ExchangeId id) {
    return exchanges.containsKey(id);
  }

  /** Removes the person of an item of this exchange from the registry. */
  public void unregister(ExchangeId id, int index) {
    registry.remove(recorded(id).lids().get(index));
  }

  /** Enters the person of an item of this exchange into the registry. */
  public void register(ExchangeId id, int index) {
    registry.add(recorded(id).lids().get(index));
  }

  private Recorded recorded(ExchangeId id) {
    Recorded recorded = exchanges.get(id);
    if (recorded == null) {
      throw new IllegalArgumentException("no exchange " + id);
    }
    return recorded;
  }

  private byte[] convert(byte[] body) {
    ConversionRequest request = ConversionRequest.parse(body);
    Header header = request.header();
    Bytes root = Roots.requestRoot(request);
    verify(request.assertion(), header, root);
    contents
        .computeIfAbsent(header.exchangeId(), _ -> new CopyOnWriteArrayList<>())
        .add(Bytes.of(CanonicalJson.bytes(request.json().get("items"))));
    assertions
        .computeIfAbsent(header.exchangeId(), _ -> new CopyOnWriteArrayList<>())
        .add(request.assertion().compact());
    Recorded recorded = exchanges.computeIfAbsent(header.exchangeId(), _ -> record(request, root));
    if (!recorded.requestRoot().equals(root)) {
      throw new Refusal(ProblemType.EXCHANGE_ID_CONFLICT);
    }
    return recorded.response().toArray();
  }

  private void verify(SignedAssertion assertion, Header header, Bytes root) {
    Instant now = Instant.now();
    if (header.validity().isExpired(now)) {
      throw new Refusal(ProblemType.EXCHANGE_EXPIRED);
    }
    jwts.verifyRequest(
        assertion,
        header,
        root,
        grounds.manifest().agency(header.agency()).orElseThrow().signingKey(),
        now);
  }

  private Recorded record(ConversionRequest request, Bytes root) {
    Header header = request.header();
    if (!header.validity().isTimely(Instant.now())) {
      throw new Refusal(ProblemType.CLOCK_SKEW);
    }
    if (grounds.decide(header) instanceof Decision.Denied) {
      throw new Refusal(ProblemType.NOT_PERMITTED);
    }
    List<Optional<Audited>> audited = new ArrayList<>();
    List<SubjectId> lids = new ArrayList<>();
    for (int i = 0; i < header.count(); i++) {
      audit(request, i, audited, lids);
    }
    Set<SubjectId> known = new LinkedHashSet<>(lids);
    known.retainAll(registry);
    boolean nobody = known.isEmpty() && header.type() != ExchangeType.REGISTER;
    RecordType type = nobody ? RecordType.DENY : RecordType.of(header.type());
    List<ConversionResult> results =
        IntStream.range(0, header.count())
            .mapToObj(i -> result(request, i, audited.get(i), lids.get(i)))
            .toList();
    LogReceipt receipt = receipt(request, root, type, results);
    return new Recorded(
        root, type, lids, Bytes.of(new ConversionResponse(results, receipt).bytes()));
  }

  private void audit(
      ConversionRequest request, int i, List<Optional<Audited>> audited, List<SubjectId> lids) {
    Header header = request.header();
    var manifest = grounds.manifest();
    NamespacePublic log = manifest.audit().logNamespace();
    var conversion =
        new AuditConversion(
            manifest.jointKey(), keys.decryptionShare(), log, share(NamespaceId.LOG));
    NamespacePublic from = manifest.namespace(header.fromNamespace()).orElseThrow();
    var hash = WirePoints.itemHash(header, i);
    ConversionItem item = request.items().get(i);
    var blinded = WirePoints.read(item.subject());
    switch (item) {
      case ConversionItem.Conversion both -> {
        Audited one =
            conversion.subject(
                hash,
                blinded,
                new Brokered(WirePoints.read(both.toAgency()), WirePoints.read(both.toLog())),
                from,
                manifest.namespace(header.toNamespace()).orElseThrow(),
                share(header.fromNamespace()));
        audited.add(Optional.of(one));
        lids.add(one.subject().subjectId(keys.kappaLog()));
      }
      case ConversionItem.Registration _, ConversionItem.Reading _ -> {
        audited.add(Optional.empty());
        lids.add(
            conversion
                .subject(
                    hash,
                    blinded,
                    WirePoints.read(item.toLog()),
                    from,
                    share(header.fromNamespace()))
                .subjectId(keys.kappaLog()));
      }
    }
  }

  private ConversionResult result(
      ConversionRequest request, int i, Optional<Audited> audited, SubjectId lid) {
    Header header = request.header();
    if (header.type() == ExchangeType.REGISTER) {
      return registry.add(lid)
          ? new ConversionResult.Registered()
          : new ConversionResult.AlreadyRegistered();
    }
    if (!registry.contains(lid)) {
      return new ConversionResult.UnknownPerson();
    }
    if (request.items().get(i) instanceof ConversionItem.Reading reading) {
      Hpke.Sealed sealed =
          Hpke.seal(
              HpkePublicKey.decode(reading.answerKey().toArray()),
              header.itemHash(i).toArray(),
              reading.subject().binding(header.itemHash(i)).toArray(),
              new LogExtract(List.of()).bytes());
      return new ConversionResult.Read(WirePoints.write(sealed.message()));
    }
    var manifest = grounds.manifest();
    var conversion =
        new AuditConversion(
            manifest.jointKey(),
            keys.decryptionShare(),
            manifest.audit().logNamespace(),
            share(NamespaceId.LOG));
    return new ConversionResult.Converted(
        WirePoints.write(conversion.lend(audited.orElseThrow(), share(header.toNamespace()))));
  }

  private LogReceipt receipt(
      ConversionRequest request, Bytes root, RecordType type, List<ConversionResult> results) {
    Header header = request.header();
    List<BrokerStep> steps =
        request.items().stream()
            .filter(ConversionItem.Conversion.class::isInstance)
            .map(item -> ((ConversionItem.Conversion) item).toAgency())
            .toList();
    boolean converts = type == RecordType.REQUEST || type == RecordType.ENROL;
    var unsigned =
        new ExchangeRecord(
            grounds.manifest().audit().logOrigin(),
            type,
            header.exchangeId(),
            WireInstant.millis(Instant.now()),
            Bytes.sha256(header.bytes()),
            request.assertion().hash(),
            root,
            converts ? Optional.of(Roots.conversionRoot(steps)) : Optional.empty(),
            Optional.of(Roots.subjectRoot(request)),
            results.stream().map(_ -> Bytes.sha256(root)).toList(),
            YearMonth.now(ZoneOffset.UTC).toString(),
            SEALED,
            ZEROS);
    List<Optional<AuditStep>> outputs =
        results.stream()
            .map(result ->
                result instanceof ConversionResult.Converted converted
                    ? Optional.of(converted.step())
                    : Optional.<AuditStep>empty())
            .toList();
    return append(
        signed(unsigned), steps.isEmpty() ? Roots.NO_OUTPUT : Roots.outputDigest(steps, outputs));
  }

  private ExchangeRecord signed(ExchangeRecord record) {
    return new ExchangeRecord(
        record.log(),
        record.type(),
        record.exchangeId(),
        record.time(),
        record.header(),
        record.assertion(),
        record.requestRoot(),
        record.conversionRoot(),
        record.subjectRoot(),
        record.subjects(),
        record.period(),
        record.enc(),
        Bytes.of(logKey.signPlain(record.signedBytes().toArray())));
  }

  private byte[] release(byte[] body) {
    ReleaseRequest request = ReleaseRequest.parse(body);
    Header header = request.header();
    Recorded recorded = exchanges.get(header.exchangeId());
    if (recorded == null || recorded.type() != RecordType.REQUEST) {
      throw new Refusal(ProblemType.EXCHANGE_REFUSED);
    }
    Bytes answersRoot = Roots.answersRoot(request.items());
    AgencyId provider = header.toNamespace().agency();
    jwts.verifyAnswer(
        request.assertion(),
        header,
        recorded.requestRoot(),
        answersRoot,
        request.outcomes(),
        grounds.manifest().agency(provider).orElseThrow().signingKey(),
        Instant.now());
    return released.computeIfAbsent(
        header.exchangeId(), _ -> release(request, recorded.requestRoot(), answersRoot));
  }

  private byte[] release(ReleaseRequest request, Bytes requestRoot, Bytes answersRoot) {
    var unsigned = releaseRecord(request, requestRoot, answersRoot, ZEROS);
    Bytes signature = Bytes.of(logKey.signPlain(unsigned.signedBytes().toArray()));
    return new ReleaseResponse(
            append(releaseRecord(request, requestRoot, answersRoot, signature), answersRoot))
        .bytes();
  }

  private final Instant started = WireInstant.millis(Instant.now());

  private ReleaseRecord releaseRecord(
      ReleaseRequest request, Bytes requestRoot, Bytes answersRoot, Bytes signature) {
    return new ReleaseRecord(
        grounds.manifest().audit().logOrigin(),
        request.header().exchangeId(),
        started,
        Bytes.sha256(request.header().bytes()),
        requestRoot,
        answersRoot,
        request.outcomes(),
        request.assertion().hash(),
        YearMonth.now(ZoneOffset.UTC).toString(),
        SEALED,
        signature);
  }

  private byte[] deny(byte[] body) {
    DenialNotice notice = DenialNotice.parse(body);
    verify(notice.assertion(), notice.header(), notice.requestRoot());
    denials.add(notice);
    var unsigned =
        new ExchangeRecord(
            grounds.manifest().audit().logOrigin(),
            RecordType.DENY,
            notice.header().exchangeId(),
            WireInstant.millis(Instant.now()),
            Bytes.sha256(notice.header().bytes()),
            notice.assertion().hash(),
            notice.requestRoot(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            YearMonth.now(ZoneOffset.UTC).toString(),
            SEALED,
            ZEROS);
    return new ReleaseResponse(append(signed(unsigned), Roots.NO_OUTPUT)).bytes();
  }

  private LogReceipt append(LogRecord record, Bytes outputDigest) {
    return LogReceipt.sign(
        Bytes.of(record.bytes()),
        topic,
        offset.getAndIncrement(),
        WireInstant.millis(Instant.now()),
        outputDigest,
        logKey);
  }

  private AuditShare share(NamespaceId namespace) {
    if (namespace.equals(NamespaceId.ROOT)) {
      return AuditShare.root();
    }
    AuditShare share = keys.shares().get(namespace);
    if (share == null) {
      throw new IllegalArgumentException("no share of " + namespace);
    }
    return share;
  }
}
