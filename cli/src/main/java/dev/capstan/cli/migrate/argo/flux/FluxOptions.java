package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.argo.survey.Installation;
import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a user says who wants objects of Flux in place of Applications. */
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

    /**
     * Proposes, and prints: objects to the one, everything else to the other.
     *
     * @return the exit code: 1 when something has no counterpart, or is known to differ
     * @throws CommandFailure when a checkout, an Application or the folder cannot be used
     */
    public int run(KubernetesClient client, Installation installation, boolean isJson, PrintWriter out, PrintWriter err)
            throws IOException {
        var run = new FluxProposalRun(
                installation, Checkouts.of(checkouts), new ClusterScopes(client), PresentObjects.in(client, namespace));
        ProvedProposal proved = run.propose(applications, namespace);
        if (folder != null) {
            List<String> files = ProposalFiles.write(folder, proved.proposal(), overwrites);
            err.println("Written to " + folder + ": " + String.join(", ", files));
            err.println();
        } else if (!isJson) {
            out.print(ProposalYaml.of(proved.proposal().sources()));
            proved.proposal().applications().forEach(application -> out.print(ProposalYaml.of(application.objects())));
        }
        if (isJson) {
            out.println(ProposalJson.of(proved).toPrettyString());
        } else {
            ProposalText.of(proved).forEach(err::println);
        }
        out.flush();
        err.flush();
        return proved.isUsable() ? 0 : 1;
    }
}
