package jp.linkage.audit.quota;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.problem.ProblemType;

/** The quotas of all agencies. */
@ApplicationScoped
public class Quota {
  private final QuotaConfig config;
  private final Map<AgencyId, TokenBucket> items = new ConcurrentHashMap<>();
  private final Map<AgencyId, TokenBucket> denials = new ConcurrentHashMap<>();

  Quota(QuotaConfig config) {
    this.config = config;
  }

  /**
   * Takes items from the agency's quota; only after its signature was verified, or anybody could
   * use it up.
   *
   * @throws ProblemException {@code quota-exceeded}, if they are not there
   */
  public void takeItems(AgencyId agency, int count) {
    take(items, agency, config.itemsPerSecond(), config.itemsAtOnce(), count);
  }

  /** The same for one denial. */
  public void takeDenial(AgencyId agency) {
    take(denials, agency, config.denialsPerSecond(), config.denialsAtOnce(), 1);
  }

  private static void take(
      Map<AgencyId, TokenBucket> buckets, AgencyId agency, int perSecond, int atOnce, int count) {
    long now = System.nanoTime();
    Duration wait =
        buckets
            .computeIfAbsent(agency, _ -> new TokenBucket(perSecond, atOnce, now))
            .take(count, now);
    if (wait.isPositive()) {
      throw new ProblemException(
          ProblemType.QUOTA_EXCEEDED, "The agency's quota at the audit-service is used up.", wait);
    }
  }
}
