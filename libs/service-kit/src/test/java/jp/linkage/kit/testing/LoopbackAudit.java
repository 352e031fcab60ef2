package jp.linkage.kit.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.steps.WirePoints;
import jp.linkage.protocol.conversion.AuditConversion;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.Audited;
import jp.linkage.protocol.conversion.Brokered;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.conversion.SubjectToken;
import jp.linkage.protocol.crypto.Hpke;
import jp.linkage.protocol.crypto.HpkePublicKey;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.keys.AuditKeyFile;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.AuditStep;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.LogExtract;
import jp.linkage.protocol.message.LogExtractEntry;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;

/**
 * The audit-service's part of the protocol with real keys and signatures, whose log is a counter:
 * it stands in for Kafka only. The audit-service itself is tested in its own module.
 */
final class LoopbackAudit {
  private static final Bytes UNSIGNED = Bytes.of(new byte[64]);

  private final Manifest manifest;
  private final AuditKeyFile keys;
  private final SigningKey logKey;
  private final AgencyJwts jwts = new AgencyJwts();
  private final UUID topicId = UUID.randomUUID();
  private final AtomicLong offsets = new AtomicLong();
  private final Set<SubjectId> registry = ConcurrentHashMap.newKeySet();
  private final Map<SubjectId, List<LogExtractEntry>> entries = new HashMap<>();
  private final AuditConversion conversion;

  LoopbackAudit(Manifest manifest, AuditKeyFile keys) {
    this.manifest = manifest;
    this.keys = keys;
    this.logKey = SigningKey.ofSeed(keys.logKeySeed());
    this.conversion =
        new AuditConversion(
            manifest.jointKey(),
            keys.decryptionShare(),
            manifest.audit().logNamespace(),
            share(NamespaceId.LOG));
  }

  /** The key of the log, for tests that forge receipts with the right key. */
  SigningKey logKey() {
    return logKey;
  }

  private AuditShare share(NamespaceId namespace) {
    AuditShare share = keys.shares().get(namespace);
    return share == null ? AuditShare.root() : share;
  }

