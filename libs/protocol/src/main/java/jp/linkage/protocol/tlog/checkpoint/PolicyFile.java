package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy.Log;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy.Witness;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a policy file one after the other; each may name what stands before it. */
final class PolicyFile {
  private static final String NONE = "none";
  private static final Pattern SPACE = Pattern.compile("[ \t]+");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");

  private final List<Log> logs = new ArrayList<>();
  private final List<Witness> witnesses = new ArrayList<>();
  private final Map<String, Quorum> named = new HashMap<>();
  private final Set<String> members = new HashSet<>();
  private @Nullable Quorum quorum;
  private int line;

  TrustPolicy read(byte[] utf8) {
    String text = decode(utf8);
    if (!text.endsWith("\n")) {
      throw TrustPolicy.refused("lines that end in a line feed");
    }
    for (String content : text.substring(0, text.length() - 1).split("\n", -1)) {
      line++;
      String trimmed = content.replaceAll("^[ \t]+|[ \t]+$", "");
      if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
        read(List.of(SPACE.split(trimmed)));
      }
    }
    if (quorum == null) {
      throw TrustPolicy.refused("a quorum line");
    }
    return new TrustPolicy(logs, witnesses, quorum);
  }

  private static String decode(byte[] utf8) {
    if (utf8.length > TrustPolicy.MAX_BYTES) {
      throw TrustPolicy.refused("at most " + TrustPolicy.MAX_BYTES + " bytes");
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      if (text.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x7f)) {
        throw TrustPolicy.refused("no control character but tabs and line feeds");
      }
      return text;
    } catch (CharacterCodingException _) {
      throw TrustPolicy.refused("UTF-8");
    }
  }

  private void read(List<String> items) {
    switch (items.getFirst()) {
      case "log" -> log(items);
      case "witness" -> witness(items);
      case "group" -> group(items);
      case "quorum" -> quorum(items);
      default -> throw refused("log, witness, group or quorum");
    }
  }

  private void log(List<String> items) {
    if (items.size() < 2 || items.size() > 3) {
      throw refused("log <vkey> [<url>]");
    }
    logs.add(new Log(VerifierKey.parse(items.get(1)), url(items, 2)));
  }

  private void witness(List<String> items) {
    if (items.size() < 3 || items.size() > 4) {
      throw refused("witness <name> <vkey> [<url>]");
    }
    String name = items.get(1);
    define(name, new Quorum.Single(name));
    witnesses.add(new Witness(name, VerifierKey.parse(items.get(2)), url(items, 3)));
  }

  private static Optional<String> url(List<String> items, int at) {
    return items.size() > at ? Optional.of(items.get(at)) : Optional.empty();
  }

  private void group(List<String> items) {
    if (items.size() < 4) {
      throw refused("group <name> all|any|<k> <member>...");
    }
    List<String> names = items.subList(3, items.size());
    List<Quorum> parts = new ArrayList<>();
    for (String name : names) {
      parts.add(defined(name));
      if (!members.add(name)) {
        throw refused("each name in one group at most, found " + name + " again");
      }
    }
    define(items.get(1), new Quorum.Group(threshold(items.get(2), parts.size()), parts));
  }

  private int threshold(String text, int size) {
    if (text.equals("all")) {
      return size;
    }
    if (text.equals("any")) {
      return 1;
    }
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > size) {
      throw refused("all, any or 1 to " + size + ", found " + text);
    }
    return Integer.parseInt(text);
  }

  private void quorum(List<String> items) {
    if (items.size() != 2 || quorum != null) {
      throw refused("quorum <name>, once");
    }
    quorum = items.get(1).equals(NONE) ? new Quorum.None() : defined(items.get(1));
  }

  private Quorum defined(String name) {
    Quorum part = named.get(name);
    if (part == null) {
      throw refused("a witness or group that was defined before, found " + name);
    }
    return part;
  }

  private void define(String name, Quorum part) {
    if (name.equals(NONE) || named.put(name, part) != null) {
      throw refused("a new name, found " + name);
    }
  }

  private ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE,
        "policy, line " + line + ": expected " + expected);
  }
}
