package jp.linkage.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.ServiceProcess;

/**
 * CPU time and memory of the processes of a run, as the operating system counts them.
 *
 * @param cpu by process name, since the process started
 * @param residentMegabytes by process name
 */
record ProcessFigures(Map<String, Duration> cpu, Map<String, Long> residentMegabytes) {
  /** The launcher's JVM with broker and load; PostgreSQL's processes. */
  private static final String HARNESS = "kafka + load";

  private static final String POSTGRES = "postgresql";

  static ProcessFigures of(LocalStack stack) {
    var cpu = new LinkedHashMap<String, Duration>();
    var memory = new LinkedHashMap<String, Long>();
    for (ServiceProcess process : stack.processes()) {
      cpu.put(process.name(), cpuOf(ProcessHandle.of(process.pid()).orElseThrow()));
      memory.put(process.name(), residentMegabytes(process.pid()));
    }
    cpu.put(HARNESS, cpuOf(ProcessHandle.current()));
    memory.put(HARNESS, residentMegabytes(ProcessHandle.current().pid()));
    cpu.put(POSTGRES, postgres(stack.data().resolve("postgres")));
    return new ProcessFigures(cpu, memory);
  }

  /** CPU time of all processes since their start. */
  Duration cpuSum() {
    return cpu.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** Milliseconds of CPU time per call, by process, since earlier figures. */
  Map<String, Double> cpuMillisPerCall(ProcessFigures earlier, long calls) {
    var perCall = new LinkedHashMap<String, Double>();
    cpu.forEach((name, now) -> {
      Duration before = earlier.cpu.getOrDefault(name, Duration.ZERO);
      perCall.put(name, now.minus(before).toNanos() / 1e6 / Math.max(1, calls));
    });
    return perCall;
  }

  // The postmaster detaches itself from this JVM, and says its number in a file.
  private static Duration postgres(Path dataFolder) {
    try (var lines = Files.lines(dataFolder.resolve("postmaster.pid"))) {
      long pid = Long.parseLong(lines.findFirst().orElseThrow().strip());
      ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
      return postmaster
          .children()
          .map(ProcessFigures::cpuOf)
          .reduce(cpuOf(postmaster), Duration::plus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration cpuOf(ProcessHandle handle) {
    return handle.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  // Linux; elsewhere the memory is not told.
  private static long residentMegabytes(long pid) {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (var lines = Files.lines(status)) {
      Optional<String> resident = lines.filter(line -> line.startsWith("VmRSS:")).findFirst();
      return resident.map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).orElse(0L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
