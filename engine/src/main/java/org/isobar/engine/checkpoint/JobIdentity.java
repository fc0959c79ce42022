package org.isobar.engine.checkpoint;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.isobar.data.LongList;
import org.isobar.dataset.AttributeValue;
import org.isobar.dataset.Attributes;
import org.isobar.dataset.DatasetDescriptor;
import org.isobar.dataset.FileSchema;
import org.isobar.dataset.Fingerprint;
import org.isobar.engine.plan.FileSpec;
import org.isobar.engine.plan.Fold;
import org.isobar.engine.plan.Intermediate;
import org.isobar.engine.plan.Plan;
import org.isobar.engine.plan.Price;
import org.isobar.engine.plan.ProduceStage;
import org.isobar.engine.plan.ReduceStage;
import org.isobar.engine.plan.Stage;
import org.isobar.engine.wire.Encoded;
import org.isobar.engine.wire.Hash;
import org.isobar.engine.wire.KryoWire;
import org.isobar.error.BackendException;
import org.isobar.expr.Expr;
import org.isobar.expr.Read;

/**
 * What two runs must have in common so that one can go on where the other stopped: the plan up to
 * what changes neither results nor tasks, the inputs and the outputs.
 *
 * @param plan hash of all of it
 * @param inputs fingerprint of each file by its name
 * @param outputs names of the files that are written
 * @param stages label and number of tasks of each stage, to say what differs
 */
record JobIdentity(
    String plan, Map<String, Fingerprint> inputs, List<String> outputs, List<String> stages) {
  private static final int MOST_TEXT_BYTES = 1 << 16;

  /** What was done when is no part of what a file is. */
  private static final String HISTORY = "history";

  JobIdentity {
    inputs = java.util.Collections.unmodifiableMap(new TreeMap<>(inputs));
    outputs = List.copyOf(outputs);
    stages = List.copyOf(stages);
  }

  static JobIdentity of(Plan plan) {
    Map<String, Fingerprint> inputs = new TreeMap<>();
    for (Stage stage : plan.stages()) {
      expressions(stage).forEach(e -> addInputs(e, inputs));
    }
    return new JobIdentity(
        hash(plan),
        inputs,
        plan.files().stream().map(f -> f.path().toString()).toList(),
        plan.stages().stream().map(s -> s.label() + " in " + s.tasks() + " tasks").toList());
  }

  private static List<Expr> expressions(Stage stage) {
    List<Expr> all = new ArrayList<>();
    switch (stage) {
      case ReduceStage reduce -> {
        for (Fold fold : reduce.folds()) {
          all.add(fold.input());
          fold.weights().ifPresent(all::add);
        }
      }
      case ProduceStage produce -> produce.products().forEach(p -> all.add(p.expr()));
    }
    return all;
  }

  private static void addInputs(Expr root, Map<String, Fingerprint> inputs) {
    List<Expr> open = new ArrayList<>(List.of(root));
    java.util.Set<Expr> seen =
        java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
    while (!open.isEmpty()) {
      Expr e = open.removeLast();
      if (seen.add(e)) {
        if (e instanceof Read read && Intermediate.referred(read).isEmpty()) {
          for (DatasetDescriptor.Part part : read.variable().dataset().parts()) {
            inputs.put(part.location(), part.fingerprint());
          }
        }
        open.addAll(e.children());
      }
    }
  }

  private static String hash(Plan plan) {
    Plan essence =
        new Plan(
            plan.stages().stream().map(JobIdentity::essence).toList(),
            plan.intermediates(),
            plan.results(),
            plan.files().stream().map(JobIdentity::essence).toList(),
            0,
            0);
    try {
      Encoded encoded = KryoWire.of(List.of()).encode(essence);
      StringBuilder all = new StringBuilder(Hash.of(encoded.body().bytes()).hex());
      encoded.attachments().keySet().forEach(hash -> all.append(hash.hex()));
      return Hash.of(all.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII)).hex();
    } catch (NoClassDefFoundError e) {
      throw new BackendException(
          "checkpoints need the library com.esotericsoftware:kryo on the class path", e);
    }
  }

  /** A stage without what depends on memory and processors alone. */
  private static Stage essence(Stage stage) {
    Price none = new Price(0, 0, 0);
    return switch (stage) {
      case ReduceStage r ->
          new ReduceStage(
              r.label(), r.geometry(), r.folds(), r.tile(), r.runLog2(), LongList.of(), 0, none);
      case ProduceStage p ->
          new ProduceStage(p.label(), p.domain(), p.products(), p.tile(), LongList.of(), 0, none);
    };
  }

  private static FileSpec essence(FileSpec file) {
    FileSchema schema = file.schema();
    Map<String, AttributeValue> attributes = new LinkedHashMap<>(schema.attributes().asMap());
    attributes.remove(HISTORY);
    return new FileSpec(
        file.path(),
        file.provider(),
        new FileSchema(
            schema.format(),
            schema.dims(),
            schema.variables(),
            Attributes.of(attributes),
            schema.storage()),
        file.texts());
  }

  /** What is not as it was, in words; empty if the job can go on. */
  Optional<String> differenceFrom(JobIdentity then) {
    if (plan.equals(then.plan)) {
      return Optional.empty();
    }
    for (Map.Entry<String, Fingerprint> input : inputs.entrySet()) {
      Fingerprint before = then.inputs.get(input.getKey());
      if (before == null) {
        return Optional.of("the input " + input.getKey() + " is new");
      }
      if (!before.equals(input.getValue())) {
        return Optional.of(
            "the input "
                + input.getKey()
                + " changed since: it was "
                + before
                + " and is "
                + input.getValue());
      }
    }
    for (String input : then.inputs.keySet()) {
      if (!inputs.containsKey(input)) {
        return Optional.of("the input " + input + " is not read any more");
      }
    }
    if (!outputs.equals(then.outputs)) {
      return Optional.of("the outputs were " + then.outputs + " and are " + outputs);
    }
    if (!stages.equals(then.stages)) {
      return Optional.of("the work was " + then.stages + " and is " + stages);
    }
    return Optional.of(
        "the computation is another one, although it has the same files and stages: operations,"
            + " their parameters, the memory budget or attributes of the outputs differ");
  }

  void write(DataOutput out) throws IOException {
    text(out, plan);
    out.writeInt(inputs.size());
    for (Map.Entry<String, Fingerprint> input : inputs.entrySet()) {
      text(out, input.getKey());
      out.writeLong(input.getValue().size());
      out.writeLong(input.getValue().modifiedMillis());
      out.writeLong(input.getValue().headerHash());
    }
    texts(out, outputs);
    texts(out, stages);
  }

  static JobIdentity read(DataInput in) throws IOException {
    String plan = text(in);
    Map<String, Fingerprint> inputs = new TreeMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      inputs.put(text(in), new Fingerprint(in.readLong(), in.readLong(), in.readLong()));
    }
    return new JobIdentity(plan, inputs, texts(in), texts(in));
  }

  static void texts(DataOutput out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  static List<String> texts(DataInput in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      texts.add(text(in));
    }
    return texts;
  }

  static void text(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(Math.min(bytes.length, MOST_TEXT_BYTES));
    out.write(bytes, 0, Math.min(bytes.length, MOST_TEXT_BYTES));
  }

  static String text(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MOST_TEXT_BYTES) {
      throw new IOException("a text of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }
}
