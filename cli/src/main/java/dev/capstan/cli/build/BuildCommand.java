package dev.capstan.cli.build;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.kustomization.BuildKustomizationCommand;
import dev.capstan.cli.process.Invocation;
import dev.capstan.cli.terminal.SlowNotice;
import dev.capstan.devcluster.Progress;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOptions.LoadRestriction;
import dev.capstan.kustomize.BuildOptions.ObjectOrder;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.BuildWarning;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.kustomize.ExplainOutcome;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.DiskTree;
import dev.capstan.tree.FileTree;
import dev.capstan.yaml.UnwritableValueException;
import dev.capstan.yaml.YamlWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds a kustomization from a folder and prints the objects. */
@Command(
        name = "build",
        description = "Builds a kustomization and prints the objects, as kustomize build does.",
        subcommands = BuildKustomizationCommand.class)
public final class BuildCommand implements Callable<Integer> {

    /** Names of load restrictions as the kustomize command has them. */
    enum Restrictor {
        LOADRESTRICTIONSROOTONLY(LoadRestriction.ROOT_ONLY),
        LOADRESTRICTIONSNONE(LoadRestriction.NONE),
        ROOTONLY(LoadRestriction.ROOT_ONLY),
        NONE(LoadRestriction.NONE);

        private final LoadRestriction restriction;

        Restrictor(LoadRestriction restriction) {
            this.restriction = restriction;
        }
    }

    /** Names of orders as the kustomize command has them. */
    enum Reorder {
        LEGACY(ObjectOrder.LEGACY),
        NONE(ObjectOrder.NONE),
        UNSPECIFIED(ObjectOrder.UNSPECIFIED);

        private final ObjectOrder order;

