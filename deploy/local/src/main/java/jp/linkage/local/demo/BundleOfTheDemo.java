package jp.linkage.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import jp.linkage.local.verify.VerifyCommand;

/**
 * The evidence of the demo's exchanges as an auditor asks for it, and {@code ./linkage verify} of
 * it with the policy of the run: the log's keys and the witness that must have cosigned.
 *
 * @param holds whether every check holds
 * @param verdict the last line of the verification
 */
record BundleOfTheDemo(boolean holds, String verdict) {

  /**
   * Asks for the bundle, keeps it with its policy beside it, and verifies the file.
   *
   * @param trusted the policy file
   * @param bundle where it goes; the policy goes beside it
   */
  static BundleOfTheDemo make(Offices offices, Path trusted, List<String> exchanges, Path bundle) {
    byte[] zip =
        offices
            .audit()
            .because("evidence of the demo's exchanges")
            .download("/v1/bundles", "application/zip", Map.of("exchangeIds", exchanges));
    Path policyFile = bundle.resolveSibling("policy");
    try {
      Files.createDirectories(bundle.getParent());
      Files.write(bundle, zip);
      Files.copy(trusted, policyFile, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var said = new ByteArrayOutputStream();
    var out = new PrintStream(said, true, UTF_8);
    int status =
        new VerifyCommand(Map.of())
            .run(List.of(bundle.toString(), "--policy", policyFile.toString()), out, out);
    List<String> lines = said.toString(UTF_8).lines().toList();
    return new BundleOfTheDemo(status == 0, lines.isEmpty() ? "" : lines.getLast());
  }
}
