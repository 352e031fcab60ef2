package jp.linkage.kit.answer;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RunCommands;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.kit.person.Persons;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.record.RecordExchange;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.OpenedQuery;
import jp.linkage.kit.steps.ProviderExchange;
import jp.linkage.kit.steps.SealedAnswer;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.message.ProvidedInformation;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.receipt.AnswerStatus;
import org.jboss.logging.Logger;

/** Answers M3: B's part of an exchange (protocol §4.7, §4.8). */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
public class AnswerQueries {
  private static final Logger LOG = Logger.getLogger(AnswerQueries.class);

  private final HeldManifest manifests;
  private final AgencyKeys keys;
  private final AgencyJwts jwts;
  private final ExchangeInRows exchanges;
  private final RunCommands database;
  private final RecordExchange records;
  private final Instance<ItemSource> source;
  private final Clock clock;

  AnswerQueries(
      HeldManifest manifests,
      AgencyKeys keys,
      AgencyJwts jwts,
      ExchangeInRows exchanges,
      RunCommands database,
      RecordExchange records,
      Instance<ItemSource> source,
      Clock clock) {
    this.manifests = manifests;
    this.keys = keys;
    this.jwts = jwts;
    this.exchanges = exchanges;
    this.database = database;
    this.records = records;
    this.source = source;
    this.clock = clock;
  }

  /** A verified query on its way to its answer. */
  private record Verified(
      QueryMessage message,
      ProviderExchange exchange,
      Bytes requestRoot,
      Decision.Permitted permitted,
      List<OpenedQuery> queries) {}

  /**
   * Verifies and answers. The proofs are verified before the database transaction that binds the
   * exchange id, asks the service and stores the answer.
   *
   * @return the bytes of M4; the stored ones where the query was answered before
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when a check fails
   * @throws ProblemException {@code exchange-expired}, {@code exchange-id-conflict}, {@code
   *     manifest-mismatch} or {@code not-permitted}
   */
  public byte[] answer(QueryMessage message) {
    Verified query = verify(message);
    return QuarkusTransaction.requiringNew().call(() -> answer(query));
  }

  private Verified verify(QueryMessage message) {
    Header header = message.header();
    Instant now = clock.instant();
    if (header.validity().isExpired(now)) {
      throw new ProblemException(
          ProblemType.EXCHANGE_EXPIRED, "expected an exchange before its expiresAt");
    }
    ManifestInForce inForce = manifests.require(header.manifest());
    Decision.Permitted permitted =
        switch (inForce.decide(header)) {
          case Decision.Permitted allowed -> allowed;
          case Decision.Denied denied ->
              throw new ProblemException(denied.problemType(), denied.reason());
        };
    requireProvided(permitted);
    var exchange = new ProviderExchange(inForce.manifest(), keys, jwts);
    Bytes requestRoot = exchange.verify(message, permitted, now);
    return new Verified(message, exchange, requestRoot, permitted, exchange.open(message));
  }

  private void requireProvided(Decision.Permitted permitted) {
    // An agency that only asks has no source
    if (!source.isResolvable() || !source.get().provides().containsAll(permitted.rows().keySet())) {
      throw new ProblemException(
          ProblemType.NOT_PERMITTED, "expected information that this agency provides");
    }
  }

  private byte[] answer(Verified query) {
    Header header = query.message().header();
    List<Optional<Bytes>> indexes = tokenIndexes(query);
    var found =
        database.run(
            ExchangeInRows.bind(header, query.requestRoot()),
            Persons.byTokenIndex(indexes.stream().flatMap(Optional::stream).toList()));
    if (found.first() == 0) {
      ExchangeInRow row = exchanges.bound(header.exchangeId());
      if (!row.isBoundTo(query.requestRoot())) {
        throw new ProblemException(
            ProblemType.EXCHANGE_ID_CONFLICT,
            "expected the request that this exchange id began with");
      }
      if (row.isAnswered()) {
        return row.answer();
      }
    }
    List<Optional<AddresseeNumber>> subjects =
        indexes.stream()
            .map(index -> index.flatMap(token -> Optional.ofNullable(found.second().get(token))))
            .toList();
    List<Reply> replies = replies(query, subjects);
    var sealed = new ArrayList<SealedAnswer>();
    for (int i = 0; i < replies.size(); i++) {
      sealed.add(seal(query, i, replies.get(i)));
    }
    Instant now = clock.instant();
    AnswerMessage answer = query.exchange().sign(header, query.requestRoot(), sealed, now);
    boolean deferred = replies.contains(new Unanswered(AnswerStatus.DEFERRED));
    database.run(
        ExchangeInRows.answer(header.exchangeId(), answer.bytes(), deferred),
        record(query, subjects, replies, deferred, now));
    return answer.bytes();
  }

