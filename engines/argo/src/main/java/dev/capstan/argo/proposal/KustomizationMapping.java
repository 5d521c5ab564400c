package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.BuildEnvironment;
import dev.capstan.argo.source.DirectoryOptions;
import dev.capstan.argo.source.KustomizeOptions;
import dev.capstan.argo.source.SourceKind;
import java.util.List;

/** Folders of manifests and kustomizations. */
final class KustomizationMapping {
    private final ProposalSettings settings;

    KustomizationMapping(ProposalSettings settings) {
        this.settings = settings;
    }

    /** The Kustomization for a source. */
    ProposedPart part(
            int index,
            String name,
            KnownApplication application,
            ApplicationSource source,
            ObjectNode from,
            Target target,
            Notes notes) {
        SyncPolicy policy = SyncPolicy.of(application.object());
        ObjectNode object = FluxObject.kustomization(settings.namespace(), name);
        ObjectNode spec = object.putObject("spec");
        spec.put("interval", "10m");
        spec.put("timeout", "5m");
        spec.putObject("sourceRef")
                .put("kind", from.path("kind").asText())
                .put("name", from.path("metadata").path("name").asText());
        spec.put("path", FluxObject.path(source.path()));
        spec.put("prune", policy.prunes());
        spec.put("wait", true);
        lifetime(spec, policy);
        target.into(spec);
        namespace(spec, application.namespaces(), source, target, notes);
        source.kustomize()
                .ifPresent(options ->
                        new KustomizeFields(spec, environment(application, source, target), notes).add(options));
        folder(application.sources().get(index), source, application.namespaces(), notes);
        List<ObjectNode> ignored = IgnoredFields.of(application.object().path("spec"), notes);
        if (!ignored.isEmpty()) {
            spec.putArray("ignore").addAll(ignored);
        }
        return new ProposedPart(index, object, from, List.of());
    }

    private static void lifetime(ObjectNode spec, SyncPolicy policy) {
        if (policy.isSuspended()) {
            spec.put("suspend", true);
        }
        if (!policy.isCascading()) {
            spec.put("deletionPolicy", "Orphan");
        } else if (!policy.prunes()) {
            spec.put("deletionPolicy", "Delete");
        }
    }

    private static void namespace(
            ObjectNode spec, NamespaceUse use, ApplicationSource source, Target target, Notes notes) {
        String own = source.kustomize().map(KustomizeOptions::namespace).orElse("");
        if (!own.isEmpty()) {
            spec.put("targetNamespace", own);
            return;
        }
        if (target.namespace().isEmpty() || use == NamespaceUse.WRITTEN) {
            return;
        }
        if (use == NamespaceUse.MIXED) {
            notes.missing("some objects name another namespace than " + target.namespace()
                    + " and some name none; Flux puts all into targetNamespace, or none: write the namespaces into the"
                    + " manifests, and then leave targetNamespace out");
            return;
        }
        spec.put("targetNamespace", target.namespace());
        if (use == NamespaceUse.UNKNOWN) {
            notes.different("targetNamespace puts every object into " + target.namespace()
                    + ", also one that names another namespace; leave it out if manifests name theirs");
        }
    }

    /** What is known of the files is proved; what may be with others is said. */
    private static void folder(KnownSource known, ApplicationSource source, NamespaceUse use, Notes notes) {
        DirectoryOptions options = source.directory().orElse(DirectoryOptions.NONE);
        boolean isDirectory = known.kind().filter(SourceKind.DIRECTORY::equals).isPresent()
                || source.directory().isPresent();
        if (!options.include().isEmpty() || !options.exclude().isEmpty() || options.takesAllExtensions()) {
            notes.todo("directory.include, exclude and disableExtensionFilter have no counterpart; put a"
                    + " kustomization.yaml into " + folder(source) + " that lists the files");
        } else if (isDirectory && use == NamespaceUse.UNKNOWN) {
            notes.different("Flux takes the .yaml and .yml files of " + folder(source) + " and of the folders below"
                    + (options.isRecursive() ? "" : ", which this Application does not")
                    + ", and no .json files; a kustomization.yaml there lists the files exactly");
        }
        if (known.kind().isEmpty()
                && source.kustomize().isEmpty()
                && source.directory().isEmpty()) {
            notes.todo("whether " + folder(source) + " holds a chart is not known from here, and a Kustomization is"
                    + " proposed; give --checkout to have it looked at");
        }
    }

    private static String folder(ApplicationSource source) {
        return "the folder " + (source.path().isEmpty() ? "." : source.path());
    }

    static BuildEnvironment environment(KnownApplication application, ApplicationSource source, Target target) {
        JsonNode object = application.object();
        return BuildEnvironment.of(
                object.path("metadata").path("name").asText(),
                target.namespace(),
                object.path("spec").path("project").asText("default"),
                "",
                source);
    }
}
