package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.cli.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a user says who wants objects of Flux in place of Applications. No method may name a type of the Kubernetes client. */
public final class FluxOptions {
    private static final int USED_WRONGLY = 2;

    @Parameters(
            arity = "0..*",
            paramLabel = "APP",
            description = "With --to: only these Applications; NAMESPACE/NAME for those outside of the control plane.")
    private List<String> applications = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "flux",
            description = "Print objects of Flux that would do what the Applications do.")
    private @Nullable String to;

    @Option(
            names = "--to-namespace",
            paramLabel = "NAMESPACE",
            description = "With --to: where these objects would be made.")
    private String namespace = "flux-system";

    @Option(
            names = "--checkout",
            paramLabel = "URL=PATH",
            description =
                    "With --to: where the files of a repository are on this machine, or the archive of a chart, whose"
                            + " URL is that of its repository, a slash and its name. With these, both ways are rendered and"
                            + " compared.")
    private List<String> checkouts = new ArrayList<>();

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            description = "With --to: write one file for each Application, and one for repositories, into this folder.")
    private @Nullable Path folder;

    @Option(names = "--force", description = "With --output-dir: write over files that are there.")
    private boolean overwrites;

    /**
     * Whether objects of Flux are wanted.
     *
     * @throws CommandFailure when something else is, or an option is given that has no meaning without
     */
    public boolean isWanted() {
        if (to != null && !to.equals("flux")) {
            throw new CommandFailure("--to is flux, not '" + to + "'", USED_WRONGLY);
        }
        boolean needsIt = !applications.isEmpty() || !checkouts.isEmpty() || folder != null || overwrites;
        if (to == null && needsIt) {
            throw new CommandFailure(
                    "names of Applications, --checkout, --output-dir and --force need --to flux", USED_WRONGLY);
        }
        return to != null;
    }

    /** Names of the Applications that are chosen; none for all. */
    List<String> applications() {
        return applications;
    }

    /** Where objects would be made. */
    String namespace() {
        return namespace;
    }

    /** URLs with paths. */
    List<String> checkouts() {
        return checkouts;
    }

    /** Where files are written; empty when objects are printed. */
    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /** Whether files that are there are written over. */
    boolean overwrites() {
        return overwrites;
    }
}
