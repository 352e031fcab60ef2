package jp.linkage.broken.field;

class Injected {
  @jakarta.inject.Inject String value;
}
