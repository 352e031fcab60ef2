package jp.linkage.gateway.permission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import jp.linkage.protocol.header.AgencyId;
import org.junit.jupiter.api.Test;

class AgencyQuotaTest {
  private static final AgencyId WELFARE = new AgencyId("aoba-welfare");
  private static final AgencyId TAX = new AgencyId("aoba-tax");

  private final AtomicLong nanos = new AtomicLong(1);
  private final AgencyQuota quota = new AgencyQuota(100, 1000, nanos::get);

  @Test
  void take_withinTheBurst_isGranted() {
    assertEquals(Optional.empty(), quota.take(WELFARE, 500));
    assertEquals(Optional.empty(), quota.take(WELFARE, 500));
  }

  @Test
  void take_beyondTheBurst_tellsWhenThereWillBeEnough() {
    assertEquals(Optional.empty(), quota.take(WELFARE, 1000));
    assertEquals(Optional.of(Duration.ofSeconds(5)), quota.take(WELFARE, 500));
    assertEquals(Optional.of(Duration.ofSeconds(1)), quota.take(WELFARE, 1));
  }

  @Test
  void take_refused_takesNothing() {
    assertEquals(Optional.empty(), quota.take(WELFARE, 900));
    assertEquals(Optional.of(Duration.ofSeconds(1)), quota.take(WELFARE, 200));
    assertEquals(Optional.empty(), quota.take(WELFARE, 100));
  }

  @Test
  void take_afterWaitingAsTold_isGranted() {
    assertEquals(Optional.empty(), quota.take(WELFARE, 1000));
    Duration wait = quota.take(WELFARE, 250).orElseThrow();
    nanos.addAndGet(wait.toNanos());
    assertEquals(Optional.empty(), quota.take(WELFARE, 250));
  }

  @Test
  void bucket_leftAlone_neverHoldsMoreThanTheBurst() {
    nanos.addAndGet(Duration.ofDays(30).toNanos());
    assertEquals(Optional.empty(), quota.take(WELFARE, 1000));
    assertEquals(Optional.of(Duration.ofSeconds(1)), quota.take(WELFARE, 1));
  }

  @Test
  void bucket_ofOneAgency_isNotAnothers() {
    assertEquals(Optional.empty(), quota.take(WELFARE, 1000));
    assertEquals(Optional.empty(), quota.take(TAX, 1000));
  }
}
