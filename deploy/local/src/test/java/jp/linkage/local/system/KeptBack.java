package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ExchangeRequest;
import org.jspecify.annotations.Nullable;

/**
 * A message of an honest exchange that was stopped on its way, as if the line had been cut: in the
 * hands of a thief, who may send whatever is made of it.
 *
 * @param tap where it was stopped
 * @param path where it was going
 * @param message its bytes
 * @param exchangeId of the exchange, which can be taken up again
 */
record KeptBack(Tap tap, String path, Bytes message, String exchangeId) {
  static final String M1 = "/linkage/v1/exchanges";
  static final String M2 = "/linkage/v1/conversions";
  static final String M3 = "/linkage/v1/queries";
  static final String RELEASE = "/linkage/v1/releases";
  static final String DENIAL = "/linkage/v1/denials";

  /** Has the welfare office ask, and keeps the message back that goes to this path. */
  static KeptBack from(RunningLinkage linkage, Tap tap, String path) {
    var replies = new ArrayList<BackOfficeHttp.Reply>();
    Bytes message = stop(tap, path, () -> replies.add(linkage.ask(linkage.taxpayer())));
    BackOfficeHttp.Reply reply = replies.getFirst();
    assertEquals(503, reply.status(), "an exchange that was cut off");
    return new KeptBack(tap, path, message, reply.body().path("exchangeId").asText());
  }

  /** Sends a signed M1 to the gateway, and keeps the message back that it makes for this path. */
  static KeptBack from(RunningLinkage linkage, ExchangeRequest request, Tap tap, String path) {
    Bytes message = stop(tap, path, () -> linkage.gateway().send(M1, request.bytes()));
    return new KeptBack(tap, path, message, request.header().exchangeId().toString());
  }

  /** A signed M1 that did not get to the gateway. */
  static KeptBack from(RunningLinkage linkage, ExchangeRequest request) {
    return new KeptBack(
        linkage.gateway(), M1, Bytes.of(request.bytes()), request.header().exchangeId().toString());
  }

  private static Bytes stop(Tap tap, String path, Runnable exchange) {
    var kept = new AtomicReference<@Nullable Bytes>();
    try (var _ =
        tap.intercept((to, target, message) -> {
          if (!target.equals(path)) {
            return to.send(target, message);
          }
          kept.set(Bytes.of(message));
          throw new UncheckedIOException(new IOException("the line is cut"));
        })) {
      exchange.run();
    }
    return Objects.requireNonNull(kept.get(), "no message to keep back");
  }

  /** Sends the true message, at last. */
  Answer send() {
    return tap.send(path, message.toArray());
  }

  /** Sends another message in its place. */
  Answer send(byte[] other) {
    return tap.send(path, other);
  }
}
