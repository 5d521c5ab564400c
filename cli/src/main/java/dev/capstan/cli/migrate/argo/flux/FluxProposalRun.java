package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.proposal.ApplicationProposal;
import dev.capstan.argo.proposal.FluxProposal;
import dev.capstan.argo.proposal.FluxProposer;
import dev.capstan.argo.proposal.KnownApplication;
import dev.capstan.argo.proposal.Note;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.survey.Installation;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.TemporaryFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Proposes objects for chosen Applications of an installation, and proves what the checkouts allow. */
final class FluxProposalRun {
    private final Installation installation;
    private final Checkouts checkouts;
    private final BiFunction<String, String, Scope> scopes;
    private final PresentObjects present;

    /**
     * @param scopes of the kinds of the cluster
     * @param present in the namespace in which objects are proposed
     */
    FluxProposalRun(
            Installation installation,
            Checkouts checkouts,
            BiFunction<String, String, Scope> scopes,
            PresentObjects present) {
        this.installation = installation;
        this.checkouts = checkouts;
        this.scopes = scopes;
        this.present = present;
    }

    /**
     * Proposes.
     *
     * @param chosen names, with a namespace and a slash in front where that is not the control plane; none for all
     * @param namespace in which the objects are made
     * @throws CommandFailure when one that is chosen does not exist
     */
    ProvedProposal propose(List<String> chosen, String namespace) throws IOException {
        try (TemporaryFolder scratch = TemporaryFolder.create()) {
            var settings = ArgoSettings.of(installation.configMaps().getOrDefault("argocd-cm", Map.of()));
            var files = new CheckoutFiles(checkouts);
            var argo = new ArgoWay(scratch.path(), files, settings, installation.namespace(), scopes);
            var look = new SourceLook(checkouts, argo, scopes);
            List<KnownApplication> applications =
                    chosen(chosen).stream().map(look::at).toList();
            FluxProposal proposal = FluxProposer.propose(installation, applications, namespace);
            var proof = new ProposalProof(checkouts, files, argo, new ReleaseWay(scratch.path()), scopes);
            Map<String, KnownApplication> byTitle = new LinkedHashMap<>();
            applications.forEach(application -> byTitle.put(title(application.object()), application));
            Map<String, Proof> proofs = new LinkedHashMap<>();
            List<Note> found = new ArrayList<>(present.notes(proposal));
            for (ApplicationProposal one : proposal.applications()) {
                KnownApplication application = byTitle.get(one.application());
                if (application != null) {
                    ProposalProof.Looked looked = proof.of(application, one);
                    proofs.put(one.application(), looked.proof());
                    found.addAll(looked.notes());
                }
            }
            return new ProvedProposal(proposal, proofs, found);
        }
    }

    private List<JsonNode> chosen(List<String> names) {
        if (names.isEmpty()) {
            return installation.applications();
        }
        Set<String> missing = new LinkedHashSet<>();
        names.forEach(name -> missing.add(name.contains("/") ? name : installation.namespace() + "/" + name));
        List<JsonNode> chosen = new ArrayList<>();
        for (JsonNode application : installation.applications()) {
            if (missing.remove(title(application))) {
                chosen.add(application);
            }
        }
        if (!missing.isEmpty()) {
            throw new CommandFailure("There is no Application " + String.join(", ", missing));
        }
        return chosen;
    }

    private static String title(JsonNode application) {
        var metadata = Metadata.of(application);
        return metadata.namespace() + "/" + metadata.name();
    }
}
