package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.object.Fields;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.repository.Repositories;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.SourceKind;
import dev.capstan.argo.survey.Installation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proposes objects of Flux for Applications. The same Applications give the same proposal, whatever their order. */
public final class FluxProposer {
    private static final Comparator<KnownApplication> BY_NAME = Comparator.comparing((KnownApplication application) ->
                    Metadata.of(application.object()).namespace())
            .thenComparing(application -> Metadata.of(application.object()).name());

    private final ProposalSettings settings;
    private final Map<String, ProjectFacts> projects;
    private final SourceObjects objects;
    private final GitSources git;
    private final ChartSources charts;
    private final Targets targets;
    private final KustomizationMapping kustomizations;
    private final HelmReleaseMapping releases;
    private final FreeNames names = new FreeNames();
    private final Map<String, String> parents;

    private FluxProposer(Installation installation, ArgoSettings argo, ProposalSettings settings) {
        this.settings = settings;
        this.parents = parents(installation);
        var repositories = Repositories.of(installation.secrets());
        var clusters = Clusters.of(installation.secrets(), argo.isInClusterEnabled());
        this.projects = ProjectFacts.of(installation, repositories, clusters);
        this.objects = new SourceObjects(settings, argo);
        var secrets = new RepositorySecrets(settings, installation);
        this.git = new GitSources(objects, repositories, secrets);
        this.charts = new ChartSources(objects, repositories, secrets);
        this.targets = new Targets(settings, clusters);
        this.kustomizations = new KustomizationMapping(settings);
        this.releases = new HelmReleaseMapping(settings);
    }

    /**
     * Proposes objects.
     *
     * @param installation whose projects, Secrets and settings hold
     * @param applications for which; others of the installation are passed over
     * @param namespace in which the objects are made
     */
    public static FluxProposal propose(
            Installation installation, List<KnownApplication> applications, String namespace) {
        var argo = ArgoSettings.of(installation.configMaps().getOrDefault("argocd-cm", Map.of()));
        var settings = new ProposalSettings(namespace, installation.namespace());
        var proposer = new FluxProposer(installation, argo, settings);
        List<ApplicationProposal> proposals =
                applications.stream().sorted(BY_NAME).map(proposer::proposal).toList();
        var notes = new ArrayList<Note>();
        if (!argo.ignoreDifferences().isEmpty()) {
            notes.add(new Note(
                    Note.Weight.TODO,
                    "ConfigMap argocd-cm",
                    "it ignores differences in objects of all Applications; write these as ignore rules of the"
                            + " Kustomizations and HelmReleases that have such objects"));
        }
        notes.addAll(proposer.objects.notes());
        return new FluxProposal(proposer.objects.all(), proposals, notes);
    }

    /** Which Application applies which other one, as the statuses of those say it. */
    private static Map<String, String> parents(Installation installation) {
        var parents = new HashMap<String, String>();
        for (JsonNode application : installation.applications()) {
            for (JsonNode resource : Fields.elements(application.path("status"), "resources")) {
                if (Fields.text(resource, "kind").equals("Application")) {
                    parents.put(
                            Fields.text(resource, "namespace") + "/" + Fields.text(resource, "name"),
                            title(application));
                }
            }
        }
        return parents;
    }

    private static String title(JsonNode application) {
        var metadata = Metadata.of(application);
        return metadata.namespace() + "/" + metadata.name();
    }

    private ApplicationProposal proposal(KnownApplication application) {
        var metadata = Metadata.of(application.object());
        String title = title(application.object());
        var notes = new Notes("Application " + title);
        String name = names.next(
                metadata.namespace().equals(settings.controlPlane())
                        ? metadata.name()
                        : metadata.namespace() + "-" + metadata.name());
        JsonNode spec = application.object().path("spec");
        String projectName = AppProject.named(spec.path("project").asText(""));
        Optional<ProjectFacts> project = Optional.ofNullable(projects.get(projectName));
        if (spec.path("sourceHydrator").isObject()) {
            notes.missing(
                    "nothing is proposed: sourceHydrator has no counterpart; name the branch that is synced as the"
                            + " source");
        } else if (project.isEmpty()) {
            notes.missing("nothing is proposed: its project '" + projectName + "' does not exist");
        } else {
            Optional<Target> target = targets.of(application.object(), project.get(), notes);
            if (target.isPresent()) {
                List<ProposedPart> parts = parts(application, name, project.get(), target.get(), notes);
                new Unmapped(application.object(), notes)
                        .note(project.get(), parts.size(), Optional.ofNullable(parents.get(title)));
                return new ApplicationProposal(title, name, target.get().namespaces(), parts, notes.all());
            }
        }
        return new ApplicationProposal(title, name, List.of(), List.of(), notes.all());
    }

    private List<ProposedPart> parts(
            KnownApplication application, String name, ProjectFacts project, Target target, Notes notes) {
        var parts = new ArrayList<ProposedPart>();
        long yielding = application.sources().stream()
                .filter(known -> !ApplicationSource.of(known.source()).isReferenceOnly())
                .count();
        for (int i = 0; i < application.sources().size(); i++) {
            var source = ApplicationSource.of(application.sources().get(i).source());
            if (source.isReferenceOnly() && application.sources().size() > 1) {
                continue;
            }
            String suffix = source.name().isEmpty() ? String.valueOf(i + 1) : source.name();
            String partName = yielding > 1 ? names.next(name + "-" + suffix) : name;
            part(application, i, source, partName, project, target, notes).ifPresent(parts::add);
        }
        return parts;
    }

    private Optional<ProposedPart> part(
            KnownApplication application,
            int index,
            ApplicationSource source,
            String name,
            ProjectFacts project,
            Target target,
            Notes notes) {
        Optional<SourceKind> kind = kind(application.sources().get(index), source);
        if (kind.filter(SourceKind.PLUGIN::equals).isPresent()) {
            notes.missing("the plugin '" + source.plugin().orElse("")
                    + "' has no counterpart: render its output into a repository; what it does for Secrets, SOPS,"
                    + " SealedSecrets and ExternalSecrets do");
            return Optional.empty();
        }
        if (!application.sources().get(index).source().at("/directory/jsonnet").isEmpty()) {
            notes.missing("Jsonnet has no counterpart; render its files into the repository");
        }
        boolean isChart = kind.filter(SourceKind.HELM::equals).isPresent();
        Optional<ObjectNode> from = !source.chart().isEmpty()
                ? charts.ofChart(source, project, notes)
                : source.isOci() ? charts.ofArtifact(source, project, notes) : git.of(source, project, notes);
        return from.map(object -> isChart
                ? releases.part(index, name, application, source, object, target, notes)
                : kustomizations.part(index, name, application, source, object, target, notes));
    }

    private static Optional<SourceKind> kind(KnownSource known, ApplicationSource source) {
        if (source.plugin().isPresent()) {
            return Optional.of(SourceKind.PLUGIN);
        }
        if (source.helm().isPresent() || !source.chart().isEmpty()) {
            return Optional.of(SourceKind.HELM);
        }
        if (source.kustomize().isPresent()) {
            return Optional.of(SourceKind.KUSTOMIZE);
        }
        return source.directory().isPresent() ? Optional.of(SourceKind.DIRECTORY) : known.kind();
    }
}
