package jp.linkage.welfare;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffAccessContract;
import jp.linkage.testing.PostgresResource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
class StaffAccessTest extends StaffAccessContract {
  @Override
  protected String service() {
    return "aoba-welfare";
  }

  @Override
  protected String role() {
    return StaffRole.CASEWORKER;
  }
}
