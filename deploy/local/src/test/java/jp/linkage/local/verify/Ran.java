package jp.linkage.local.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a run of the command came to. */
record Ran(int status, String out, String error) {
  static Ran verify(Map<String, String> environment, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    List<String> texts = Arrays.stream(arguments).map(Object::toString).toList();
    int status =
        new VerifyCommand(environment)
            .run(texts, new PrintStream(out, true, UTF_8), new PrintStream(error, true, UTF_8));
    return new Ran(status, out.toString(UTF_8), error.toString(UTF_8));
  }

  static Ran verify(Object... arguments) {
    return verify(Map.of(), arguments);
  }
}
