package org.isobar.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isobar.Backend;
import org.isobar.cli.grammar.Command;
import org.isobar.cli.grammar.Node;
import org.isobar.cli.grammar.Options;
import org.isobar.cli.operator.Action;
import org.isobar.cli.operator.Call;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Console;
import org.isobar.cli.operator.Operator;
import org.isobar.cli.operator.Settings;
import org.isobar.cli.operator.Source;
import org.isobar.data.NdArray;
import org.isobar.dataset.FileView;
import org.isobar.error.CancelledException;
import org.isobar.error.DatasetException;
import org.isobar.error.IsobarException;
import org.isobar.expr.Expr;
import org.isobar.run.ProgressListener;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;

/**
 * Carries out one command. An interrupt of the JVM cancels it and removes what was half written.
 */
final class Session implements AutoCloseable {
  private static final String RESULT = "result.nc";
  private final Options options;
  private final PrintStream out;
  private final PrintStream err;
  private final Backend backend;
  private final Thread hook;
  private volatile boolean interrupted;
  private final List<Source> files = new ArrayList<>();
  private final Set<String> warned = new HashSet<>();
  private final Settings settings;
  private final String history;

  private Session(
      Invocation invocation, Options options, PrintStream out, PrintStream err, Backend backend) {
    this.settings = invocation.settings(options);
    this.history = options.output().history() ? invocation.history() : "";
    this.options = options;
    this.out = out;
    this.err = err;
    this.backend = backend;
    this.hook = new Thread(this::interrupt, "isobar-interrupt");
  }

  static Session open(
      Invocation invocation, Options options, Backends backends, PrintStream out, PrintStream err) {
    options.memory().ifPresent(Session::refuseMoreThanTheHeap);
    Session session =
        new Session(
            invocation, options, out, err, backends.open(options, invocation.environment()));
    Runtime.getRuntime().addShutdownHook(session.hook);
    return session;
  }

  private void interrupt() {
    interrupted = true;
    backend.close();
  }

  /** Whether whoever started the program ends it; what fails then fails for that. */
  boolean interrupted() {
    return interrupted;
  }

