package jp.linkage.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The TCP ports of one local run, all on the loopback interface.
 *
 * @param services port by process name
 * @param postgres of the database server
 * @param kafka of the broker, for clients
 * @param kafkaController of the broker's controller
 */
public record Ports(Map<String, Integer> services, int postgres, int kafka, int kafkaController) {
  /**
   * The ports of {@code ./linkage up}, the same every time (docs/DESIGN: 8080–8083).
   *
   * @param offset added to all of them
   */
  public static Ports wellKnown(int offset) {
    var services = new TreeMap<String, Integer>();
    services.put(Processes.GATEWAY, 8080 + offset);
    services.put(Processes.AOBA_TAX, 8081 + offset);
    services.put(Processes.AOBA_WELFARE, 8082 + offset);
    services.put(Processes.AUDIT, 8083 + offset);
    services.put(Processes.MIDORI_TAX, 8084 + offset);
    return new Ports(services, 15432 + offset, 19092 + offset, 19093 + offset);
  }

  /** Ports that were free a moment ago, so that several runs can stand side by side. */
  public static Ports free() {
    List<String> names = Processes.ALL;
    Iterator<Integer> free = freePorts(names.size() + 3).iterator();
    var services = new TreeMap<String, Integer>();
    for (String name : names) {
      services.put(name, free.next());
    }
    return new Ports(services, free.next(), free.next(), free.next());
  }

  /** The address of a service. */
  public String url(String process) {
    return "http://localhost:" + port(process);
  }

  /** The port of a service. */
  public int port(String process) {
    Integer port = services.get(process);
    if (port == null) {
      throw new IllegalArgumentException("no process is called " + process);
    }
    return port;
  }

  /** One port that was free a moment ago. */
  public static int freePort() {
    return freePorts(1).getFirst();
  }

  // All sockets are open at once, so that no port is handed out twice.
  private static List<Integer> freePorts(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      var ports = new ArrayList<Integer>();
      for (int i = 0; i < count; i++) {
        var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(Ports::close);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
