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
        .setProperty("hazelcast.heartbeat.interval.seconds", "2")
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
    config.getSerializationConfig();
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
        .setProperty("hazelcast.client.statistics.enabled", "false");
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
    // What Hazelcast itself sends as Java objects are its exceptions and the JDK's.
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter
        .getWhitelist()
        .addPrefixes("com.hazelcast.", "java.lang.", "java.util.", "java.io.IO", "java.net.", "[");
    config.setJavaSerializationFilterConfig(filter);
  }
}
