package jp.linkage.protocol.permission;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jp.linkage.protocol.json.InvalidMessage;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A piece of a YAML file that knows its line. Strict: no anchors and aliases, no own tags, no
 * doubled members, no scalar that YAML would turn into something else (write {@code "144"}, not
 * {@code 144}).
 */
final class TableNode {
  private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

  private final Node node;
  private final Map<String, Node> members;
  private final Set<String> asked = new HashSet<>();

  private TableNode(Node node) {
    this.node = node;
    if (node.getAnchor() != null) {
      throw fail("no anchors and aliases");
    }
    this.members = node instanceof MappingNode mapping ? members(mapping) : Map.of();
  }

  static TableNode parse(byte[] utf8) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setNestingDepthLimit(12);
    options.setMaxAliasesForCollections(0);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new InvalidTable(1, "a permission table");
      }
      return new TableNode(root);
    } catch (CharacterCodingException _) {
      throw new InvalidTable(1, "UTF-8");
    } catch (MarkedYAMLException e) {
      throw new InvalidTable(
          e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1,
          "YAML: " + e.getProblem());
    } catch (YAMLException _) {
      throw new InvalidTable(1, "one YAML document of at most " + MAX_CHARACTERS + " characters");
    }
  }

  private static Map<String, Node> members(MappingNode mapping) {
    Map<String, Node> members = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = tuple.getKeyNode().getStartMark().getLine() + 1;
      if (!(tuple.getKeyNode() instanceof ScalarNode key) || !key.getTag().equals(Tag.STR)) {
        throw new InvalidTable(line, "the name of a member");
      }
      if (members.put(key.getValue(), tuple.getValueNode()) != null) {
        throw new InvalidTable(line, "each member once");
      }
    }
    return members;
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  InvalidTable fail(String expected) {
    return new InvalidTable(line(), expected);
  }

  /** Refuses members that nobody asked for. */
  void end() {
    members.forEach((name, value) -> {
      if (!asked.contains(name)) {
        throw new InvalidTable(
            value.getStartMark().getLine() + 1, "no members other than those of the format");
      }
    });
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  TableNode member(String name) {
    Node value = find(name);
    if (value == null) {
      throw fail("the member " + name);
    }
    return new TableNode(value);
  }

  private @Nullable Node find(String name) {
    if (!(node instanceof MappingNode) || !node.getTag().equals(Tag.MAP)) {
      throw fail("a mapping");
    }
    asked.add(name);
    return members.get(name);
  }

  /** A member that a value type reads. */
  <T> T value(String name, Function<String, T> reader) {
    return member(name).scalar(reader);
  }

  <T> Optional<T> optional(String name, Function<String, T> reader) {
    return has(name) ? Optional.of(value(name, reader)) : Optional.empty();
  }

  /** A member that is text of 1 to {@code max} characters. */
  String text(String name, int max) {
    TableNode member = member(name);
    String text = member.scalar(Function.identity());
    if (text.isBlank() || text.codePointCount(0, text.length()) > max) {
      throw member.fail("text of 1 to " + max + " characters");
    }
    return text;
  }

  boolean bool(String name) {
    TableNode member = member(name);
    if (member.node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      // yes, on, True are not of this format
      if (scalar.getValue().equals("true") || scalar.getValue().equals("false")) {
        return scalar.getValue().equals("true");
      }
    }
    throw member.fail("true or false");
  }

  /** A list of mappings, at least one, each read to its end. */
  <T> List<T> list(String name, Function<TableNode, T> reader) {
    List<T> values = new ArrayList<>();
    for (Node element : member(name).elements()) {
      TableNode item = new TableNode(element);
      values.add(reader.apply(item));
      item.end();
    }
    return values;
  }

  /** A list of texts that a value type reads, each once, at least one. */
  <T> Set<T> set(String name, Function<String, T> reader) {
    TableNode member = member(name);
    Set<T> values = new LinkedHashSet<>();
    for (Node element : member.elements()) {
      TableNode item = new TableNode(element);
      if (!values.add(item.scalar(reader))) {
        throw item.fail("each value once");
      }
    }
    return values;
  }

  private List<Node> elements() {
    if (node instanceof SequenceNode sequence
        && node.getTag().equals(Tag.SEQ)
        && !sequence.getValue().isEmpty()) {
      return sequence.getValue();
    }
    throw fail("a list of at least one element");
  }

  private <T> T scalar(Function<String, T> reader) {
    if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
      throw fail("text (in quotes where YAML would read a number, a date or true)");
    }
    try {
      return reader.apply(scalar.getValue());
    } catch (InvalidMessage e) {
      throw fail(e.expected());
    }
  }
}
