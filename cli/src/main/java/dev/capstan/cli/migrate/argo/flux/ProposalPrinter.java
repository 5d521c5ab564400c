package dev.capstan.cli.migrate.argo.flux;

import dev.capstan.argo.survey.Installation;
import dev.capstan.cli.CommandFailure;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** Proposes objects of Flux, and prints them to the one, and everything else to the other. */
public final class ProposalPrinter {
    private final FluxOptions options;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out for objects
     * @param err for what is to be said of them
     */
    public ProposalPrinter(FluxOptions options, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /**
     * Proposes, and prints.
     *
     * @return the exit code: 1 when something has no counterpart, or is known to differ
     * @throws CommandFailure when a checkout, an Application or the folder cannot be used
     */
    public int print(KubernetesClient client, Installation installation, boolean isJson) throws IOException {
        String namespace = options.namespace();
        var run = new FluxProposalRun(
                installation,
                Checkouts.of(options.checkouts()),
                new ClusterScopes(client),
                PresentObjects.in(client, namespace));
        ProvedProposal proved = run.propose(options.applications(), namespace);
        if (options.folder().isPresent()) {
            Path folder = options.folder().get();
            List<String> files = ProposalFiles.write(folder, proved.proposal(), options.overwrites());
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
