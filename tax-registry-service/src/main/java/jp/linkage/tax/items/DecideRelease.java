package jp.linkage.tax.items;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.StaffPseudonym;

/** Records an official's decision on an inquiry that waits for one. */
@ApplicationScoped
class DecideRelease {
  private final ReleaseRows releases;

  DecideRelease(ReleaseRows releases) {
    this.releases = releases;
  }

  /** What became of a decision. */
  sealed interface Outcome {}

  /** It holds. */
  record Decided(Release release) implements Outcome {}

  /** It was decided before, or has expired. */
  record TooLate(Release release) implements Outcome {}

  /** Nothing under this id. */
  record Unknown() implements Outcome {}

  @Transactional
  Outcome decide(UUID id, ReleaseState state, String reason, StaffPseudonym staff) {
    boolean decided = releases.decide(id, state, reason, staff);
    Optional<Release> release = releases.release(id);
    if (release.isEmpty()) {
      return new Unknown();
    }
    return decided || release.get().state() == state
        ? new Decided(release.get())
        : new TooLate(release.get());
  }
}
