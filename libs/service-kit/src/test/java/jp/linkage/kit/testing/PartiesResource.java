package jp.linkage.kit.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.ManifestGateway;
import org.jspecify.annotations.Nullable;

/**
 * Gives the {@code @QuarkusTest}s of a service what protocol §6 names: fresh keys of all parties, a
 * signed manifest, the permission table, the configuration that points to them, and an identity
 * provider for staff ({@link StaffTokens}).
 *
 * <pre>{@code
 * @QuarkusTestResource(
 *     value = PartiesResource.class,
 *     initArgs = @ResourceArg(name = "party", value = "aoba-tax"))
 * }</pre>
 *
 * A test that declares a field of type {@link TestWorld} gets the keys and files. Every party's
 * endpoint in the manifest is a free port of this machine, where a test may listen in the party's
 * name.
 */
public final class PartiesResource implements QuarkusTestResourceLifecycleManager {
  private String party = "";
  private @Nullable TestWorld world;

  @Override
  public void init(Map<String, String> arguments) {
    party = arguments.getOrDefault("party", ManifestGateway.ID);
  }

  @Override
  public Map<String, String> start() {
    TestWorld created = TestWorld.create();
    world = created;
    Path folder = created.folder();
    Map<String, String> config = new LinkedHashMap<>(StaffTokens.configuration(party));
    config.put("linkage.manifest.file", folder.resolve("manifest.json").toString());
    config.put(
        "linkage.manifest.authority-key",
        Bytes.of(created.parties().authority().publicKey().encode()).text());
    config.put("linkage.permission-table.file", folder.resolve("permission-table.yaml").toString());
    config.put("linkage.keys.file", folder.resolve(party).resolve("keys.json").toString());
    config.put("linkage.agency.id", party);
    config.put("linkage.agency.organisation", "テスト課");
    return config;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        Objects.requireNonNull(world), field -> field.getType().equals(TestWorld.class));
  }

  @Override
  public void stop() {
    TestWorld ended = world;
    if (ended != null) {
      ended.close();
      world = null;
    }
  }
}
