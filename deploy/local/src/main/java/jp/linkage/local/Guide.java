package jp.linkage.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.linkage.local.api.Inquiries;
import jp.linkage.local.demo.ApplicationBody;
import jp.linkage.local.people.Application;
import jp.linkage.local.people.DemoPeople;
import jp.linkage.local.stack.Ports;
import jp.linkage.local.stack.PrivateFolders;
import jp.linkage.local.stack.Processes;

/** What {@code ./linkage up} tells at the end: where everything is, and what to paste. */
final class Guide {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path examples;
  private final Ports ports;

  /**
   * A guide to a run.
   *
   * @param data the run's folder, which gets the sample bodies
   */
  Guide(Path data, Ports ports) {
    this.examples = data.resolve("examples");
    this.ports = ports;
  }

  /** Writes the sample bodies, about people whom the services know. */
  void writeExamples(DemoPeople people) throws IOException {
    PrivateFolders.create(examples);
    Application first = people.applications().getFirst();
    JSON.writeValue(examples.resolve("application.json").toFile(), ApplicationBody.of(first));
    JSON.writeValue(
        examples.resolve("inquiry.json").toFile(),
        Inquiries.municipalTax(
            Processes.AOBA_TAX,
            first.applicant().welfareAddressee(),
            "1",
            DemoPeople.FISCAL_YEAR,
            "2026/0042"));
  }

  /** The addresses, and commands that work at once. */
  String text() {
    var text = new StringBuilder("\n");
    for (String process : Processes.ALL) {
      text.append(
          "  %-16s %s  (%s/q/swagger-ui)%n"
              .formatted(process, ports.url(process), ports.url(process)));
    }
    text.append("\nTOKEN=$(./linkage token aoba-welfare caseworker,clerk)\n");
    post(text, "/v1/inquiries", "inquiry.json", "");
    post(text, "/v1/applications", "application.json", " -H 'Idempotency-Key: example-1'");
    text.append("\nTOKEN=$(./linkage token audit-service auditor)\n")
        .append("curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Linkage-Reason: a first look' ")
        .append(ports.url(Processes.AUDIT))
        .append("/v1/entries?limit=5\n\n./linkage down stops it; its data stay.");
    return text.toString();
  }

  private void post(StringBuilder text, String path, String example, String header) {
    if (Files.exists(examples.resolve(example))) {
      text.append("curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json'")
          .append(header)
          .append(" -d @")
          .append(examples.resolve(example))
          .append(' ')
          .append(ports.url(Processes.AOBA_WELFARE))
          .append(path)
          .append('\n');
    }
  }
}
