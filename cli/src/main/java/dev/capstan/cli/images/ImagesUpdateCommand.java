package dev.capstan.cli.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan images update}. */
@Command(
        name = "update",
        sortOptions = false,
        description = {
            "Sets the images of policies at the markers of a folder, as an ImageUpdateAutomation does: comments such as"
                    + " '# {\"$$imagepolicy\": \"apps:web:tag\"}' beside values of YAML files. Every other byte stays. Links are"
                    + " not followed.",
            "Prints file:line: old → new (policy) for each value.",
            "Exit code: 0 done, or nothing to do; 1 failed, and nothing was written; 2 used wrongly; with --check 3 when"
                    + " something would change."
        })
final class ImagesUpdateCommand implements Callable<Integer> {
    private static final int WOULD_CHANGE = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--set",
            required = true,
            paramLabel = "[NAMESPACE/]POLICY=IMAGE_OR_TAG",
            description =
                    "What markers of a policy are set to: a tag (web=1.2.3), which keeps the name that is there, or an"
                            + " image (apps/web=ghcr.io/org/web:1.2.3); '@sha256:…' behind it is the digest. Without a namespace,"
                            + " markers of every namespace are meant. May be given several times.")
    private List<String> wishes = new ArrayList<>();

    @Option(names = "--dry-run", description = "Write nothing; print the difference as 'git apply' takes it.")
    private boolean isDryRun;

    @Option(names = "--check", description = "Write nothing; exit code 3 when something would change.")
    private boolean isCheck;

    @Override
    public Integer call() {
        var wanted = wishes.stream().map(WantedImage::parse).toList();
        var updated = update(wanted);
        var err = spec.commandLine().getErr();
        updated.warnings().forEach(warning -> err.println("capstan: warning: " + warning));
        err.flush();
        updated.requireComplete();
        var out = spec.commandLine().getOut();
        (isDryRun ? updated.unified() : updated.lines()).forEach(out::println);
        out.flush();
        if (isDryRun || isCheck) {
            return isCheck && updated.hasChanges() ? WOULD_CHANGE : ExitCode.OK;
        }
        updated.write();
        return ExitCode.OK;
    }

    private UpdatedFolder update(List<WantedImage> wanted) {
        try {
            Path real = folder.toRealPath();
            return new UpdatedFolder(real, new FolderUpdate(real).run(wanted));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), folder + " is not a folder");
        }
    }
}
