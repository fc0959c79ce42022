package org.isobar.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.isobar.Backend;
import org.isobar.dataset.FileView;
import org.isobar.engine.PlannedBackend;
import org.isobar.engine.remote.DriverSettings;
import org.isobar.engine.remote.Link;
import org.isobar.engine.remote.Member;
import org.isobar.engine.remote.MemberSettings;
import org.isobar.engine.remote.Post;
import org.isobar.engine.remote.RemoteTransport;
import org.isobar.engine.remote.Secret;
import org.isobar.engine.runtime.Providers;
import org.isobar.run.Explanation;
import org.isobar.run.Job;
import org.isobar.run.Request;

/**
 * Members and drivers that speak over a {@link SimulatedNetwork} all that processes would say. What
 * is true of every remote backend is tested here without one.
 */
public final class SimulatedGrid implements AutoCloseable {
  private static final Secret SECRET = Secret.of("the secret of a test");
  private final SimulatedNetwork network = new SimulatedNetwork();
  private final Map<String, Member> members = new LinkedHashMap<>();
  private int drivers;

  public SimulatedNetwork network() {
    return network;
  }

  /** Starts a member. */
  public synchronized Member member(String name, UnaryOperator<MemberSettings> settings) {
    return member(name, SECRET, settings);
  }

  /** Starts a member that thinks another secret right. */
  public synchronized Member member(
      String name, Secret secret, UnaryOperator<MemberSettings> settings) {
    Link link = network.join(name);
    Post post = new Post();
    Member member =
        new Member(link, secret, settings.apply(MemberSettings.of(name)), Providers.load());
    post.serve(member);
    link.start(post);
    members.put(name, member);
    return member;
  }

  /** Ends a member as a kill does: nobody hears of it but by the network. */
  public synchronized void kill(String name) {
    network.cut(name);
    Member member = members.remove(name);
    if (member != null) {
      member.close();
    }
  }

  /** A backend that drives; closing it leaves the members. */
  public synchronized Backend driver(UnaryOperator<DriverSettings> settings) {
    return driver(settings, false);
  }

  /** A backend that drives and sees no files: members open and write them. */
  public synchronized Backend driverWithoutFiles() {
    return driver(settings -> settings, true);
  }

  private Backend driver(UnaryOperator<DriverSettings> settings, boolean away) {
    String name = "driver" + ++drivers;
    Link link = network.join(name);
    Post post = new Post();
    RemoteTransport transport =
        new RemoteTransport(
            link,
            SECRET,
            settings.apply(
                DriverSettings.of("simulated(" + name + ")").patience(Duration.ofSeconds(10))));
    post.add(transport);
    link.start(post);
    Backend planned =
        new PlannedBackend(transport, away ? transport.files().providers() : Providers.load());
    return new Driver(planned, link, away ? transport.files() : planned.files());
  }

  private record Driver(Backend backend, Link link, FileView files) implements Backend {
    @Override
    public String name() {
      return backend.name();
    }

    @Override
    public Explanation explain(Request request) {
      return backend.explain(request);
    }

    @Override
    public Job submit(Request request) {
      return backend.submit(request);
    }

    @Override
    public void close() {
      backend.close();
      link.close();
    }
  }

  @Override
  public synchronized void close() {
    members.values().forEach(Member::close);
    network.close();
  }
}
