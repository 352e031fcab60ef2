package jp.linkage.broken.stream;

class Publisher {
  org.apache.kafka.common.Uuid topic = org.apache.kafka.common.Uuid.ZERO_UUID;
}