  static void refuseMoreThanTheHeap(long bytes) {
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw new CommandException(
          "option --memory asks for "
              + bytes
              + " bytes, and the JVM may use "
              + heap
              + "; give it more by ISOBAR_JAVA_OPTS=-Xmx...");
    }
  }

  /** Whether all is well: false if an operator's answer is no. */
  boolean run(Command command) {
    boolean well = true;
    Node.Apply root = command.root();
    Operator op = root.operator();
    boolean told = options.verbose() && !options.silent();
    try (Progress progress = new Progress(err, op.name(), options.silent(), told)) {
      RunOptions plain = runOptions(progress);
      RunOptions run = options.checkpoints().map(plain::checkpoints).orElse(plain);
      switch (op.action()) {
        case Action.Transform t -> write(command, t, run);
        case Action.Split s -> split(command, s, run);
        case Action.Report r -> report(root, r, run);
        case Action.Check c -> well = check(root, c, run);
      }
      progress.processed(files);
    }
    return well;
  }

  private Outputs outputs(Node.Apply root, RunOptions run) {
    return new Outputs(root.operator().name(), options.output(), history, backend, run);
  }

  private void write(Command command, Action.Transform transform, RunOptions run) {
    Node.Apply root = command.root();
    Path target = command.outputs().getFirst();
    List<Source> inputs = new ArrayList<>(inputs(root));
    if (exists(target) && !options.output().overwrite()) {
      switch (root.operator().existing()) {
        case REPLACE -> {}
        case REFUSE ->
            throw new CommandException(
                root.operator().name(),
                "output >" + target + "< exists already; option -O replaces it");
        case APPEND -> inputs.addFirst(inOperator(root, () -> open(root, target.toString())));
      }
    }
    Source result = inOperator(root, () -> transform.apply(call(root), inputs));
    outputs(root, run).write(target, result.dataset());
  }

  private boolean exists(Path target) {
    FileView view = backend.files();
    if (view.isHere()) {
      return Files.exists(target);
    }
    try {
      return !view.expand(target.toString()).isEmpty();
    } catch (DatasetException none) {
      return false;
    }
  }

  private void split(Command command, Action.Split split, RunOptions run) {
    Node.Apply root = command.root();
    List<Source> inputs = inputs(root);
    List<Action.Piece> pieces = inOperator(root, () -> split.apply(call(root), inputs));
    outputs(root, run).write(command.outputs().getFirst(), pieces, settings);
  }

  private void report(Node.Apply root, Action.Report report, RunOptions run) {
    List<Source> inputs = readable(root);
    inOperator(
        root,
        () -> {
          report.print(call(root), inputs, console(run));
          return root;
        });
  }

  /** The inputs, without variables that cannot be read. */
  private List<Source> readable(Node.Apply root) {
    Call call = call(root);
    return inputs(root).stream().map(s -> s.readable(call.warnings())).toList();
  }

  private boolean check(Node.Apply root, Action.Check check, RunOptions run) {
    List<Source> inputs = readable(root);
    return inOperator(root, () -> check.holds(call(root), inputs, console(run)));
  }

  private Console console(RunOptions run) {
    return new Console(backend, run, out, options.silent());
  }

  /** Prints the plan and its price; no data are read. */
  void explain(Command command) {
    Node.Apply root = command.root();
    if (root.operator().outputs() == 0) {
      throw new CommandException(
          root.operator().name(), "prints and writes no file; explain takes operators that write");
    }
    Path target = command.outputs().stream().findFirst().orElse(Path.of(RESULT));
    RunOptions run = runOptions(ProgressListener.NONE);
    Outputs outputs = outputs(root, run);
    String text =
        switch (root.operator().action()) {
          case Action.Transform t -> outputs.explain(target, evaluate(root).dataset());
          case Action.Split s -> {
            List<Source> inputs = inputs(root);
            yield inOperator(root, () -> s.apply(call(root), inputs)).stream()
                .map(p -> outputs.explain(target, p.source().dataset()))
                .collect(Collectors.joining());
          }
          case Action.Report r -> "";
          case Action.Check c -> "";
        };
    out.print(text);
  }

  private RunOptions runOptions(ProgressListener progress) {
    RunOptions run = RunOptions.DEFAULT.progress(progress);
    return options.memory().map(run::memory).orElse(run);
  }

  private List<Source> inputs(Node.Apply node) {
    return node.inputs().stream().map(n -> source(node, n)).toList();
  }

  private Source evaluate(Node.Apply node) {
    List<Source> inputs = inputs(node);
    return switch (node.operator().action()) {
      case Action.Transform t -> inOperator(node, () -> t.apply(call(node), inputs));
      case Action.Report r -> throw noResult(node, "prints");
      case Action.Check c -> throw noResult(node, "prints");
      case Action.Split s -> throw noResult(node, "writes many files");
    };
  }

  private static CommandException noResult(Node.Apply node, String what) {
    return new CommandException(node.operator().name(), what + " and has no result");
  }

  private Source source(Node.Apply reader, Node node) {
    return switch (node) {
      case Node.File f -> inOperator(reader, () -> open(reader, f.path()));
      case Node.Apply a -> evaluate(a);
    };
  }

  private Source open(Node.Apply reader, String path) {
    Optional<String> defect = defect(path);
    if (defect.isPresent()) {
      throw new CommandException(
          reader.operator().name(), "open failed on >" + path + "<: " + defect.get());
    }
    Source source = Source.open(path, backend.files());
    files.add(source);
    return source;
  }

  private Optional<String> defect(String path) {
    if (path.isBlank()) {
      return Optional.of("the name of an input is empty; is a variable of the shell not set?");
    }
    if (!backend.files().isHere()) {
      return Optional.empty();
    }
    Path file = Path.of(path);
    if (Files.isDirectory(file)) {
      return Optional.of("it is a folder");
    }
    if (!Files.exists(file)) {
      return Optional.of("no such file");
    }
    return Files.isReadable(file) ? Optional.empty() : Optional.of("no permission to read it");
  }

  private Call call(Node.Apply node) {
    String name = node.operator().name();
    return new Call(
        name,
        node.parameters(),
        this::read,
        settings,
        text -> {
          if (!options.silent() && options.warnings() && warned.add(name + " " + text)) {
            err.print("isobar    " + name + " (Warning): " + text + "\n");
          }
        });
  }

  /** Values that an operator needs to know before it can say what it does. */
  private NdArray read(Expr values) {
    Request request =
        new Request(List.of(new Request.ToMemory(values)), runOptions(ProgressListener.NONE));
    return backend.submit(request).await().getFirst();
  }

  /** Something that an operator does. */
  @FunctionalInterface
  private interface Step<T> {
    T take();
  }

  /** Lets errors name the operator in which they arose. */
  private static <T> T inOperator(Node.Apply node, Step<T> step) {
    try {
      return step.take();
    } catch (CommandException | CancelledException e) {
      throw e;
    } catch (IsobarException e) {
      throw new CommandException(node.operator().name(), e);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook closes the backend.
      return;
    }
    backend.close();
  }
}
