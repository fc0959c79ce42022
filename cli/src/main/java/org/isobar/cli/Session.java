package org.isobar.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.isobar.Backend;
import org.isobar.WriteOptions;
import org.isobar.backend.local.LocalBackend;
import org.isobar.cli.grammar.Command;
import org.isobar.cli.grammar.Node;
import org.isobar.cli.grammar.Options;
import org.isobar.cli.operator.Action;
import org.isobar.cli.operator.Call;
import org.isobar.cli.operator.CommandException;
import org.isobar.cli.operator.Console;
import org.isobar.cli.operator.Operator;
import org.isobar.cli.operator.Source;
import org.isobar.data.NdArray;
import org.isobar.error.CancelledException;
import org.isobar.error.IsobarException;
import org.isobar.expr.Expr;
import org.isobar.run.ProgressListener;
import org.isobar.run.Request;
import org.isobar.run.RunOptions;

/**
 * Carries out one command on local threads. An interrupt of the JVM cancels it and removes what was
 * half written.
 */
final class Session implements AutoCloseable {
  private static final String RESULT = "result.nc";
  private final Options options;
  private final PrintStream out;
  private final PrintStream err;
  private final Backend backend;
  private final Thread hook;
  private final List<Source> files = new ArrayList<>();

  private Session(Options options, PrintStream out, PrintStream err, Backend backend) {
    this.options = options;
    this.out = out;
    this.err = err;
    this.backend = backend;
    this.hook = new Thread(backend::close, "isobar-interrupt");
  }

  static Session open(Options options, PrintStream out, PrintStream err) {
    options.memory().ifPresent(Session::refuseMoreThanTheHeap);
    LocalBackend.Builder builder = LocalBackend.builder();
    options.threads().ifPresent(builder::threads);
    Session session = new Session(options, out, err, builder.create());
    Runtime.getRuntime().addShutdownHook(session.hook);
    return session;
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

  void run(Command command) {
    Node.Apply root = command.root();
    Operator op = root.operator();
    try (Progress progress = new Progress(err, op.name(), options.silent())) {
      RunOptions run = runOptions(progress);
      switch (op.action()) {
        case Action.Transform t -> write(command, run);
        case Action.Report r -> report(root, r, run);
      }
      progress.processed(files);
    }
  }

  private void write(Command command, RunOptions run) {
    Source result = evaluate(command.root());
    Path target = command.outputs().getFirst();
    refuseFolders(command.root(), target);
    result.dataset().write(target, backend, writeOptions(), run);
  }

  private static void refuseFolders(Node.Apply root, Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new CommandException(
          root.operator().name(), "cannot write >" + target + "<: no folder " + folder);
    }
    if (Files.isDirectory(target)) {
      throw new CommandException(
          root.operator().name(), "cannot write >" + target + "<: it is a folder");
    }
  }

  private void report(Node.Apply root, Action.Report report, RunOptions run) {
    List<Source> inputs = root.inputs().stream().map(n -> source(root, n)).toList();
    inOperator(
        root,
        () -> {
          report.print(call(root), inputs, new Console(backend, run, out));
          return root;
        });
  }

  /** Prints the plan and its price; no data are read. */
  void explain(Command command) {
    Node.Apply root = command.root();
    if (root.operator().outputs() == 0) {
      throw new CommandException(
          root.operator().name(), "prints and writes no file; explain takes operators that write");
    }
    Source result = evaluate(root);
    Path target = command.outputs().stream().findFirst().orElse(Path.of(RESULT));
    RunOptions run = runOptions(ProgressListener.NONE);
    String text = result.dataset().explain(target, backend, writeOptions(), run).text();
    out.print(text.endsWith("\n") ? text : text + "\n");
  }

  private RunOptions runOptions(ProgressListener progress) {
    RunOptions run = RunOptions.DEFAULT.progress(progress);
    return options.memory().map(run::memory).orElse(run);
  }

  private WriteOptions writeOptions() {
    WriteOptions keep = WriteOptions.DEFAULT.keepDims(true);
    WriteOptions typed = options.type().map(keep::type).orElse(keep);
    return options.format().map(typed::format).orElse(typed);
  }

  private Source evaluate(Node.Apply node) {
    List<Source> inputs = node.inputs().stream().map(n -> source(node, n)).toList();
    return switch (node.operator().action()) {
      case Action.Transform t -> inOperator(node, () -> t.apply(call(node), inputs));
      case Action.Report r ->
          throw new CommandException(node.operator().name(), "prints and has no result");
    };
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
    Source source = Source.open(path);
    files.add(source);
    return source;
  }

  private static Optional<String> defect(String path) {
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
        text -> {
          if (!options.silent()) {
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
