package dev.capstan.applicationmanifests;

import dev.capstan.applicationmanifests.RememberedApplication.Kind;
import dev.capstan.applicationmanifests.RememberedApplication.Together;
import dev.capstan.applicationmanifests.build.BuildSlots;
import dev.capstan.applicationmanifests.build.Built;
import dev.capstan.applicationmanifests.build.Elsewhere;
import dev.capstan.applicationmanifests.build.SourceBuild;
import dev.capstan.applicationmanifests.directory.DirectoryBuild;
import dev.capstan.applicationmanifests.helm.HelmBuild;
import dev.capstan.applicationmanifests.helm.WholeCharts;
import dev.capstan.applicationmanifests.kustomize.KustomizeBuild;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.source.ApplicationSources;
import dev.capstan.argo.source.Manifest;
import dev.capstan.argo.source.RepeatedObjects;
import dev.capstan.argo.source.SourceKind;
import dev.capstan.charts.ChartArchive;
import dev.capstan.charts.build.ChartBuilder;
import dev.capstan.helm.HelmChartRenderer;
import dev.capstan.helm.load.ChartLoader;
import dev.capstan.kustomize.Kustomizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders Applications with the engines, and again only what has changed. */
public final class ManifestRendering implements ApplicationManifests {
    private final RenderLimits limits;
    private final ChartArchive archives;
    private final Map<SourceKind, SourceBuild> builds;
    private final BuildSlots slots;
    private final InputMemory memory;

    /** @param directory in which archives of charts are decompressed into nameless files; must exist */
    public ManifestRendering(Path directory, RenderLimits limits) {
        this.limits = limits;
        this.archives = new ChartArchive(directory, limits.charts());
        var charts = new WholeCharts(new ChartLoader(directory, limits.charts()), new ChartBuilder(archives));
        this.builds = Map.of(
                SourceKind.DIRECTORY, new DirectoryBuild(limits.directory()),
                SourceKind.KUSTOMIZE, new KustomizeBuild(new Kustomizer(), limits.kustomize()),
                SourceKind.HELM, new HelmBuild(charts, new HelmChartRenderer()));
        this.slots = new BuildSlots(limits.builds());
        this.memory = new InputMemory(limits.memory());
    }

    /** Lets go of what was kept of an Application that is gone. */
    public void forget(String application) {
        memory.forget(application);
    }

    @Override
    public Rendered render(ManifestRequest request, SourceFiles files) {
        ApplicationSources sources = ApplicationSources.of(request.spec());
        Optional<String> problem = problem(sources);
        if (problem.isPresent()) {
            return new Rendered.Failed(problem.get());
        }
        try (var open = new OpenSources(archives)) {
            return open.open(request, sources, files)
                    .<Rendered>map(Rendered.Failed::new)
                    .orElseGet(() -> rendered(request, open, files));
        }
    }

    private Optional<String> problem(ApplicationSources sources) {
        return sources.all().size() > limits.sources()
                ? Optional.of("there are more than " + limits.sources() + " sources")
                : sources.referenceProblem();
    }

    private Rendered rendered(ManifestRequest request, OpenSources open, SourceFiles files) {
        RememberedApplication before =
                request.isHard() ? RememberedApplication.NONE : memory.find(request.application());
        var remembered = new ArrayList<RememberedSource>();
        var built = new ArrayList<Optional<Built.Objects>>();
        for (int i = 0; i < open.all().size(); i++) {
            OpenSource source = open.all().get(i);
            if (open.all().size() > 1 && source.source().isReferenceOnly()) {
                built.add(Optional.empty());
                continue;
            }
            Optional<RememberedSource> last =
                    remembered.size() < before.sources().size()
                            ? Optional.of(before.sources().get(remembered.size()))
                            : Optional.empty();
            var outcome = built(request, source, open.references(), last, files);
            outcome.remembered().ifPresent(remembered::add);
            switch (outcome.built()) {
                case Built.Failed(String why) -> {
                    memory.keep(request.application(), new RememberedApplication(remembered, Optional.empty()));
                    return new Rendered.Failed(OpenSources.failed(i, open.all().size(), why));
                }
                case Built.Objects objects -> built.add(Optional.of(objects));
            }
        }
        Together together = before.together()
                .filter(known -> before.isOf(remembered)
                        && known.holdsFor(request.namespace(), request.target().scopes()))
                .orElseGet(() -> together(request, built));
        memory.keep(request.application(), new RememberedApplication(remembered, Optional.of(together)));
        return objects(together, built, open);
    }

    private SourceRendering.Outcome built(
            ManifestRequest request,
            OpenSource source,
            Map<String, OpenSource> references,
            Optional<RememberedSource> last,
            SourceFiles files) {
        SourceFacts facts = SourceFacts.of(request, source, references);
        if (last.isPresent()
                && last.get()
                        .holdsFor(facts, source, references, request.target().capabilities())) {
            return new SourceRendering.Outcome(last.get().built(), last);
        }
        var elsewhere = new Elsewhere(
                files.charts(request.project()),
                files.remoteFiles(request.project()),
                files.bases(request.project()),
                slots);
        slots.enter();
        try {
            return new SourceRendering(request, source, references, facts, elsewhere).render(builds);
        } finally {
            slots.leave();
        }
    }

    private static Together together(ManifestRequest request, List<Optional<Built.Objects>> built) {
        List<Manifest> all = built.stream()
                .flatMap(Optional::stream)
                .flatMap(objects -> objects.manifests().stream())
                .toList();
        Map<Kind, Scope> scopes = new HashMap<>();
        var combined = RepeatedObjects.combine(
                all,
                request.namespace(),
                (group, kind) -> scopes.computeIfAbsent(
                        new Kind(group, kind), _ -> request.target().scopes().apply(group, kind)));
        return new Together(request.namespace(), scopes, combined);
    }

    private static Rendered objects(Together together, List<Optional<Built.Objects>> built, OpenSources open) {
        return new Rendered.Objects(
                together.combined().manifests(),
                open.all().stream().map(OpenSource::revision).toList(),
                built.stream()
                        .map(objects -> objects.map(it -> it.kind().text()).orElse(""))
                        .toList(),
                together.combined().warnings(),
                built.stream()
                        .flatMap(Optional::stream)
                        .flatMap(objects -> objects.notices().stream())
                        .distinct()
                        .toList());
    }
}
