package org.isobar.backend.hazelcast;

import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializationConfig;

/**
 * Hazelcast, closed down to what a grid needs: members that are named, calls that carry bytes. No
 * discovery, no phone home, no Jet, no Java objects from others.
 */
final class Configs {
  /** Name of the executor for frames. */
  static final String FRAMES = "isobar-frames";

  /** Name of the executor for the questions of clients, which wait. */
  static final String POLLS = "isobar-polls";

  private static final int FRAME_THREADS = 8;
  private static final int POLL_THREADS = 64;
  private static final int CONNECT_MILLIS = 30_000;

  /**
   * What Hazelcast itself sends as Java objects are its exceptions and some of the JDK's, with what
   * these hold. Besides these classes its own are let in, by their package: they are many, and new
   * ones come with its versions. Whatever else comes is refused before an object of it is made.
   */
  private static final String[] EXCEPTIONS = {
    "java.lang.Throwable",
    "java.lang.Exception",
    "java.lang.RuntimeException",
    "java.lang.Error",
    "java.lang.VirtualMachineError",
    "java.lang.OutOfMemoryError",
    "java.lang.StackOverflowError",
    "java.lang.ClassCastException",
    "java.lang.IllegalArgumentException",
    "java.lang.IllegalStateException",
    "java.lang.IndexOutOfBoundsException",
    "java.lang.InterruptedException",
    "java.lang.NullPointerException",
    "java.lang.SecurityException",
    "java.lang.UnsupportedOperationException",
    "java.lang.StackTraceElement",
    "[Ljava.lang.StackTraceElement;",
    "java.io.IOException",
    "java.io.EOFException",
    "java.net.SocketException",
    "java.util.CollSer",
    "java.util.Collections$EmptyList",
    "java.util.Collections$UnmodifiableCollection",
    "java.util.Collections$UnmodifiableList",
    "java.util.ArrayList",
    "[Ljava.lang.Object;",
    "java.util.concurrent.CancellationException",
    "java.util.concurrent.CompletionException",
    "java.util.concurrent.ExecutionException",
    "java.util.concurrent.RejectedExecutionException",
    "java.util.concurrent.TimeoutException",
  };

  private Configs() {}

  static Config member(GridConfig grid) {
    GridConfig.Address address = GridConfig.Address.parse(grid.listen());
    Config config = new Config();
    config.setClusterName(grid.cluster());
    config
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.logging.type", logging())
        .setProperty("hazelcast.shutdownhook.policy", "TERMINATE")
        .setProperty("hazelcast.partition.count", "11")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        // A broken connection is tried again at each heartbeat; the second failure tells that the
        // member is gone, within 2 s. Hazelcast's own settings take 20 s.
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.connection.monitor.max.faults", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "40")
        .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "10");
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(address.port()).setPortAutoIncrement(false).setReuseAddress(true);
    network.setPublicAddress(address.toString());
    network.getInterfaces().setEnabled(true).addInterface(address.host());
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    var tcp = network.getJoin().getTcpIpConfig().setEnabled(true).setConnectionTimeoutSeconds(2);
    tcp.addMember(address.toString());
    grid.members().forEach(m -> tcp.addMember(GridConfig.Address.parse(m).toString()));
    config.getJetConfig().setEnabled(false).setResourceUploadEnabled(false);
    config.getMetricsConfig().setEnabled(false);
    config
        .getManagementCenterConfig()
        .setConsoleEnabled(false)
        .setScriptingEnabled(false)
        .setDataAccessEnabled(false);
    serialisation(config.getSerializationConfig());
    config.addExecutorConfig(new ExecutorConfig(FRAMES, FRAME_THREADS).setStatisticsEnabled(false));
    config.addExecutorConfig(new ExecutorConfig(POLLS, POLL_THREADS).setStatisticsEnabled(false));
    return config;
  }

  static ClientConfig client(GridConfig grid) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(grid.cluster());
    config
        .setProperty("hazelcast.logging.type", logging())
        .setProperty("hazelcast.client.statistics.enabled", "false")
        // Calls to a member that is gone are not repeated for two minutes.
        .setProperty("hazelcast.client.invocation.timeout.seconds", "20");
    config.getMetricsConfig().setEnabled(false);
    grid.members()
        .forEach(m -> config.getNetworkConfig().addAddress(GridConfig.Address.parse(m).toString()));
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setInitialBackoffMillis(100)
        .setMaxBackoffMillis(1000)
        .setClusterConnectTimeoutMillis(CONNECT_MILLIS);
    serialisation(config.getSerializationConfig());
    return config;
  }

  /** Hazelcast says much of itself; {@code -Disobar.hazelcast.log=jdk} lets it. */
  private static String logging() {
    return System.getProperty("isobar.hazelcast.log", "none");
  }

  private static void serialisation(SerializationConfig config) {
    config.addDataSerializableFactory(GridCall.FACTORY, GridCall.factory());
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter.getWhitelist().addPrefixes("com.hazelcast.").addClasses(EXCEPTIONS);
    config.setJavaSerializationFilterConfig(filter);
  }
}
