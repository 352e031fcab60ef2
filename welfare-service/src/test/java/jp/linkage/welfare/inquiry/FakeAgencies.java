package jp.linkage.welfare.inquiry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/** Runs the service with {@link FakeExchanges} in the place of the protocol. */
public final class FakeAgencies implements QuarkusTestProfile {
  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(FakeExchanges.class);
  }
}