  synchronized ConversionResponse convert(ConversionRequest request) {
    Header header = request.header();
    Bytes requestRoot = Roots.requestRoot(request);
    jwts.verifyRequest(
        request.assertion(),
        header,
        requestRoot,
        manifest.agency(header.agency()).orElseThrow().signingKey(),
        Instant.now());
    List<Optional<Audited>> audited = new ArrayList<>();
    List<SubjectId> subjects = new ArrayList<>();
    for (int i = 0; i < request.items().size(); i++) {
      ConversionItem item = request.items().get(i);
      Optional<Audited> conversionToAgency = audit(header, i, item);
      audited.add(conversionToAgency);
      SubjectToken token =
          conversionToAgency.map(Audited::subject).orElseGet(indexed(header, i, item));
      subjects.add(token.subjectId(keys.kappaLog()));
    }
    List<ConversionResult> results = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      results.add(result(request, i, audited.get(i), subjects.get(i)));
    }
    boolean nobody = results.stream().allMatch(ConversionResult.UnknownPerson.class::isInstance);
    LogReceipt receipt = record(request, requestRoot, nobody, subjects, results);
    return new ConversionResponse(results, receipt);
  }

  private Optional<Audited> audit(Header header, int index, ConversionItem item) {
    return item instanceof ConversionItem.Conversion toAgency
        ? Optional.of(
            conversion.subject(
                WirePoints.itemHash(header, index),
                WirePoints.read(item.subject()),
                new Brokered(
                    WirePoints.read(toAgency.toAgency()), WirePoints.read(toAgency.toLog())),
                manifest.namespace(header.fromNamespace()).orElseThrow(),
                manifest.namespace(header.toNamespace()).orElseThrow(),
                share(header.fromNamespace())))
        : Optional.empty();
  }

  private java.util.function.Supplier<SubjectToken> indexed(
      Header header, int index, ConversionItem item) {
    return () ->
        conversion.subject(
            WirePoints.itemHash(header, index),
            WirePoints.read(item.subject()),
            WirePoints.read(item.toLog()),
            manifest.namespace(header.fromNamespace()).orElseThrow(),
            share(header.fromNamespace()));
  }

  private ConversionResult result(
      ConversionRequest request, int index, Optional<Audited> audited, SubjectId subject) {
    Header header = request.header();
    return switch (header.type()) {
      case REGISTER ->
          registry.add(subject)
              ? new ConversionResult.Registered()
              : new ConversionResult.AlreadyRegistered();
      case CONVERT, ENROL ->
          registry.contains(subject)
              ? new ConversionResult.Converted(
                  WirePoints.write(
                      conversion.lend(audited.orElseThrow(), share(header.toNamespace()))))
              : new ConversionResult.UnknownPerson();
      case READLOG ->
          registry.contains(subject)
              ? new ConversionResult.Read(extract(request, index, subject))
              : new ConversionResult.UnknownPerson();
    };
  }

  private jp.linkage.protocol.message.Sealed extract(
      ConversionRequest request, int index, SubjectId subject) {
    Header header = request.header();
    ConversionItem.Reading item = (ConversionItem.Reading) request.items().get(index);
    LogExtract extract = new LogExtract(entries.getOrDefault(subject, List.of()));
    return WirePoints.write(
        Hpke.seal(
                HpkePublicKey.decode(item.answerKey().toArray()),
                header.itemHash(index).toArray(),
                item.subject().binding(header.itemHash(index)).toArray(),
                extract.bytes())
            .message());
  }

  private LogReceipt record(
      ConversionRequest request,
      Bytes requestRoot,
      boolean nobody,
      List<SubjectId> subjects,
      List<ConversionResult> results) {
    Header header = request.header();
    Instant now = WireInstant.millis(Instant.now());
    RecordType type = nobody ? RecordType.DENY : RecordType.of(header.type());
    boolean converts = type == RecordType.REQUEST || type == RecordType.ENROL;
    List<BrokerStep> steps =
        request.items().stream()
            .filter(ConversionItem.Conversion.class::isInstance)
            .map(item -> ((ConversionItem.Conversion) item).toAgency())
            .toList();
    for (SubjectId subject : subjects) {
      entries.computeIfAbsent(subject, _ -> new ArrayList<>()).addFirst(entry(header, type));
    }
    ExchangeRecord unsigned =
        new ExchangeRecord(
            manifest.audit().logOrigin(),
            type,
            header.exchangeId(),
            now,
            random(32),
            request.assertion().hash(),
            requestRoot,
            converts ? Optional.of(Roots.conversionRoot(steps)) : Optional.empty(),
            Optional.of(Roots.subjectRoot(request)),
            subjects.stream().map(subject -> Bytes.sha256(subject.bytes())).toList(),
            period(now),
            random(64),
            UNSIGNED);
    Bytes output = converts ? Roots.outputDigest(steps, outputs(results)) : Roots.NO_OUTPUT;
    return receipt(sign(unsigned).bytes(), output);
  }

  private static List<Optional<AuditStep>> outputs(List<ConversionResult> results) {
    return results.stream()
        .map(result ->
            result instanceof ConversionResult.Converted converted
                ? Optional.of(converted.step())
                : Optional.<AuditStep>empty())
        .toList();
  }

  private static LogExtractEntry entry(Header header, RecordType type) {
    return new LogExtractEntry(
        header.exchangeId(),
        type,
        header.requestedAt(),
        Optional.empty(),
        header.agency(),
        header.occasion().organisation(),
        header
            .basis()
            .map(basis ->
                new LogExtractEntry.Asked(
                    header.toNamespace().agency(),
                    basis.itemNumber(),
                    basis.affair(),
                    basis.procedure(),
                    basis.information())),
        Optional.empty());
  }

  LogReceipt release(ReleaseRequest request, Bytes requestRoot) {
    Header header = request.header();
    Bytes answersRoot = Roots.answersRoot(request.items());
    Instant now = WireInstant.millis(Instant.now());
    jwts.verifyAnswer(
        request.assertion(),
        header,
        requestRoot,
        answersRoot,
        request.outcomes(),
        manifest.agency(header.toNamespace().agency()).orElseThrow().signingKey(),
        now);
    ReleaseRecord unsigned =
        new ReleaseRecord(
            manifest.audit().logOrigin(),
            header.exchangeId(),
            now,
            random(32),
            requestRoot,
            answersRoot,
            request.outcomes(),
            request.assertion().hash(),
            period(now),
            random(64),
            UNSIGNED);
    return receipt(sign(unsigned).bytes(), answersRoot);
  }

  ExchangeRecord sign(ExchangeRecord record) {
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

  ReleaseRecord sign(ReleaseRecord record) {
    return new ReleaseRecord(
        record.log(),
        record.exchangeId(),
        record.time(),
        record.header(),
        record.requestRoot(),
        record.answersRoot(),
        record.outcomes(),
        record.assertion(),
        record.period(),
        record.enc(),
        Bytes.of(logKey.signPlain(record.signedBytes().toArray())));
  }

  LogReceipt receipt(byte[] leaf, Bytes output) {
    return LogReceipt.sign(
        Bytes.of(leaf),
        topicId,
        offsets.getAndIncrement(),
        WireInstant.millis(Instant.now()),
        output,
        logKey);
  }

  private static Bytes random(int size) {
    return Bytes.of(SecretBytes.random(size).toByteArray());
  }

  private static String period(Instant now) {
    return now.toString().substring(0, 7);
  }
}