  /** What is said about one item. */
  private sealed interface Reply {
    String name();
  }

  private record Answered(Outcome outcome, List<ProvidedInformation> information) implements Reply {
    @Override
    public String name() {
      return outcome.wire();
    }
  }

  private record Unanswered(AnswerStatus status) implements Reply {
    @Override
    public String name() {
      return status.wire();
    }
  }

  private static SealedAnswer seal(Verified query, int index, Reply reply) {
    return switch (reply) {
      case Unanswered unanswered -> SealedAnswer.without(unanswered.status());
      case Answered answered ->
          query
              .exchange()
              .seal(
                  query.message(),
                  index,
                  (OpenedQuery.Opened) query.queries().get(index),
                  answered.outcome(),
                  answered.information());
    };
  }

  // Where the query could be read.
  private List<Optional<Bytes>> tokenIndexes(Verified query) {
    return query.queries().stream()
        .map(opened ->
            opened instanceof OpenedQuery.Opened readable
                ? Optional.of(Bytes.of(keys.vault().index(readable.token())))
                : Optional.<Bytes>empty())
        .toList();
  }

  // The service is asked once, for all of those whom this agency knows.
  private List<Reply> replies(Verified query, List<Optional<AddresseeNumber>> subjects) {
    var asked = new ArrayList<ProvisionSubject>();
    for (int i = 0; i < subjects.size(); i++) {
      if (query.queries().get(i) instanceof OpenedQuery.Opened readable) {
        subjects
            .get(i)
            .ifPresent(number -> asked.add(new ProvisionSubject(number, readable.parameters())));
      }
    }
    Iterator<Provision> provisions = provisions(query, asked).iterator();
    var replies = new ArrayList<Reply>();
    for (int i = 0; i < subjects.size(); i++) {
      replies.add(
          switch (query.queries().get(i)) {
            case OpenedQuery.Rejected _ -> new Unanswered(AnswerStatus.UNKNOWN_PERSON);
            case OpenedQuery.Unreadable unreadable -> {
              LOG.warnf("item %d is refused: %s", i, unreadable.reason());
              yield new Unanswered(AnswerStatus.REFUSED);
            }
            case OpenedQuery.Opened _ ->
                subjects.get(i).isEmpty()
                    ? new Answered(Outcome.UNKNOWN_PERSON, List.of())
                    : reply(provisions.next());
          });
    }
    return replies;
  }

  private List<Provision> provisions(Verified query, List<ProvisionSubject> asked) {
    if (asked.isEmpty()) {
      return List.of();
    }
    Decision.Permitted permitted = query.permitted();
    Map<InformationId, Set<String>> fields = permitted.fields();
    List<Provision> provisions =
        source
            .get()
            .provide(
                new ProvisionRequest(query.message().header(), permitted.rowIds(), fields, asked));
    if (provisions.size() != asked.size()) {
      throw new IllegalStateException("an item source answers for every subject");
    }
    provisions.forEach(provision -> requireWithin(provision, fields));
    return provisions;
  }

  // A service that gives more than the row names is a fault here, not a leak there.
  private static void requireWithin(Provision provision, Map<InformationId, Set<String>> allowed) {
    if (provision instanceof Provision.Provided provided) {
      provided
          .information()
          .forEach((information, fields) -> {
            if (!allowed.getOrDefault(information, Set.of()).containsAll(fields.keySet())) {
              throw new IllegalStateException(
                  "the item source gives fields that the row does not name");
            }
          });
    }
  }

  private static Reply reply(Provision provision) {
    return switch (provision) {
      case Provision.Provided provided ->
          new Answered(
              Outcome.PROVIDED,
              provided.information().entrySet().stream()
                  .sorted(Map.Entry.comparingByKey())
                  .map(entry -> new ProvidedInformation(entry.getKey(), entry.getValue()))
                  .toList());
      case Provision.NoRecord _ -> new Answered(Outcome.NO_RECORD, List.of());
      case Provision.NotDisclosable _ -> new Answered(Outcome.NOT_DISCLOSABLE, List.of());
      case Provision.NeedsRelease _ -> new Unanswered(AnswerStatus.DEFERRED);
    };
  }

  private Command<Integer> record(
      Verified query,
      List<Optional<AddresseeNumber>> subjects,
      List<Reply> replies,
      boolean deferred,
      Instant now) {
    var recorded = new ArrayList<RecordExchange.Subject>();
    for (int i = 0; i < replies.size(); i++) {
      recorded.add(new RecordExchange.Subject(subjects.get(i), replies.get(i).name()));
    }
    return records.command(
        RecordExchange.Role.PROVIDER,
        query.message().header(),
        recorded,
        deferred ? Optional.empty() : Optional.of(now),
        deferred ? "deferred" : "answered",
        Optional.of(query.message().receipt()),
        Optional.empty());
  }
}
