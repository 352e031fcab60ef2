package jp.linkage.audit;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.StaffAccessContract;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class StaffAccessTest extends StaffAccessContract {
  @Override
  protected String service() {
    return AuditResource.SERVICE;
  }

  @Override
  protected String role() {
    return StaffRole.AUDITOR;
  }

  /** The sealed log, but for its entries. */
  @Override
  protected Set<String> publicPaths() {
    return Set.of(
        "/log/v1/checkpoint",
        "/log/v1/consistency",
        "/log/v1/keys",
        "/log/v1/policy",
        "/log/v1/proofs/{index}",
        "/log/v1/tile/{place}");
  }
}
