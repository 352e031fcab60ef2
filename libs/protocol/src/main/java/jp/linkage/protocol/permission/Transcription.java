package jp.linkage.protocol.permission;

import jp.linkage.protocol.json.InvalidMessage;

/** How much of the law a row was written from. */
public enum Transcription {
  /** The article that details the item was read: the row permits. */
  ARTICLE("article"),
  /** Only the table was read, not the article: the row is data, and permits nothing. */
  TABLE_ONLY("table-only"),
  /** A municipality's ordinance (独自利用事務, 番号法9条2項, 19条9号): the row permits. */
  ORDINANCE("ordinance");

  private final String text;

  Transcription(String text) {
    this.text = text;
  }

  /** The form in the file. */
  public String text() {
    return text;
  }

  static Transcription parse(String text) {
    for (Transcription value : values()) {
      if (value.text.equals(text)) {
        return value;
      }
    }
    throw InvalidMessage.value("article, table-only or ordinance");
  }
}
