package jp.linkage.kit.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import jp.linkage.kit.http.LinkageHttp;
import jp.linkage.kit.http.Reply;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.RegistrarExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.steps.WirePoints;
import jp.linkage.protocol.assertion.Permit;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.conversion.BrokerConversion;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.conversion.Brokered;
import jp.linkage.protocol.conversion.ItemHash;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.keys.GatewayKeyFile;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestGateway;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.AnswerItem;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.message.ExchangeResponse;
import jp.linkage.protocol.message.QueryItem;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.RequestItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * Gateway and audit-service of a test: the steps of protocol §4.3 to §4.8 with real keys, proofs
 * and signatures, listening where the manifest says that the gateway does. Its storage is memory,
 * and it can be told to change a message on its way, to fail, or to be away.
 *
 * <p>Stands in for the real services in tests of an agency; those are tested in their own modules,
 * and all of them together in the system tests.
 */
public final class LoopbackBrokers implements AutoCloseable {
  private static final int MAX_BYTES = 32 * 1024 * 1024;

  private final ManifestInForce inForce;
  private final GatewayKeyFile keys;
  private final LoopbackAudit audit;
  private final AgencyJwts jwts = new AgencyJwts();
  private final LinkageHttp http = LinkageHttp.standalone(Duration.ofSeconds(5));
  private final BrokerConversion conversion;
  private final Map<ExchangeId, Stored> stored = new ConcurrentHashMap<>();
  private final TestWorld world;
  private HttpServer server;

  private volatile Provider provider;
  private volatile Optional<Problem> failure = Optional.empty();
  private volatile UnaryOperator<QueryMessage> onQuery = UnaryOperator.identity();
  private volatile UnaryOperator<AnswerMessage> onAnswer = UnaryOperator.identity();
  private volatile UnaryOperator<ExchangeResponse> onResponse = UnaryOperator.identity();

  /** What is kept of an exchange, so that it can be taken up again. */
  private static final class Stored {
    final Bytes requestRoot;
    Optional<ConversionRequest> m2 = Optional.empty();
    Optional<ConversionResponse> converted = Optional.empty();
    Optional<SignedAssertion> permit = Optional.empty();
    Optional<byte[]> response = Optional.empty();

    Stored(Bytes requestRoot) {
      this.requestRoot = requestRoot;
    }
  }

  /** A refusal on the way to its caller. */
  private static final class Refused extends RuntimeException {
    private final transient Problem problem;

    Refused(Problem problem) {
      super(problem.detail());
      this.problem = problem;
    }

    Refused(ProblemType type, Stage stage) {
      this(new Problem(type, stage, type.slug(), "", "loopback"));
    }
  }

  /**
   * Starts to listen at the gateway's endpoint.
   *
   * @param world the parties of the test
   */
  public LoopbackBrokers(TestWorld world) {
    this.world = world;
    this.inForce = world.manifest();
    this.keys = world.parties().gateway();
    this.audit = new LoopbackAudit(inForce.manifest(), world.parties().audit());
    this.conversion = new BrokerConversion(inForce.manifest().jointKey(), keys.decryptionShare());
    this.provider = this::ask;
    this.server = listen();
  }

