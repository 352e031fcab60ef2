package jp.linkage.protocol.permission;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;

/** Reads the file of a permission table; one object per file. */
final class ReadPermissionTable {
  private static final String FORMAT = "linkage-permission-table/1";
  private static final int MAX_NAME = 200;
  private static final Pattern FIELD = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");
  private static final Pattern MUNICIPALITY = Pattern.compile("[0-9]{6}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final Map<String, String> roles = new LinkedHashMap<>();
  private final Map<String, String> relations = new LinkedHashMap<>();
  private final Map<String, String> information = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> fields = new LinkedHashMap<>();
  private final Map<String, PermissionRow> rows = new LinkedHashMap<>();

  PermissionTable read(byte[] file) {
    TableNode root = TableNode.parse(file);
    if (!root.text("format", MAX_NAME).equals(FORMAT)) {
      throw root.fail("format: " + FORMAT);
    }
    root.list("roles", term -> define(term, AgencyRole::new, AgencyRole::value, roles));
    root.list(
        "relations", term -> define(term, SubjectRelation::new, SubjectRelation::value, relations));
    root.list("information", this::defineInformation);
    root.list("affairs", this::readAffair);
    root.end();
    return new PermissionTable(
        Bytes.sha256(file), new TableTerms(roles, relations, information, fields), rows);
  }

  private static <T> String define(
      TableNode term,
      Function<String, T> reader,
      Function<T, String> text,
      Map<String, String> in) {
    String id = text.apply(term.value("id", reader));
    if (in.put(id, term.text("name", MAX_NAME)) != null) {
      throw term.fail("each id once");
    }
    return id;
  }

  private String defineInformation(TableNode term) {
    String id = define(term, InformationId::new, InformationId::value, information);
    Map<String, String> names = new LinkedHashMap<>();
    term.list("fields", field -> define(field, ReadPermissionTable::field, f -> f, names));
    fields.put(id, names);
    return id;
  }

  private static String field(String text) {
    if (!FIELD.matcher(text).matches()) {
      throw InvalidMessage.value("the name of a field: 1 to 64 letters and digits, camel case");
    }
    return text;
  }

  private AffairId readAffair(TableNode affair) {
    AffairId id = affair.value("id", AffairId::new);
    affair.list("procedures", node -> readProcedure(affair, id, node));
    return id;
  }

  private int readProcedure(TableNode affair, AffairId id, TableNode node) {
    Transcription transcription = node.value("transcription", Transcription::parse);
    Set<Optional<ProcedureNumber>> numbers =
        transcription == Transcription.TABLE_ONLY
            ? Set.of(Optional.empty())
            : node.set("numbers", text -> Optional.of(new ProcedureNumber(text)));
    LocalDate validFrom = node.value("validFrom", ReadPermissionTable::date);
    Optional<LocalDate> validTo = node.optional("validTo", ReadPermissionTable::date);
    if (validTo.isPresent() && validTo.get().isBefore(validFrom)) {
      throw node.fail("validTo not before validFrom");
    }
    Set<AgencyRole> inquirerRoles =
        affair.set("inquirerRoles", role -> known(new AgencyRole(role), role, roles, "role"));
    Optional<String> municipality =
        affair.optional("municipalityCode", ReadPermissionTable::municipality);
    if (municipality.isPresent() != (transcription == Transcription.ORDINANCE)) {
      throw affair.fail("municipalityCode exactly for an ordinance");
    }
    for (Optional<ProcedureNumber> number : numbers) {
      TableProcedure procedure =
          new TableProcedure(
              affair.value("item", ItemNumber::new),
              id,
              affair.text("name", MAX_NAME),
              number,
              node.text("name", MAX_NAME),
              inquirerRoles,
              municipality,
              transcription,
              validFrom,
              validTo,
              node.text("citation", MAX_NAME));
      node.list("rows", row -> readRow(procedure, row));
    }
    return numbers.size();
  }

  private PermissionRow readRow(TableProcedure procedure, TableNode node) {
    InformationId id =
        node.value(
            "information",
            text -> known(new InformationId(text), text, information, "information"));
    Set<AgencyRole> providerRoles =
        node.set("providerRoles", role -> known(new AgencyRole(role), role, roles, "role"));
    boolean detailed = procedure.transcription() != Transcription.TABLE_ONLY;
    PermissionRow row =
        new PermissionRow(
            procedure,
            id,
            providerRoles,
            detailed
                ? node.set(
                    "subjectRelations",
                    text -> known(new SubjectRelation(text), text, relations, "relation"))
                : Set.of(),
            detailed && node.bool("consentRequired"),
            detailed
                ? node.set(
                    "fields",
                    text -> known(text, text, fields.getOrDefault(id.value(), Map.of()), "field"))
                : Set.of(),
            node.text("citation", MAX_NAME));
    if (rows.put(row.id(), row) != null) {
      throw node.fail("each information once per procedure");
    }
    return row;
  }

  private static <T> T known(T value, String id, Map<String, String> defined, String what) {
    if (!defined.containsKey(id)) {
      throw InvalidMessage.value("a " + what + " that the table defines above");
    }
    return value;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text, DATE);
    } catch (DateTimeException _) {
      throw InvalidMessage.value("a day YYYY-MM-DD");
    }
  }

  private static String municipality(String text) {
    if (!MUNICIPALITY.matcher(text).matches()) {
      throw InvalidMessage.value("a municipality code of 6 digits");
    }
    return text;
  }
}
