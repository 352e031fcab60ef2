package jp.linkage.gateway.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** The gateway's own settings; those that all parties share are in protocol §6. */
@ConfigMapping(prefix = "linkage.gateway")
public interface GatewayConfig {
  /** How much an agency may ask for. */
  Quota quota();

  /** How long the gateway waits for the audit-service. */
  Patience audit();

  /** How long the gateway waits for a providing agency. */
  Patience provider();

  /** What happens to exchanges after they have lapsed. */
  Retention retention();

  /** The longest wait for a connection to another party. */
  @WithDefault("2S")
  Duration connectTimeout();

  /** How long a caller is asked to wait after a 503 whose cause does not say it. */
  @WithDefault("2S")
  Duration retryAfter();

  /**
   * Name of the {@code quarkus.tls} configuration with the gateway's certificate and the trusted
   * authorities, for calls to other parties; without it they are made in the clear, which is for
   * one machine only.
   */
  Optional<String> tlsConfiguration();

  /** Items that this replica works on at the same time; more are told to come again (503). */
  @WithDefault("8000")
  @Min(500)
  int itemsInFlight();

  /** A token bucket per agency and replica; an exchange of n items costs n. */
  interface Quota {
    /** Items per second that an agency may ask for over time. */
    @WithDefault("2000")
    @Min(1)
    int itemsPerSecond();

    /** Items that an agency may ask for at once; at least one whole batch. */
    @WithDefault("20000")
    @Min(500)
    int burst();
  }

  /** Time limits of a call to another party. */
  interface Patience {
    /** From the request to the whole response, for an exchange of one item. */
    @WithDefault("8S")
    Duration response();

    /** What every further item adds to {@link #response}. */
    @WithDefault("0.04S")
    Duration perItem();

    /** The longest wait for the answer to an exchange of this many items. */
    default Duration forItems(int items) {
      return response().plus(perItem().multipliedBy(items - 1L));
    }
  }

  /** Deletion of lapsed exchanges. */
  interface Retention {
    /** How long after its expiry an exchange stays, so that clocks may differ a little. */
    @WithDefault("5M")
    Duration afterExpiry();

    /** How often lapsed exchanges are looked for. */
    @WithDefault("1M")
    Duration every();

    /** Rows that one transaction deletes at most. */
    @WithDefault("500")
    @Min(1)
    @Max(10_000)
    int batch();
  }
}