  private HttpServer listen() {
    try {
      int port = world.endpoint(ManifestGateway.ID).getPort();
      HttpServer listening =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      listening.createContext("/linkage/v1/exchanges", this::handle);
      listening.start();
      return listening;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops to listen, as when the gateway is down. */
  public void goAway() {
    server.stop(0);
  }

  /** Listens again. */
  public void comeBack() {
    server = listen();
  }

  /** Forgets an exchange, as a gateway must not. */
  public void forget(ExchangeId exchangeId) {
    stored.remove(exchangeId);
  }

  /** Whoever answers M3. */
  @FunctionalInterface
  public interface Provider {
    /** M4 for M3. */
    AnswerMessage answer(QueryMessage query);
  }

  /** Asks the service that listens here, instead of the one whose address the manifest names. */
  public void provideAt(URI endpoint) {
    provider = query -> ask(query, endpoint);
  }

  /** Asks a provider in this JVM. */
  public void provideBy(Provider other) {
    provider = other;
  }

  /** From now on every exchange fails with this problem; empty lets them pass again. */
  public void failWith(Optional<Problem> problem) {
    failure = problem;
  }

  /** Changes M3 on its way: to the provider, and for ENROL to the asking agency. */
  public void onQuery(UnaryOperator<QueryMessage> change) {
    onQuery = change;
  }

  /** Changes M4 before the release. */
  public void onAnswer(UnaryOperator<AnswerMessage> change) {
    onAnswer = change;
  }

  /** Changes on its way what the asking agency gets for a CONVERT; what is kept stays as it is. */
  public void onResponse(UnaryOperator<ExchangeResponse> change) {
    onResponse = change;
  }

  /** Lets everything pass unchanged again. */
  public void behave() {
    failure = Optional.empty();
    onQuery = UnaryOperator.identity();
    onAnswer = UnaryOperator.identity();
    onResponse = UnaryOperator.identity();
  }

  /** Enters numbers into the registry, as the resident registry does. */
  public void register(List<String> numbers) {
    AgencyKeys registrar = world.keys(TestParties.AOBA_RESIDENTS);
    Header header =
        Header.own(
            inForce.hash(),
            ExchangeType.REGISTER,
            ExchangeId.next(),
            registrar.id(),
            numbers.size(),
            new Occasion(
                "住民課", new CaseReference("register"), new StaffPseudonym("registrar-1"), false),
            Validity.of(Instant.now(), Duration.ofMinutes(5)));
    RegistrarExchange exchange = new RegistrarExchange(inForce.manifest());
    UnsignedRequest request =
        exchange.build(header, numbers.stream().map(MyNumber::parse).toList());
    byte[] response = exchange(request.sign(registrar, jwts, Instant.now()).bytes());
    exchange.open(request, response);
  }

  private void handle(HttpExchange call) throws IOException {
    byte[] body = call.getRequestBody().readAllBytes();
    try (call) {
      try {
        byte[] response = exchange(body);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(200, response.length);
        call.getResponseBody().write(response);
      } catch (Refused e) {
        byte[] problem = e.problem.toJson();
        call.getResponseHeaders().add("Content-Type", Problem.MEDIA_TYPE);
        if (e.problem.type().retryable()) {
          call.getResponseHeaders().add("Retry-After", "3");
        }
        call.sendResponseHeaders(e.problem.type().status(), problem.length);
        call.getResponseBody().write(problem);
      }
    }
  }

  /** What the gateway does with M1. */
  public byte[] exchange(byte[] m1) {
    failure.ifPresent(problem -> {
      throw new Refused(problem);
    });
    try {
      ExchangeRequest request = ExchangeRequest.parse(m1);
      return exchange(request);
    } catch (InvalidMessage e) {
      throw new Refused(
          new Problem(
              ProblemType.INVALID_MESSAGE,
              Stage.GATEWAY,
              String.valueOf(e.getMessage()),
              "",
              "loopback"));
    } catch (ProtocolViolation _) {
      throw new Refused(ProblemType.EXCHANGE_REFUSED, Stage.GATEWAY);
    }
  }

  private byte[] exchange(ExchangeRequest request) {
    Header header = request.header();
    Bytes requestRoot = Roots.requestRoot(request);
    jwts.verifyRequest(
        request.assertion(),
        header,
        requestRoot,
        manifest().agency(header.agency()).orElseThrow().signingKey(),
        Instant.now());
    if (header.validity().isExpired(Instant.now())) {
      throw new Refused(ProblemType.EXCHANGE_EXPIRED, Stage.GATEWAY);
    }
    boolean first = !stored.containsKey(header.exchangeId());
    Duration off = Duration.between(header.requestedAt(), Instant.now()).abs();
    if (first && off.compareTo(Duration.ofSeconds(60)) > 0) {
      throw new Refused(ProblemType.CLOCK_SKEW, Stage.GATEWAY);
    }
    Decision.Permitted permitted =
        switch (inForce.decide(header)) {
          case Decision.Permitted allowed -> allowed;
          case Decision.Denied denied ->
              throw new Refused(
                  new Problem(
                      denied.problemType(), Stage.GATEWAY, denied.reason(), "", "loopback"));
        };
    Stored state = stored.computeIfAbsent(header.exchangeId(), _ -> new Stored(requestRoot));
    synchronized (state) {
      if (!state.requestRoot.equals(requestRoot)) {
        throw new Refused(ProblemType.EXCHANGE_ID_CONFLICT, Stage.GATEWAY);
      }
      if (state.response.isEmpty()) {
        state.response = answer(request, permitted, state);
      }
      byte[] kept = state.response.orElseGet(() -> respond(request, state));
      return header.type() == ExchangeType.CONVERT
          ? onResponse.apply(ExchangeResponse.parse(kept, header)).bytes()
          : kept;
    }
  }

  /** Converts, unless that was done; the response itself where it is not a CONVERT's. */
  private Optional<byte[]> answer(
      ExchangeRequest request, Decision.Permitted permitted, Stored state) {
    Header header = request.header();
    if (state.converted.isEmpty()) {
      ConversionRequest m2 = broker(request);
      state.m2 = Optional.of(m2);
      state.converted = Optional.of(audit.convert(m2));
      if (header.type() == ExchangeType.CONVERT) {
        state.permit =
            Optional.of(
                jwts.sign(
                    Permit.of(header, state.requestRoot, permitted.rowIds(), Instant.now()),
                    keys.signingKey()));
      }
    }
    ConversionResponse converted = state.converted.orElseThrow();
    return switch (header.type()) {
      case REGISTER, READLOG -> Optional.of(converted.bytes());
      case ENROL -> Optional.of(onQuery.apply(query(request, state)).bytes());
      case CONVERT -> Optional.empty();
    };
  }

  private byte[] respond(ExchangeRequest request, Stored state) {
    Header header = request.header();
    ConversionResponse converted = state.converted.orElseThrow();
    boolean nobody =
        converted.items().stream().allMatch(ConversionResult.UnknownPerson.class::isInstance);
    if (nobody) {
      List<AnswerItem> items =
          converted.items().stream()
              .map(_ -> AnswerItem.without(AnswerStatus.UNKNOWN_PERSON))
              .toList();
      return new ExchangeResponse(items, converted.receipt(), Optional.empty()).bytes();
    }
    AnswerMessage answer = onAnswer.apply(provider.answer(onQuery.apply(query(request, state))));
    LogReceipt released = audit.release(ReleaseRequest.of(header, answer), state.requestRoot);
    ExchangeResponse response =
        new ExchangeResponse(
            answer.items(),
            converted.receipt(),
            Optional.of(
                new ExchangeResponse.Release(answer.outcomes(), answer.assertion(), released)));
    boolean deferred =
        answer.items().stream().anyMatch(item -> item.status() == AnswerStatus.DEFERRED);
    byte[] bytes = response.bytes();
    if (!deferred) {
      state.response = Optional.of(bytes);
    }
    return bytes;
  }

  private AnswerMessage ask(QueryMessage query) {
    return ask(
        query, manifest().agency(query.header().toNamespace().agency()).orElseThrow().endpoint());
  }

  private AnswerMessage ask(QueryMessage query, URI endpoint) {
    Reply reply =
        http.post(
            endpoint.resolve("/linkage/v1/queries"),
            query.bytes(),
            Duration.ofSeconds(60),
            MAX_BYTES);
    return switch (reply) {
      case Reply.Done done -> AnswerMessage.parse(done.body().toArray(), query.header());
      case Reply.Failed failed -> throw new Refused(failed.problem());
      case Reply.NoReply _ -> throw new Refused(ProblemType.PROVIDER_UNAVAILABLE, Stage.GATEWAY);
    };
  }

  private ConversionRequest broker(ExchangeRequest request) {
    Header header = request.header();
    List<ConversionItem> items = new ArrayList<>();
    for (int i = 0; i < request.items().size(); i++) {
      items.add(broker(header, i, request.items().get(i)));
    }
    return new ConversionRequest(header, request.assertion(), items);
  }

  private ConversionItem broker(Header header, int index, RequestItem item) {
    ItemHash hash = WirePoints.itemHash(header, index);
    BrokerShare from = share(header.fromNamespace());
    BrokerShare log = share(NamespaceId.LOG);
    var blinded = WirePoints.read(item.subject());
    if (header.type().endsAtAgency()) {
      Brokered brokered =
          conversion.convert(
              hash,
              blinded,
              from,
              share(header.toNamespace()),
              log,
              manifest().agency(header.toNamespace().agency()).orElseThrow().y());
      return new ConversionItem.Conversion(
          item.subject(),
          item.queryDigest(),
          WirePoints.write(brokered.token()),
          WirePoints.write(brokered.subject()));
    }
    var toLog = WirePoints.write(conversion.convertSubject(hash, blinded, from, log));
    return item instanceof RequestItem.Reading reading
        ? new ConversionItem.Reading(item.subject(), reading.answerKey(), toLog)
        : new ConversionItem.Registration(item.subject(), item.queryDigest(), toLog);
  }

  private QueryMessage query(ExchangeRequest request, Stored state) {
    ConversionRequest m2 = state.m2.orElseThrow();
    ConversionResponse converted = state.converted.orElseThrow();
    List<QueryItem> items = new ArrayList<>();
    for (int i = 0; i < request.items().size(); i++) {
      RequestItem asked = request.items().get(i);
      var step = ((ConversionItem.Conversion) m2.items().get(i)).toAgency();
      items.add(
          switch (converted.items().get(i)) {
            case ConversionResult.Converted done ->
                asked instanceof RequestItem.Query query
                    ? new QueryItem.Query(asked.subject(), query.query(), step, done.step())
                    : new QueryItem.Enrolment(
                        asked.subject(), asked.queryDigest(), step, done.step());
            default -> new QueryItem.UnknownPerson(asked.subject(), asked.queryDigest(), step);
          });
    }
    return new QueryMessage(
        request.header(), request.assertion(), state.permit, converted.receipt(), items);
  }

  private BrokerShare share(NamespaceId namespace) {
    BrokerShare share = keys.shares().get(namespace);
    return share == null ? BrokerShare.root() : share;
  }

  private Manifest manifest() {
    return inForce.manifest();
  }

  /** The audit-service's part, for tests that forge a record with the right key. */
  LoopbackAudit audit() {
    return audit;
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
