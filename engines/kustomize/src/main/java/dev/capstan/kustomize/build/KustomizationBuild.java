package dev.capstan.kustomize.build;

import dev.capstan.kustomize.config.DefaultFields;
import dev.capstan.kustomize.config.TransformerConfig;
import dev.capstan.kustomize.explain.FieldLedger;
import dev.capstan.kustomize.file.ParsedKustomization;
import dev.capstan.kustomize.file.Place;
import dev.capstan.kustomize.file.Setting;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds one kustomization: gathers the objects of its sources and runs its generators and transformers. */
final class KustomizationBuild {
    private final Session session;
    private final Folder folder;
    private final ParsedKustomization kustomization;
    private final KustomizationFiles files;
    private final Optional<OriginTrail> trail;
    private final Sources sources;
    private final Plugins plugins;

    KustomizationBuild(
            Session session,
            Folder folder,
            ParsedKustomization kustomization,
            KustomizationFiles files,
            Optional<OriginTrail> trail) {
        this.session = session;
        this.folder = folder;
        this.kustomization = kustomization;
        this.files = files;
        this.trail = trail;
        this.sources = new Sources(session, folder, kustomization.file(), trail);
        this.plugins = new Plugins(session, folder, kustomization, sources, trail);
    }

    /** Reads the kustomization of the folder that the caller wants built. */
    static KustomizationBuild top(Session session, Folder folder) {
        session.countKustomization(0);
        KustomizationFiles files = new KustomizationFiles(session, folder);
        ParsedKustomization kustomization = files.kustomization();
        files.chooseSchemas(kustomization);
        boolean recordsOrigins = !kustomization.output().buildMetadata().isEmpty()
                || session.options().originAnnotations();
        return new KustomizationBuild(
                session,
                folder,
                kustomization,
                files,
                recordsOrigins ? Optional.of(OriginTrail.START) : Optional.empty());
    }

    ParsedKustomization kustomization() {
        return kustomization;
    }

    /** Gathers everything into the accumulation: an empty one, or for a component that of its parent. */
    void run(Accumulation accumulation) {
        sources.addTo(accumulation, kustomization.sources().resources());
        accumulation.addConfig(DefaultFields.config()
                .merge(files.configurations(kustomization.sources().configurations())));
        accumulation.addConfig(files.crds(kustomization.sources().crds()));
        generate(accumulation.resources());
        for (Setting component : kustomization.sources().components()) {
            sources.enter(component, true).run(accumulation);
            accumulation.mergeConfigAgain();
        }
        transform(accumulation.resources(), accumulation.config());
        plugins.validate(accumulation.resources());
        accumulation.variables().declare(kustomization.changes().vars(), accumulation.resources());
    }

    private void generate(ResourceList resources) {
        List<Production> productions =
                new ArrayList<>(new FieldGenerators(session, folder, kustomization, trail).make());
        productions.addAll(plugins.generators());
        for (Production production : productions) {
            Resource generated = production.generator().generate();
            session.countObjects(1);
            if (generated.originNote().isEmpty()) {
                production.origin().ifPresent(generated::noteOrigin);
            }
            absorb(generated, resources, production.place());
        }
    }

    private void absorb(Resource generated, ResourceList resources, Place place) {
        if (session.ledger().isEmpty()) {
            resources.absorb(generated);
            return;
        }
        FieldLedger ledger = session.ledger().get();
        List<Resource> before = resources.withAnyId(generated.id());
        resources.absorb(generated);
        before.forEach(old -> ledger.replaced(old, generated));
        ledger.note(List.of(generated), place);
    }

    private void transform(ResourceList resources, TransformerConfig config) {
        List<Step> steps = new ArrayList<>(new FieldSteps(session, folder, kustomization, config, trail).make());
        steps.addAll(plugins.transformers());
        for (Step step : steps) {
            step.transformer().transform(resources);
            step.origin().ifPresent(origin -> resources.all().forEach(resource -> resource.noteTransformer(origin)));
            resources.dropGone();
            session.ledger().ifPresent(ledger -> ledger.note(resources.all(), step.place()));
        }
    }
}
