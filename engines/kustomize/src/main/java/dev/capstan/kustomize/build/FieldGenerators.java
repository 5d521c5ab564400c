package dev.capstan.kustomize.build;

import dev.capstan.kustomize.file.GeneratorArgs;
import dev.capstan.kustomize.file.ParsedKustomization;
import dev.capstan.kustomize.generate.DataGenerator;
import dev.capstan.kustomize.load.Folder;
import dev.capstan.kustomize.load.Session;
import dev.capstan.kustomize.resource.OriginNote;
import dev.capstan.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the generators of the fields of a kustomization file, in the order in which they run. */
final class FieldGenerators {
    private final Session session;
    private final Folder folder;
    private final ParsedKustomization kustomization;
    private final Optional<OriginTrail> trail;

    FieldGenerators(Session session, Folder folder, ParsedKustomization kustomization, Optional<OriginTrail> trail) {
        this.session = session;
        this.folder = folder;
        this.kustomization = kustomization;
        this.trail = trail;
    }

    List<Production> make() {
        List<Production> productions = new ArrayList<>();
        ParsedKustomization.Generation generation = kustomization.generation();
        for (GeneratorArgs args : generation.configMaps()) {
            productions.add(production(DataGenerator.Product.CONFIG_MAP, args, "ConfigMapGenerator"));
        }
        for (GeneratorArgs args : generation.secrets()) {
            productions.add(production(DataGenerator.Product.SECRET, args, "SecretGenerator"));
        }
        if (generation.helmCharts().isPresent()) {
            throw HelmRefusal.at(generation.helmCharts().get());
        }
        return productions;
    }

    private Production production(DataGenerator.Product product, GeneratorArgs args, String kind) {
        GeneratorArgs completed = new GeneratorArgs(
                args.name(),
                args.namespace(),
                args.behavior(),
                args.type(),
                args.literals(),
                args.files(),
                args.envs(),
                args.options().completedBy(kustomization.generation().options()),
                args.place());
        Optional<OriginNote> origin = trail.map(
                each -> each.enter(TreePath.name(kustomization.file())).note().configuredBy("builtin", kind, "", ""));
        return new Production(new DataGenerator(product, completed, folder, session.schemas()), args.place(), origin);
    }
}
