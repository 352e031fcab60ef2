package jp.linkage.audit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what a connection is asked to do: statements, batches of them, and ends of transactions.
 */
public final class RoundTrips {
  private final AtomicInteger count = new AtomicInteger();
  private final Connection connection;

  /** Of this connection. */
  public RoundTrips(Connection real) {
    this.connection =
        proxied(
            Connection.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "prepareStatement" ->
                      counted(
                          PreparedStatement.class,
                          (PreparedStatement) call(real, method, arguments));
                  case "createStatement" ->
                      counted(Statement.class, (Statement) call(real, method, arguments));
                  case "commit", "rollback" -> {
                    count.incrementAndGet();
                    yield call(real, method, arguments);
                  }
                  default -> call(real, method, arguments);
                });
  }

  /** The connection to work with. */
  public Connection connection() {
    return connection;
  }

  /** How many since this was asked last. */
  public int take() {
    return count.getAndSet(0);
  }

  private <T> T counted(Class<T> type, T real) {
    return proxied(
        type,
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            count.incrementAndGet();
          }
          return call(real, method, arguments);
        });
  }

  private static <T> T proxied(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(RoundTrips.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object real, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
