package jp.linkage.broken.circle.left;

public class Left {
  public jp.linkage.broken.circle.right.Right other = new jp.linkage.broken.circle.right.Right();
}
