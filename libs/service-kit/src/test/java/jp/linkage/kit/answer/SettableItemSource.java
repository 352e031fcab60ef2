package jp.linkage.kit.answer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import jp.linkage.protocol.header.InformationId;

/** A service's data as a test wants them. */
@ApplicationScoped
class SettableItemSource implements ItemSource {
  static final InformationId MUNICIPAL_TAX = new InformationId("municipal-tax");

  private final AtomicInteger asked = new AtomicInteger();
  private volatile Function<ProvisionSubject, Provision> saying = _ -> new Provision.NoRecord();

  /** From now on, this is said about every subject. */
  void say(Function<ProvisionSubject, Provision> provision) {
    saying = provision;
    asked.set(0);
  }

  /** How often the service was asked since. */
  int asked() {
    return asked.get();
  }

  @Override
  public Set<InformationId> provides() {
    return Set.of(MUNICIPAL_TAX);
  }

  @Override
  public List<Provision> provide(ProvisionRequest request) {
    asked.incrementAndGet();
    return request.subjects().stream().map(saying).toList();
  }
}
