package dev.capstan.cli.migrate.argo.flux;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.applicationmanifests.FetchedSource;
import dev.capstan.applicationmanifests.Rendered;
import dev.capstan.applicationmanifests.SourceFiles;
import dev.capstan.applicationmanifests.SourceRequest;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.proposal.AnnotatedObjects;
import dev.capstan.argo.proposal.ApplicationProposal;
import dev.capstan.argo.proposal.KnownApplication;
import dev.capstan.argo.proposal.Note;
import dev.capstan.argo.proposal.ProposedPart;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.RepeatedObjects;
import dev.capstan.cli.migrate.argo.flux.FluxWay.Made;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Renders an Application and what is proposed for it from the same files, and compares the objects. */
final class ProposalProof {
    private final Checkouts checkouts;
    private final SourceFiles files;
    private final ArgoWay argo;
    private final FluxWay kustomizations;
    private final ReleaseWay releases;
    private final BiFunction<String, String, Scope> scopes;

    /** @param scopes of the kinds of the cluster */
    ProposalProof(
            Checkouts checkouts,
            SourceFiles files,
            ArgoWay argo,
            ReleaseWay releases,
            BiFunction<String, String, Scope> scopes) {
        this.checkouts = checkouts;
        this.files = files;
        this.argo = argo;
        this.kustomizations = new FluxWay();
        this.releases = releases;
        this.scopes = scopes;
    }

    /**
     * What came of it.
     *
     * @param notes what annotations of the rendered objects say that Flux does not heed
     */
    record Looked(Proof proof, List<Note> notes) {
        Looked {
            notes = List.copyOf(notes);
        }

        private static Looked only(Proof proof) {
            return new Looked(proof, List.of());
        }
    }

    Looked of(KnownApplication application, ApplicationProposal proposal) {
        if (proposal.parts().isEmpty()) {
            return Looked.only(new Proof.Unproved("nothing is proposed"));
        }
        for (var known : application.sources()) {
            var source = ApplicationSource.of(known.source());
            if (checkouts.of(source).isEmpty()) {
                return Looked.only(new Proof.Unproved(CheckoutFiles.missing(source)));
            }
        }
        return switch (argo.render(application.object())) {
            case Rendered.Failed(String why) ->
                Looked.only(new Proof.Failed("the Application does not render: " + why));
            case Rendered.Objects rendered -> {
                List<JsonNode> objects =
                        rendered.manifests().stream().map(Manifest::object).toList();
                yield new Looked(
                        compared(objects, application, proposal),
                        AnnotatedObjects.notes(proposal.application(), objects));
            }
        };
    }

    private Proof compared(List<JsonNode> wanted, KnownApplication application, ApplicationProposal proposal) {
        var made = new ArrayList<JsonNode>();
        for (ProposedPart part : proposal.parts()) {
            switch (made(part, application)) {
                case Made.Failed(String why) -> {
                    return new Proof.Failed(part + " does not render: " + why);
                }
                case Made.Objects(List<JsonNode> objects) -> made.addAll(placed(part, objects));
            }
        }
        return ObjectComparison.of(wanted, made);
    }

    private Made made(ProposedPart part, KnownApplication application) {
        var source =
                ApplicationSource.of(application.sources().get(part.index()).source());
        return switch (files.fetch(new SourceRequest(source, "", Optional.empty()))) {
            case SourceFiles.Fetch.Failed(String why) -> new Made.Failed(why);
            case SourceFiles.Fetch.Fetched(FetchedSource fetched) -> {
                try (fetched) {
                    yield made(part, fetched);
                } catch (IOException unreadable) {
                    yield new Made.Failed(String.valueOf(unreadable.getMessage()));
                }
            }
        };
    }

    private Made made(ProposedPart part, FetchedSource fetched) throws IOException {
        if (part.isRelease()) {
            return releases.release(part, fetched);
        }
        return fetched instanceof FetchedSource.Files repository
                ? kustomizations.kustomization(part, repository.tree())
                : new Made.Failed("its source is the archive of a chart");
    }

    /**
     * Objects of releases are put into the namespace of the release, and hooks that no installation runs go; objects of the cluster lose
     * their namespace in any case.
     */
    private List<JsonNode> placed(ProposedPart part, List<JsonNode> objects) {
        String namespace =
                part.isRelease() ? part.object().at("/spec/targetNamespace").asText("") : "";
        List<Manifest> manifests = objects.stream()
                .filter(object -> !part.isRelease() || !isOnlyForHelm(object))
                .map(object -> new Manifest(object, "", 0))
                .toList();
        return RepeatedObjects.combine(manifests, namespace, scopes).manifests().stream()
                .map(Manifest::object)
                .toList();
    }

    private static boolean isOnlyForHelm(JsonNode object) {
        return Metadata.of(object).annotation(Hook.HELM_ANNOTATION).isPresent()
                && Hook.of(object).isIgnored();
    }
}
