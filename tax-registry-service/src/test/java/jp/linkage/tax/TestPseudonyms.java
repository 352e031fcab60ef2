package jp.linkage.tax;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.kit.staff.StaffPseudonyms;
import jp.linkage.protocol.header.StaffPseudonym;

/** Pseudonyms that a test can tell, without the agency's staff key. */
@Mock
@ApplicationScoped
public class TestPseudonyms implements StaffPseudonyms {
  @Override
  public StaffPseudonym of(String subject) {
    return new StaffPseudonym("pseudonym-" + subject);
  }
}
