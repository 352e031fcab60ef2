package jp.linkage.gateway.permission;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import jp.linkage.gateway.config.GatewayConfig;
import jp.linkage.protocol.header.AgencyId;

/**
 * How many items an agency may ask for: one token bucket per agency, in the memory of this replica,
 * so that r replicas together grant at most r times the configured rate.
 *
 * <p>Is asked only after the agency's signature was verified; nobody uses up another's quota.
 */
@ApplicationScoped
public class AgencyQuota {
  private static final double NANOS = 1e9;

  private final Map<AgencyId, Bucket> buckets = new ConcurrentHashMap<>();
  private final double perSecond;
  private final double burst;
  private final LongSupplier nanoTime;

  /** Starts with full buckets. */
  @jakarta.inject.Inject
  public AgencyQuota(GatewayConfig config) {
    this(config.quota().itemsPerSecond(), config.quota().burst(), System::nanoTime);
  }

  AgencyQuota(int perSecond, int burst, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes {@code items} out of the agency's bucket, or nothing at all.
   *
   * @return empty when taken; else how long until there will be enough, at least one second
   */
  public Optional<Duration> take(AgencyId agency, int items) {
    return buckets.computeIfAbsent(agency, _ -> new Bucket()).take(items);
  }

  private final class Bucket {
    private double tokens = burst;
    private long filledAt = nanoTime.getAsLong();

    synchronized Optional<Duration> take(int items) {
      long now = nanoTime.getAsLong();
      tokens = Math.min(burst, tokens + (now - filledAt) / NANOS * perSecond);
      filledAt = now;
      if (tokens >= items) {
        tokens -= items;
        return Optional.empty();
      }
      // Retry-After counts whole seconds (RFC 9110 §10.2.3)
      return Optional.of(
          Duration.ofSeconds(Math.max(1, (long) Math.ceil((items - tokens) / perSecond))));
    }
  }
}
