package jp.linkage.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jp.linkage.testing.Folders;

/** Three witnesses of which two must cosign; they know no log before a test tells them. */
public final class WitnessResource implements QuarkusTestResourceLifecycleManager {
  /** The witnesses. */
  public record Three(List<TestWitness> all) {}

  private final Three witnesses =
      new Three(List.of(new TestWitness("w1"), new TestWitness("w2"), new TestWitness("w3")));
  private final Path folder = Folders.temporary("linkage-witnesses-");

  @Override
  public Map<String, String> start() {
    Path file = folder.resolve("policy");
    StringBuilder policy = new StringBuilder("# two of three\n");
    for (int i = 0; i < witnesses.all().size(); i++) {
      policy.append(witnesses.all().get(i).line("w" + (i + 1)));
    }
    policy.append("group three 2 w1 w2 w3\nquorum three\n");
    try {
      Files.write(file, policy.toString().getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of(
        "linkage.audit.witness.policy", file.toString(),
        "linkage.audit.witness.every", "200ms",
        "linkage.audit.witness.repeat", "1s",
        "linkage.audit.witness.max-without-quorum", "6s");
  }

  @Override
  public void stop() {
    witnesses.all().forEach(TestWitness::close);
    Folders.remove(folder);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(witnesses, field -> field.getType().equals(Three.class));
  }
}
