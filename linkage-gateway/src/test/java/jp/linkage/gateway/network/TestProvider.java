package jp.linkage.gateway.network;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.gateway.network.LoopbackParty.Refusal;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.OpenedQuery;
import jp.linkage.kit.steps.ProviderExchange;
import jp.linkage.kit.steps.SealedAnswer;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.Outcome;
import jp.linkage.protocol.message.ProvidedInformation;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.AnswerStatus;

/**
 * A tax registry that verifies, opens and answers with the steps that the services use. It answers
 * the same exchange with the same bytes.
 */
public final class TestProvider {
  /** M3. */
  public static final String QUERIES = "/linkage/v1/queries";

  private final ManifestInForce grounds;
  private final AgencyKeys keys;
  private final AgencyJwts jwts = new AgencyJwts();
  private final LoopbackParty party;
  private final Map<PersonToken, String> taxStatus = new ConcurrentHashMap<>();
  private final Map<ExchangeId, Answered> answers = new ConcurrentHashMap<>();
  private volatile boolean deferring;

  private record Answered(Bytes requestRoot, Bytes response) {}

  TestProvider(URI endpoint, ManifestInForce grounds, AgencyKeys keys) {
    this.grounds = grounds;
    this.keys = keys;
    this.party = new LoopbackParty(endpoint, Stage.PROVIDER).on(QUERIES, this::answer);
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
    deferring = false;
  }

  /** How often it was asked. */
  public int calls() {
    return party.calls(QUERIES);
  }

  /** The next query goes wrong. */
  public void next(Fault fault) {
    party.next(QUERIES, fault);
  }

  /** Why it refused. */
  public Queue<String> refusals() {
    return party.refusals();
  }

  /** What it knows of a person. */
  public void assess(PersonToken person, String status) {
    taxStatus.put(person, status);
  }

  /** From now on a person decides on every answer first. */
  public void defer() {
    deferring = true;
  }

  private byte[] answer(byte[] body) {
    QueryMessage message = QueryMessage.parse(body);
    Header header = message.header();
    if (!(grounds.decide(header) instanceof Decision.Permitted permitted)) {
      throw new Refusal(ProblemType.NOT_PERMITTED);
    }
    var exchange = new ProviderExchange(grounds.manifest(), keys, jwts);
    Bytes root = exchange.verify(message, permitted, Instant.now());
    Answered answered =
        answers.computeIfAbsent(
            header.exchangeId(),
            _ -> new Answered(root, Bytes.of(answer(exchange, message, root).bytes())));
    if (!answered.requestRoot().equals(root)) {
      throw new Refusal(ProblemType.EXCHANGE_ID_CONFLICT);
    }
    return answered.response().toArray();
  }

  private AnswerMessage answer(ProviderExchange exchange, QueryMessage message, Bytes root) {
    List<OpenedQuery> queries = exchange.open(message);
    List<SealedAnswer> sealed = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      sealed.add(
          switch (queries.get(i)) {
            case OpenedQuery.Opened opened when deferring ->
                SealedAnswer.without(AnswerStatus.DEFERRED);
            case OpenedQuery.Opened opened -> answer(exchange, message, i, opened);
            case OpenedQuery.Rejected _ -> SealedAnswer.without(AnswerStatus.UNKNOWN_PERSON);
            case OpenedQuery.Unreadable _ -> SealedAnswer.without(AnswerStatus.REFUSED);
          });
    }
    return exchange.sign(message.header(), root, sealed, Instant.now());
  }

  private SealedAnswer answer(
      ProviderExchange exchange, QueryMessage message, int index, OpenedQuery.Opened opened) {
    String status = taxStatus.get(opened.token());
    return status == null
        ? exchange.seal(message, index, opened, Outcome.UNKNOWN_PERSON, List.of())
        : exchange.seal(
            message,
            index,
            opened,
            Outcome.PROVIDED,
            List.of(
                new ProvidedInformation(
                    new InformationId("municipal-tax"),
                    Map.of(
                        "taxStatus",
                        status,
                        "fiscalYear",
                        opened.parameters().getOrDefault("fiscalYear", "")))));
  }
}
