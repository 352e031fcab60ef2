package jp.linkage.protocol.crypto;

class BouncyCastleP256Test extends PrimeOrderGroupContract {
  BouncyCastleP256Test() {
    super(BouncyCastleP256.INSTANCE);
  }
}
