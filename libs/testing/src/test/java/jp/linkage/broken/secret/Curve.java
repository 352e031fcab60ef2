package jp.linkage.broken.secret;

class Curve {
  Object digest = new org.bouncycastle.crypto.digests.SHA256Digest();
}
