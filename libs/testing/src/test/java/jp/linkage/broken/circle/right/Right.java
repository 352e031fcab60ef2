package jp.linkage.broken.circle.right;

public class Right {
  public Class<?> other = jp.linkage.broken.circle.left.Left.class;
}