        Reorder(ObjectOrder order) {
            this.order = order;
        }
    }

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "DIR",
            description = "Folder with the kustomization file.")
    private Path folder = Path.of(".");

    @Option(
            names = "--load-restrictor",
            paramLabel = "NAME",
            description =
                    "LoadRestrictionsRootOnly: files only from below each kustomization; LoadRestrictionsNone: from anywhere.")
    private Restrictor restrictor = Restrictor.LOADRESTRICTIONSROOTONLY;

    @Option(
            names = "--reorder",
            paramLabel = "ORDER",
            description = "legacy: the fixed order by kind (the default); none: the order of reading.")
    private Reorder reorder = Reorder.UNSPECIFIED;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PATH",
            description = "Write to this file, or one file per object into this existing folder.")
    private @Nullable Path output;

    @Option(names = "--enable-managedby-label", description = "Label every object with app.kubernetes.io/managed-by.")
    private boolean managedByLabel;

    @Option(
            names = "--explain",
            paramLabel = "KIND/NAME",
            description =
                    "Instead of the objects, show who set each field of this one: which file, patch or other entry."
                            + " KIND/NAMESPACE/NAME where names repeat; a name from before prefixes and hashes is fine.")
    private @Nullable String explained;

    @Mixin
    private RemoteOptions remotes = new RemoteOptions();

    @Mixin
    private DecryptOptions decryption = new DecryptOptions();

    @Option(
            names = {"--enable-helm", "--enable-exec", "--enable-star"},
            hidden = true)
    private boolean outsidePrograms;

    @Option(
            names = {"--enable-alpha-plugins", "--as-current-user"},
            hidden = true)
    private boolean accepted;

    @Override
    public Integer call() throws IOException {
        if (outsidePrograms) {
            throw new CommandFailure("a build runs no other programs: render Helm charts with a HelmRelease instead");
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(folder + " is not a folder; name the folder with the kustomization file");
        }
        WholeDisk disk = WholeDisk.around(folder);
        String object = explained;
        BuildOptions options = options();
        Invocation invocation = Invocation.ofProcess(spec.commandLine().getErr());
        try (EncryptedInputs inputs =
                decryption.open(invocation, options.limits().maxFileBytes())) {
            FileTree tree = inputs.over(new DiskTree(disk.root()));
            if (object != null) {
                ObjectChoice choice = ObjectChoice.parse(object);
                ExplainOutcome outcome =
                        run(inputs, options, each -> new Kustomizer().explain(tree, disk.path(), each));
                explain(choice, outcome, inputs, disk);
            } else {
                BuildOutcome outcome = run(inputs, options, each -> new Kustomizer().build(tree, disk.path(), each));
                write(objects(outcome, inputs, disk));
            }
        }
        return 0;
    }

    private BuildOptions options() {
        BuildOptions options = BuildOptions.defaults()
                .withLoadRestriction(restrictor.restriction)
                .withOrder(reorder.order);
        return managedByLabel ? options.withManagedByLabel(Optional.of(options.version())) : options;
    }

    private <T> T run(EncryptedInputs inputs, BuildOptions options, Function<BuildOptions, T> build)
            throws IOException {
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        try (SlowNotice notice = SlowNotice.over("building " + folder, Progress.on(System.err, isTerminal));
                FetchedBases bases = remotes.open(System.getenv(), notice)) {
            return build.apply(remotes.areForbidden() ? options : options.withRemoteBases(inputs.over(bases)));
        }
    }

    private List<BuiltObject> objects(BuildOutcome outcome, EncryptedInputs inputs, WholeDisk disk) throws IOException {
        failUnlessOpened(inputs, disk);
        warnOfEncrypted(inputs, disk);
        return switch (outcome) {
            case BuildOutcome.Built built -> {
                for (BuildWarning warning : built.warnings()) {
                    warn(inputs.shown(warning).describe(), disk);
                }
                List<BuiltObject> plain = inputs.plain(built.objects());
                failUnlessOpened(inputs, disk);
                yield plain;
            }
            case BuildOutcome.BuildFailed failed ->
                throw new CommandFailure(
                        disk.forReader(inputs.shown(failed.problem()).describe()));
        };
    }

    /** A build means nothing when a file of it could not be opened. */
    private static void failUnlessOpened(EncryptedInputs inputs, WholeDisk disk) throws IOException {
        Optional<String> failure = inputs.failure();
        if (failure.isPresent()) {
            throw new CommandFailure(disk.forReader(failure.get()));
        }
    }

    private void warnOfEncrypted(EncryptedInputs inputs, WholeDisk disk) throws IOException {
        Optional<String> warning = inputs.warning();
        if (warning.isPresent()) {
            warn(warning.get(), disk);
        }
    }

    private void warn(String warning, WholeDisk disk) throws IOException {
        spec.commandLine().getErr().println("capstan: warning: " + disk.forReader(warning));
    }

    private void explain(ObjectChoice choice, ExplainOutcome outcome, EncryptedInputs inputs, WholeDisk disk)
            throws IOException {
        failUnlessOpened(inputs, disk);
        warnOfEncrypted(inputs, disk);
        List<String> lines = switch (outcome) {
            case ExplainOutcome.Explained all ->
                new ExplainTable(disk.reader()).lines(inputs.shown(choice.among(all.objects())));
            case ExplainOutcome.NotExplained failed ->
                throw new CommandFailure(
                        disk.forReader(inputs.shown(failed.problem()).describe()));
        };
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    private void write(List<BuiltObject> objects) throws IOException {
        Path target = output;
        try {
            if (target == null) {
                print(objects);
            } else if (Files.isDirectory(target)) {
                OutputFolder.write(target, objects);
            } else {
                Files.write(target, yaml(objects).toBytes());
            }
        } catch (UnwritableValueException unwritable) {
            throw new CommandFailure("a value cannot be printed: " + unwritable.getMessage(), unwritable);
        }
    }

    private static YamlWriter yaml(List<BuiltObject> objects) {
        YamlWriter writer = new YamlWriter();
        objects.forEach(object -> writer.appendDocument(object.content()));
        return writer;
    }

    private static void print(List<BuiltObject> objects) throws IOException {
        // System.out would encode and flush line by line; these are bytes already
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            yaml(objects).writeTo(out);
        } catch (IOException closed) { // by a reader that has seen enough, such as head
            throw new CommandFailure("Cannot write the output: " + closed.getMessage(), closed);
        }
    }
}
