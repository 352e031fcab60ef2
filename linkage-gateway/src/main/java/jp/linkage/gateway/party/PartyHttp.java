package jp.linkage.gateway.party;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import jp.linkage.gateway.config.GatewayConfig.Patience;
import jp.linkage.kit.http.LinkageHttp;
import jp.linkage.kit.http.Reply;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import org.jboss.logging.Logger;

/** Sends messages to one kind of party and reads what comes back. */
public final class PartyHttp {
  private static final Logger LOG = Logger.getLogger(PartyHttp.class);

  private final LinkageHttp http;
  private final Stage stage;
  private final Patience patience;
  private final Duration retryAfter;

  /**
   * @param http the client that all parties share
   * @param stage the party, as problem documents name it: {@code AUDIT} or {@code PROVIDER}
   * @param patience how long to wait for it
   * @param retryAfter what the asking agency is told when the party does not say it
   */
  public PartyHttp(LinkageHttp http, Stage stage, Patience patience, Duration retryAfter) {
    this.http = http;
    this.stage = stage;
    this.patience = patience;
    this.retryAfter = retryAfter;
  }

  /**
   * Sends a message and waits for the answer.
   *
   * @param endpoint the party's address in the manifest
   * @param path what is asked of it, for instance {@code /linkage/v1/queries}
   * @param items how many items the message is about; more take longer
   * @param maxBytes a longer answer is no answer
   * @param reader reads the answer strictly
   */
  public <T> PartyReply<T> post(
      URI endpoint,
      String path,
      WireMessage message,
      int items,
      int maxBytes,
      Function<byte[], T> reader) {
    Reply reply =
        http.post(target(endpoint, path), message.bytes(), patience.forItems(items), maxBytes);
    return switch (reply) {
      case Reply.Done done -> read(done, reader);
      case Reply.Failed failed ->
          new PartyReply.Failed<>(failure(failed.problem(), failed.retryAfter()));
      case Reply.NoReply none -> {
        LOG.warnf("no answer from the %s: %s", stage.id(), none.reason());
        yield new PartyReply.Failed<>(unavailable(Optional.empty()));
      }
    };
  }

  private <T> PartyReply<T> read(Reply.Done done, Function<byte[], T> reader) {
    try {
      return new PartyReply.Done<>(reader.apply(done.body().toArray()));
    } catch (InvalidMessage e) {
      LOG.warnf("the answer of the %s is malformed: %s", stage.id(), e.getMessage());
      return new PartyReply.Failed<>(Failure.refused(stage));
    }
  }

  /** The stage is the party that was asked, whatever its document says. */
  private Failure failure(Problem problem, Optional<Duration> wait) {
    LOG.infof("%s at the %s, its trace %s", problem.type().slug(), stage.id(), problem.traceId());
    return switch (problem.type()) {
      // What the asking agency needs in order to go on; none of it tells about a check of a proof,
      // signature, receipt or permit
      case CLOCK_SKEW, MANIFEST_MISMATCH ->
          own(problem.type(), "Make a new exchange.", Optional.empty());
      case EXCHANGE_ID_CONFLICT ->
          own(problem.type(), "Make a new exchange under a new id.", Optional.empty());
      case EXCHANGE_EXPIRED ->
          own(problem.type(), "The validity period has ended.", Optional.empty());
      case QUOTA_EXCEEDED ->
          own(problem.type(), "Ask less often.", Optional.of(wait.orElse(retryAfter)));
      case AUDIT_UNAVAILABLE,
          GATEWAY_UNAVAILABLE,
          PROVIDER_UNAVAILABLE,
          DATABASE_UNAVAILABLE,
          OVERLOADED,
          INTERNAL_ERROR,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          UNSUPPORTED_MEDIA_TYPE ->
          unavailable(wait);
      case INVALID_MESSAGE,
          NOT_AUTHENTICATED,
          ROLE_NOT_ALLOWED,
          EXCHANGE_REFUSED,
          NOT_PERMITTED,
          CONFLICT,
          TOO_LARGE,
          IMPORT_INVALID,
          INVALID_NUMBER ->
          Failure.refused(stage);
    };
  }

  private Failure unavailable(Optional<Duration> wait) {
    ProblemType type =
        stage == Stage.AUDIT ? ProblemType.AUDIT_UNAVAILABLE : ProblemType.PROVIDER_UNAVAILABLE;
    return own(type, "Send the same exchange again later.", Optional.of(wait.orElse(retryAfter)));
  }

  private Failure own(ProblemType type, String detail, Optional<Duration> wait) {
    return new Failure(type, stage, detail, wait);
  }

  private static URI target(URI endpoint, String path) {
    String base = endpoint.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }
}
